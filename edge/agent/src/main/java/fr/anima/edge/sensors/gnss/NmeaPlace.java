package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import java.time.Instant;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** What an epoch says about where the receiver is, before anyone knows which day it is. */
record NmeaPlace(
    double latitudeDegrees,
    double longitudeDegrees,
    OptionalDouble altitudeMetres,
    OptionalDouble speedMetresPerSecond,
    OptionalDouble courseDegrees,
    OptionalDouble hdop,
    OptionalInt satellites) {
  static NmeaPlace of(double latitudeDegrees, double longitudeDegrees) {
    return new NmeaPlace(
        latitudeDegrees,
        longitudeDegrees,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
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
}
