package fr.anima.hub.bench;

import java.util.Arrays;

/** Durations in nanoseconds, for percentiles; keeps up to ten million. Any thread may ask. */
final class Latencies {
  private long[] nanos = new long[1 << 16];
  private int count;

  synchronized void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, Math.min(nanos.length * 2, 10_000_000));
    }
    if (count < nanos.length) {
      nanos[count++] = value;
    }
  }

  /** The value below which that share of all lies, in milliseconds; NaN when there is none. */
  synchronized double percentile(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1, Math.ceil(share * count) - 1)] / 1e6;
  }

  synchronized void clear() {
    count = 0;
  }
}
