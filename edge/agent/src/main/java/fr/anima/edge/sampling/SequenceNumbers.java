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
   * The numbers of a new run.
   *
   * @param boot that no message of this station ever had
   */
  public static SequenceNumbers of(long boot) {
    return new SequenceNumbers(boot);
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
