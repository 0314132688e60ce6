package fr.anima.edge.sensors.gnss;

import java.time.Duration;

/**
 * How long to wait for a receiver.
 *
 * @param pause before the first attempt to connect anew; doubles with each that fails
 * @param longestPause which it never exceeds
 * @param answer how long gpsd may take to say something
 * @param silence after which a connection without anything understood is given up
 */
record Patience(Duration pause, Duration longestPause, Duration answer, Duration silence) {
  /** Receivers on a bike speak once a second; a cold one takes some seconds to start. */
  static Patience standard() {
    return new Patience(
        Duration.ofSeconds(1),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  Duration longer(Duration last) {
    Duration twice = last.multipliedBy(2);
    return twice.compareTo(longestPause) > 0 ? longestPause : twice;
  }
}
