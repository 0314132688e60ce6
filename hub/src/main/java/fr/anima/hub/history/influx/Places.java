package fr.anima.hub.history.influx;

import fr.anima.hub.history.Point;
import fr.anima.hub.history.Point.Identity;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The points of one series, each at a nanosecond of its own. InfluxDB overwrites what has the same
 * series and time; stations measure to the millisecond, so the million nanoseconds within it are
 * free to tell samples apart, without a tag that would make a series of every sample.
 */
final class Places {
  private static final long PLACES = 1_000_000;

  /** Far from all small multiples, so that boots that count alike do not meet. */
  private static final long BOOTS_APART = 618_033;

  private final NavigableMap<Long, Placed> taken = new TreeMap<>();

  /** A point and its time. */
  record Placed(long nanos, Point point) {}

  /** What the store already has at that time. */
  void found(long nanos, Point point) {
    taken.put(nanos, new Placed(nanos, point));
  }

  /**
   * Gives a point its time: the one that its boot and sequence say, or the next that is free. The
   * same point is found again where it was.
   *
   * @return where it is now; empty when it was there before
   */
  Optional<Placed> place(Point point) {
    long millisecond = point.measuredAt().toEpochMilli() * PLACES;
    long first = preferred(point.identity());
    for (long step = 0; step < PLACES; step++) {
      long nanos = millisecond + (first + step) % PLACES;
      Placed there = taken.get(nanos);
      if (there == null) {
        Placed placed = new Placed(nanos, point);
        taken.put(nanos, placed);
        return Optional.of(placed);
      }
      if (isSame(there.point().identity(), point.identity())) {
        return Optional.empty();
      }
    }
    throw new IllegalArgumentException(
        "more than a million samples of " + point.subject() + " at " + point.measuredAt());
  }

  /** The nanosecond within its millisecond that a point would like. */
  static long preferred(Identity identity) {
    return Math.floorMod(identity.sequence() + identity.boot() % PLACES * BOOTS_APART, PLACES);
  }

  void forget(long nanos) {
    taken.remove(nanos);
  }

  /** All, in order of time. */
  Collection<Placed> all() {
    return taken.values();
  }

  private static boolean isSame(Identity one, Identity other) {
    return one.boot() == other.boot() && one.sequence() == other.sequence();
  }
}
