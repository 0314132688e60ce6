package fr.anima.edge.configuration;

import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.simulated.Curve;
import fr.anima.edge.sensors.simulated.Pace;
import fr.anima.edge.sensors.simulated.SimulatedCounter;
import fr.anima.edge.sensors.simulated.SimulatedGnss;
import fr.anima.edge.sensors.simulated.SimulatedReadings;
import fr.anima.edge.sensors.simulated.Waypoint;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * Invented sensors that tell what a real one would, for a station that is tried without hardware.
 * Each is made from a seed; numbers are of our choosing, those of a quiet barn and a market street.
 */
final class StandIns {
  private static final ZoneId ZONE = ZoneId.of("Europe/Paris");

  /** Round the centre of Calais. */
  private static final List<Waypoint> ROUND =
      List.of(
          new Waypoint(50.9513, 1.8587),
          new Waypoint(50.9560, 1.8530),
          new Waypoint(50.9480, 1.8650));

  private static final List<Double> PEOPLE_PER_HOUR =
      List.of(
          0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 5.0, 20.0, 50.0, 80.0, 90.0, 120.0, 110.0, 90.0, 100.0,
          120.0, 130.0, 120.0, 90.0, 50.0, 20.0, 10.0, 5.0, 1.0);

  private StandIns() {}

  /** Tells those quantities. */
  static LongFunction<Sensor> of(Collection<Quantity> quantities) {
    Map<String, Curve> curves = new TreeMap<>();
    quantities.forEach(it -> curves.put(it.word(), curve(it)));
    return seed -> new SimulatedReadings(seed, ZONE, curves, List.of(), Pace.real(Instant.EPOCH));
  }

  static LongFunction<Sensor> of(Quantity... quantities) {
    return of(List.of(quantities));
  }

  /** Rides a round at 15 km/h, with a minute at each place. */
  static LongFunction<Sensor> rider() {
    return seed -> new SimulatedGnss(seed, ROUND, 15 / 3.6, 60, 1.5);
  }

  /** Counts people. */
  static LongFunction<Sensor> counter(Duration interval) {
    return seed -> new SimulatedCounter(seed, ZONE, PEOPLE_PER_HOUR, PEOPLE_PER_HOUR, interval);
  }

  /** Mean, swing, hour of the peak, noise, lowest, highest, resolution. */
  private static Curve curve(Quantity quantity) {
    return switch (quantity) {
      case TEMPERATURE -> new Curve(18, 4, 15, 0.3, -20, 45, 0.01);
      case HUMIDITY -> new Curve(60, 10, 5, 2, 0, 100, 0.01);
      case PRESSURE -> new Curve(1015, 2, 10, 0.5, 960, 1050, 0.01);
      case AMMONIA -> new Curve(6, 3, 6, 0.8, 0, 50, 0.1);
      case CARBON_DIOXIDE -> new Curve(700, 200, 6, 30, 400, 5000, 1);
      case WATER_LEVEL -> new Curve(70, 15, 8, 1, 0, 100, 0.1);
      case FEED_WEIGHT -> new Curve(12, 4, 8, 0.05, 0, 50, 0.01);
      case LIGHT -> new Curve(4000, 4000, 13, 200, 0, 20_000, 1);
      case SOUND -> new Curve(50, 8, 13, 3, 20, 110, 0.1);
      case DOOR -> new Curve(0.05, 0, 15, 0.3, 0, 1, 1);
      case MOTION -> new Curve(0.3, 0.3, 13, 0.3, 0, 1, 1);
      case BATTERY -> new Curve(80, 10, 16, 0.5, 0, 100, 0.1);
      case BOX_TEMPERATURE -> new Curve(8, 2, 15, 0.3, -20, 45, 0.01);
      // There is no relay, so nothing is on.
      case OUTPUT -> new Curve(0, 0, 15, 0, 0, 0, 1);
    };
  }
}
