package fr.anima.edge.uplink;

import java.time.Duration;

/**
 * The uplink's times.
 *
 * @param keepAlive the longest silence the station allows itself, told to the hub
 * @param beat between two looks at whether a ping is due; a ping has so long to be answered
 * @param silent after which a connection on which nothing comes back is left
 * @param patience the wait before the next attempt, and before what was put off is sent again
 */
record Rhythm(Duration keepAlive, Duration beat, Duration silent, Backoff patience) {
  /** A hub that says nothing is left within 45 s: ping after 30 to 37, given up at 42. */
  static Rhythm standard() {
    return new Rhythm(
        Duration.ofSeconds(30), Duration.ofSeconds(7), Duration.ofSeconds(42), Backoff.standard());
  }
}
