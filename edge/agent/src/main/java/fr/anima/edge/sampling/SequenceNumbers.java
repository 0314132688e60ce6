package fr.anima.edge.sampling;

/**
 * Numbers messages of one run of the agent: boot and sequence together never repeat, whatever the
 * clock does. Not safe for several threads; the stamper guards it.
 */
public final class SequenceNumbers {
  private final long boot;
  private long next = 1;

  private SequenceNumbers(long boot) {
    this.boot = boot;
  }

  /**
   * The numbers of a new run: its boot is later than any before, and the time of the start where
   * the clock is plausible, so that a card that was erased does not begin again at 1.
   *
   * @param lastBoot the largest boot the journal remembers, 0 for none
   */
  public static SequenceNumbers after(long lastBoot, ClockGuard clock) {
    long seconds = clock.isPlausible() ? clock.now().getEpochSecond() : 1;
    return new SequenceNumbers(Math.max(lastBoot + 1, seconds));
  }

  /** This run's boot. */
  public long boot() {
    return boot;
  }

  /** The number the next message gets. */
  long next() {
    return next;
  }

  /** The next number is used up. */
  void use() {
    next++;
  }
}
