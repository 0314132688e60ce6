package fr.anima.hub.animals.rules;

import fr.anima.wire.Heartbeat;
import java.time.Instant;
import java.util.Map;

/**
 * A station said how it is.
 *
 * @param arrivedAt hub time at which the log took it
 * @param byItself whether it beats every minute whatever its sensors do; what the hub makes of a
 *     foreign device's words comes only with those words, and has no uptime
 * @param failing sensors that do not answer, each with the reason in the station's words
 */
public record Beat(
    String station, Instant arrivedAt, boolean byItself, Map<String, String> failing) {
  /** The heartbeat the log took at that time. */
  public static Beat of(Heartbeat heartbeat, Instant arrivedAt) {
    return new Beat(
        heartbeat.station().value(), arrivedAt, heartbeat.uptimeSeconds() > 0, heartbeat.failing());
  }
}
