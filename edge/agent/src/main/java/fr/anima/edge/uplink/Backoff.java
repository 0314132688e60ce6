package fr.anima.edge.uplink;

import java.time.Duration;

/**
 * How long to wait before the next attempt: anything between nothing and a limit that doubles with
 * each failure ("full jitter"), so that a thousand stations do not come back in the same second.
 *
 * @param limit of the next wait
 * @param cap which the limit never exceeds
 */
record Backoff(Duration limit, Duration cap) {
  /** Four seconds at first: a restarted hub meets its stations one after the other. */
  static Backoff standard() {
    return new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(30));
  }

  /** The wait for a random number of [0, 1). */
  Duration delay(double random) {
    return Duration.ofNanos((long) (limit.toNanos() * random));
  }

  /** After one more failure. */
  Backoff longer() {
    Duration twice = limit.plus(limit);
    return new Backoff(twice.compareTo(cap) > 0 ? cap : twice, cap);
  }
}
