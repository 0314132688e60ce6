package fr.anima.edge.sampling;

import fr.anima.edge.clock.StationClock;

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
   * The numbers of a new run: its boot is later than any before, and the time of the start as far
   * as it is known, so that a card that was erased does not begin again at 1.
   *
   * @param lastBoot the largest boot the journal remembers, 0 for none
   */
  public static SequenceNumbers after(long lastBoot, StationClock clock) {
    return new SequenceNumbers(Math.max(lastBoot + 1, clock.now().at().getEpochSecond()));
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
