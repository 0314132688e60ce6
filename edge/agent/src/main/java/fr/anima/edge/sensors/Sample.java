package fr.anima.edge.sensors;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** What a sensor told at one moment: not yet numbered, not yet judged. */
public sealed interface Sample {
  /** When the world was so. */
  Instant at();

  /** Whose idea of the time that is. */
  TimeOf timeOf();

  /** The same sample at another time of the station's clock; an interval keeps its proportions. */
  Sample moved(UnaryOperator<Instant> change);

  /** Whose clock gave the time of a sample. */
  enum TimeOf {
    /** The station's clock, which may not have been set yet. */
    STATION,
    /** The sensor knows the time by itself: a satellite receiver, or a recording with its times. */
    SENSOR
  }

  /**
   * Values by the word of their quantity, such as {@code temperature}, each in that quantity's
   * unit.
   */
  record Values(Instant at, TimeOf timeOf, Map<String, Double> byQuantity) implements Sample {
    /** Keeps a sorted copy. */
    public Values {
      byQuantity = new TreeMap<>(byQuantity);
    }

    @Override
    public Sample moved(UnaryOperator<Instant> change) {
      return new Values(change.apply(at), TimeOf.STATION, byQuantity);
    }
  }

  /**
   * A place on earth, WGS 84.
   *
   * @param altitudeMetres above mean sea level
   * @param speedMetresPerSecond over ground
   * @param courseDegrees from true north
   */
  record Fix(
      Instant at,
      TimeOf timeOf,
      double latitudeDegrees,
      double longitudeDegrees,
      OptionalDouble altitudeMetres,
      OptionalDouble speedMetresPerSecond,
      OptionalDouble courseDegrees,
      OptionalDouble hdop,
      OptionalInt satellites)
      implements Sample {
    @Override
    public Sample moved(UnaryOperator<Instant> change) {
      return new Fix(
          change.apply(at),
          TimeOf.STATION,
          latitudeDegrees,
          longitudeDegrees,
          altitudeMetres,
          speedMetresPerSecond,
          courseDegrees,
          hdop,
          satellites);
    }
  }

  /** People in and out during [from, at). */
  record Count(Instant at, TimeOf timeOf, Instant from, long in, long out) implements Sample {
    @Override
    public Sample moved(UnaryOperator<Instant> change) {
      return new Count(change.apply(at), TimeOf.STATION, change.apply(from), in, out);
    }
  }
}
