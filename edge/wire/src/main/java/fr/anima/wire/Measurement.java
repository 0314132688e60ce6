package fr.anima.wire;

/** One value of one quantity, in that quantity's unit. */
public record Measurement(Quantity quantity, double value) {
  /**
   * Refuses what no sensor can have measured.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public Measurement {
    if (!quantity.isPossible(value)) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE,
          quantity.word() + " " + value + " is not possible; expected " + quantity.range());
    }
  }
}
