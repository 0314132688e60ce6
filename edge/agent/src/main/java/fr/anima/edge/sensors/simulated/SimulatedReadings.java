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
  private final Instant started;

  /**
   * The same seed, start and time give the same values.
   *
   * @param curves by word of the quantity
   * @param started when the agent started, which the scenarios count from
   */
  public SimulatedReadings(
      long seed,
      ZoneId zone,
      Map<String, Curve> curves,
      List<Scenario> scenarios,
      Instant started) {
    this.seed = seed;
    this.zone = zone;
    this.curves = new TreeMap<>(curves);
    this.scenarios = List.copyOf(scenarios);
    this.started = started;
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
    Instant seen = now;
    double added = 0;
    for (Scenario each : scenarios) {
      Duration running = each.running(Duration.between(started, now));
      if (!each.quantity().equals(quantity) || running.isNegative()) {
        continue;
      }
      if (each.kind() == Scenario.Kind.SILENT) {
        return;
      }
      if (each.kind() == Scenario.Kind.STUCK) {
        seen = now.minus(running);
      }
      added += each.added(running);
    }
    double value = curve.at(seen, zone, new Dice(seed, quantity)) + added;
    values.put(quantity, curve.shown(value));
  }
}
