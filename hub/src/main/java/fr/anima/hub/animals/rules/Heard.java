package fr.anima.hub.animals.rules;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Readings of a station, for the first time.
 *
 * @param arrivedAt hub time at which the log took them
 * @param estimated whether the station did not know the time: it is between measured and arrived
 */
public record Heard(
    String station,
    Instant measuredAt,
    Instant arrivedAt,
    boolean estimated,
    List<Measurement> values) {
  /** A reading that took longer to arrive comes from a backlog. */
  public static final Duration FRESH = Duration.ofMinutes(5);

  /** The readings of a message the log took at that time. */
  public static Heard of(Readings readings, Instant arrivedAt) {
    return new Heard(
        readings.station().value(),
        readings.measuredAt(),
        arrivedAt,
        readings.stamp().clock() == ClockQuality.ESTIMATED,
        readings.values());
  }

  /**
   * When the sensor is known to have worked, in hub time. A clock that runs ahead must not make it
   * look alive for longer; one that only guesses says no more than that it works now.
   */
  Instant spokeAt() {
    return estimated || measuredAt.isAfter(arrivedAt) ? arrivedAt : measuredAt;
  }

  /** The same without what cannot be believed; nothing may be left. */
  Heard without(Set<Quantity> doubted) {
    return doubted.isEmpty()
        ? this
        : new Heard(
            station,
            measuredAt,
            arrivedAt,
            estimated,
            values.stream().filter(it -> !doubted.contains(it.quantity())).toList());
  }

  boolean isFresh() {
    return Duration.between(measuredAt, arrivedAt).compareTo(FRESH) <= 0;
  }
}
