package fr.anima.edge.sensors.contacts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a bouncing contact really did: a level counts once it has been steady for long enough, and
 * then from its beginning. Times are nanoseconds of a clock that only goes forward. Pure but for
 * what it remembers.
 */
final class Debounce {
  /** Changes that nobody fetched; the oldest go first. */
  static final int MOST_KEPT = 200;

  private final long steadyNanos;
  private final List<Change> settled = new ArrayList<>();
  private boolean level;
  private boolean candidate;
  private long sinceNanos;

  /** From then on the contact was at that level. */
  record Change(long nanos, boolean level) {}

  Debounce(Duration steady, boolean level, long nanos) {
    this.steadyNanos = steady.toNanos();
    this.level = level;
    this.candidate = level;
    this.sinceNanos = nanos;
  }

  /** The input was seen at that level. */
  void seen(long nanos, boolean seen) {
    settle(nanos);
    if (seen != candidate) {
      candidate = seen;
      sinceNanos = nanos;
    }
  }

  /** The level that counts. */
  boolean level() {
    return level;
  }

  /** How long until the last edge counts, if it stays; zero when nothing is open. */
  Duration unsettled(long nanos) {
    return candidate == level
        ? Duration.ZERO
        : Duration.ofNanos(Math.max(0, sinceNanos + steadyNanos - nanos));
  }

  /** The changes since the last call that count by now, oldest first. */
  List<Change> changes(long nanos) {
    settle(nanos);
    List<Change> changes = List.copyOf(settled);
    settled.clear();
    return changes;
  }

  private void settle(long nanos) {
    if (candidate == level || nanos - sinceNanos < steadyNanos) {
      return;
    }
    level = candidate;
    settled.add(new Change(sinceNanos, level));
    if (settled.size() > MOST_KEPT) {
      settled.remove(0);
    }
  }
}
