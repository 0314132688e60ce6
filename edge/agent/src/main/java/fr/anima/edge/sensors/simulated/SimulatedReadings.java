package fr.anima.edge.sensors.simulated;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Climate, levels and contacts of an enclosure that is not there. */
public final class SimulatedReadings implements Sensor {
  private final long seed;
  private final ZoneId zone;
  private final Map<String, Curve> curves;
  private final List<Scenario> scenarios;
  private final Pace pace;

  /**
   * The same seed, pace and time give the same values.
   *
   * @param curves by word of the quantity
   * @param pace of the day; the scenarios count from its beginning
   */
  public SimulatedReadings(
      long seed, ZoneId zone, Map<String, Curve> curves, List<Scenario> scenarios, Pace pace) {
    this.seed = seed;
    this.zone = zone;
    this.curves = new TreeMap<>(curves);
    this.scenarios = List.copyOf(scenarios);
    this.pace = pace;
  }

  @Override
  public List<Sample> sample(Instant now) {
    Map<String, Double> values = new TreeMap<>();
    curves.forEach((quantity, curve) -> measure(quantity, curve, now, values));
    return values.isEmpty()
        ? List.of()
        : List.of(new Sample.Values(now, Sample.TimeOf.STATION, values));
  }

  private void measure(String quantity, Curve curve, Instant now, Map<String, Double> values) {
    Instant seen = pace.played(now);
    double added = 0;
    for (Scenario each : scenarios) {
      Duration running = each.running(pace.sinceStart(now));
      if (!each.quantity().equals(quantity) || running.isNegative()) {
        continue;
      }
      if (each.kind() == Scenario.Kind.SILENT) {
        return;
      }
      if (each.kind() == Scenario.Kind.STUCK) {
        seen = pace.played(now).minus(running);
      }
      added += each.added(running);
    }
    double value = curve.at(seen, zone, new Dice(seed, quantity)) + added;
    values.put(quantity, curve.shown(value));
  }
}
