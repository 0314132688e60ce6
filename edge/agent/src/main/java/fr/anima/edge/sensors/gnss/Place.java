package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Where a receiver says it is, before anyone has judged when. A side value that cannot be is left
 * out; it does not cost the position.
 */
record Place(
    double latitudeDegrees,
    double longitudeDegrees,
    OptionalDouble altitudeMetres,
    OptionalDouble speedMetresPerSecond,
    OptionalDouble courseDegrees,
    OptionalDouble hdop,
    OptionalInt satellites) {
  Place {
    altitudeMetres = within(altitudeMetres, -500, 9000);
    speedMetresPerSecond = within(speedMetresPerSecond, 0, 100);
    courseDegrees = within(courseDegrees, 0, 360);
    hdop = within(hdop, 0, 100);
    satellites =
        satellites.isPresent() && satellites.getAsInt() >= 0 && satellites.getAsInt() <= 200
            ? satellites
            : OptionalInt.empty();
  }

  /** A bare place; empty when it is not on earth. */
  static Optional<Place> of(double latitudeDegrees, double longitudeDegrees) {
    // Receivers say 0, 0 for "I do not know"; nobody rides a bicycle in the Gulf of Guinea.
    boolean isOnEarth =
        Math.abs(latitudeDegrees) <= 90
            && Math.abs(longitudeDegrees) <= 180
            && (latitudeDegrees != 0 || longitudeDegrees != 0);
    return isOnEarth
        ? Optional.of(
            new Place(
                latitudeDegrees,
                longitudeDegrees,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty()))
        : Optional.empty();
  }

  Sample.Fix at(Instant time) {
    return new Sample.Fix(
        time,
        Sample.TimeOf.SENSOR,
        latitudeDegrees,
        longitudeDegrees,
        altitudeMetres,
        speedMetresPerSecond,
        courseDegrees,
        hdop,
        satellites);
  }

  private static OptionalDouble within(OptionalDouble value, double lowest, double highest) {
    return value.isPresent() && value.getAsDouble() >= lowest && value.getAsDouble() <= highest
        ? value
        : OptionalDouble.empty();
  }
}
