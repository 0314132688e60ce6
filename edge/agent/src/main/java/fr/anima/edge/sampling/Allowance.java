package fr.anima.edge.sampling;

import java.util.concurrent.TimeUnit;

/**
 * How much one device may tell, so that a mad one does not fill the journal that all share: a
 * thousand samples at once, a hundred a second for long. Ten receivers at 10 Hz stay within.
 */
final class Allowance {
  static final int PER_SECOND = 100;
  private static final int AT_ONCE = 1000;

  private double left = AT_ONCE;
  private long lastNanos;

  Allowance(long nanos) {
    lastNanos = nanos;
  }

  /** Whether one more sample may pass now. */
  boolean take(long nanos) {
    double seconds = (nanos - lastNanos) / (double) TimeUnit.SECONDS.toNanos(1);
    left = Math.min(AT_ONCE, left + seconds * PER_SECOND);
    lastNanos = nanos;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
