package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Written;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** An override as somebody filled it in; the contract has checked its form, not its sense. */
record OverrideForm(
    Quantity quantity,
    Side side,
    double value,
    String why,
    Instant at,
    String vet,
    LocalDate signedOn) {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /**
   * The first mistake in the order of the form.
   *
   * @param today the farm's day
   */
  Optional<Problem> mistake(LocalDate today) {
    if (!quantity.isPossible(value)) {
      return mistake(
          "/value", quantity.word() + " is never " + value + "; choose " + quantity.range());
    }
    if (!Written.isLine(why)) {
      return mistake("/why", "say in a line why this enclosure needs another value");
    }
    if (!Written.isLine(vet)) {
      return mistake("/vet", "write the name of the vet who signed");
    }
    if (at.isBefore(EARLIEST)) {
      return mistake("/at", "nothing was entered here before " + EARLIEST);
    }
    return signedOn.isAfter(today) || signedOn.isBefore(today.minusYears(20))
        ? mistake("/signedOn", "the vet signs today or has signed; " + signedOn + " cannot be")
        : Optional.empty();
  }

  private static Optional<Problem> mistake(String pointer, String detail) {
    return Optional.of(Problem.of(400, "invalid-override", detail).at(pointer));
  }
}
