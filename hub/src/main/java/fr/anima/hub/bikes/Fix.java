package fr.anima.hub.bikes;

import fr.anima.hub.history.Sample;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Position;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where a bike was, WGS 84, with both times; the contract's Fix. */
record Fix(
    Instant measuredAt,
    Instant receivedAt,
    double latitude,
    double longitude,
    OptionalDouble altitudeMetres,
    OptionalDouble speedMetresPerSecond,
    OptionalDouble courseDegrees,
    OptionalDouble hdop,
    ClockQuality clock) {
  static final String LATITUDE = "latitude";
  static final String LONGITUDE = "longitude";
  static final String ALTITUDE = "altitude";
  static final String SPEED = "speed";
  static final String COURSE = "course";
  static final String HDOP = "hdop";

  static Fix of(Position position, Instant receivedAt) {
    return new Fix(
        position.measuredAt(),
        receivedAt,
        position.latitudeDegrees(),
        position.longitudeDegrees(),
        position.altitudeMetres(),
        position.speedMetresPerSecond(),
        position.courseDegrees(),
        position.hdop(),
        position.stamp().clock());
  }

  /** A fix as history kept it; empty when the sample is no fix. */
  static Optional<Fix> of(Sample sample) {
    Map<String, Double> fields = sample.fields();
    OptionalDouble latitude = field(fields, LATITUDE);
    OptionalDouble longitude = field(fields, LONGITUDE);
    return latitude.isPresent() && longitude.isPresent()
        ? Optional.of(
            new Fix(
                sample.measuredAt(),
                sample.arrivedAt(),
                latitude.getAsDouble(),
                longitude.getAsDouble(),
                field(fields, ALTITUDE),
                field(fields, SPEED),
                field(fields, COURSE),
                field(fields, HDOP),
                sample.estimated() ? ClockQuality.ESTIMATED : ClockQuality.SYNCED))
        : Optional.empty();
  }

  private static OptionalDouble field(Map<String, Double> fields, String name) {
    return Optional.ofNullable(fields.get(name)).stream().mapToDouble(it -> it).findFirst();
  }
}
