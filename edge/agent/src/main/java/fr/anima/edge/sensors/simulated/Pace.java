package fr.anima.edge.sensors.simulated;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * How time goes by for sensors that are not there. What they show runs through the played day; it
 * is measured when it is measured.
 *
 * @param started when the agent started
 * @param began what time it was then in the played day
 * @param speed played seconds per second
 */
public record Pace(Instant started, Instant began, double speed) {
  /** The day as it is. */
  public static Pace real(Instant started) {
    return new Pace(started, started, 1);
  }

  /** A day of its own, beginning at an hour of the agent's first day. */
  public static Pace from(LocalTime hour, ZoneId zone, Instant started, double speed) {
    return new Pace(started, started.atZone(zone).with(hour).toInstant(), speed);
  }

  /** A time in the played day. */
  Instant played(Instant now) {
    return began.plusMillis(Math.round(Duration.between(started, now).toMillis() * speed));
  }

  /** How long the play has been going on. */
  Duration sinceStart(Instant now) {
    return Duration.between(began, played(now));
  }
}
