package fr.anima.wire;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One GNSS fix of a station, WGS 84. A receiver without a fix sends nothing: there is no "empty"
 * position, and latitude 0 with longitude 0 is refused because receivers say it for "I do not
 * know".
 *
 * @param latitudeDegrees -90 to 90, north positive
 * @param longitudeDegrees -180 to 180, east positive
 * @param altitudeMetres above mean sea level, where the receiver knows it
 * @param speedMetresPerSecond over ground, 0 to 100
 * @param courseDegrees over ground from true north, 0 to 360
 * @param hdop horizontal dilution of precision, 0 to 100
 * @param satellites used in the fix
 */
public record Position(
    Stamp stamp,
    double latitudeDegrees,
    double longitudeDegrees,
    OptionalDouble altitudeMetres,
    OptionalDouble speedMetresPerSecond,
    OptionalDouble courseDegrees,
    OptionalDouble hdop,
    OptionalInt satellites)
    implements Message {
  /**
   * Refuses places that are not on earth and speeds that are not a bicycle's, a van's or a train's.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public Position {
    within("latitude", latitudeDegrees, -90, 90);
    within("longitude", longitudeDegrees, -180, 180);
    if (latitudeDegrees == 0 && longitudeDegrees == 0) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE, "position 0, 0 is a receiver without a fix; send nothing instead");
    }
    altitudeMetres.ifPresent(it -> within("altitude", it, -500, 9000));
    speedMetresPerSecond.ifPresent(it -> within("speed", it, 0, 100));
    courseDegrees.ifPresent(it -> within("course", it, 0, 360));
    hdop.ifPresent(it -> within("hdop", it, 0, 100));
    satellites.ifPresent(it -> within("satellites", it, 0, 200));
  }

  private static void within(String what, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE,
          what + " " + value + " is not possible; expected " + lowest + " to " + highest);
    }
  }

  @Override
  public Kind kind() {
    return Kind.POSITIONS;
  }

  @Override
  public Message corrected(Duration offset) {
    return new Position(
        stamp.corrected(offset),
        latitudeDegrees,
        longitudeDegrees,
        altitudeMetres,
        speedMetresPerSecond,
        courseDegrees,
        hdop,
        satellites);
  }
}
