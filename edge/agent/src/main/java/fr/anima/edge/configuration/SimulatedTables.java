package fr.anima.edge.configuration;

import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.simulated.Curve;
import fr.anima.edge.sensors.simulated.Pace;
import fr.anima.edge.sensors.simulated.Scenario;
import fr.anima.edge.sensors.simulated.SimulatedCounter;
import fr.anima.edge.sensors.simulated.SimulatedGnss;
import fr.anima.edge.sensors.simulated.SimulatedReadings;
import fr.anima.edge.sensors.simulated.Waypoint;
import fr.anima.wire.Quantity;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tomlj.TomlArray;

/** Reads the {@code [[sensor]]} tables of sensors that do not exist. */
final class SimulatedTables {
  private static final double HUGE = 1e6;
  private static final double DAY = 86_400;

  private final Instant started;

  SimulatedTables(Instant started) {
    this.started = started;
  }

  SensorPlan.Opening readings(TomlSection sensor) {
    long seed = seed(sensor);
    ZoneId zone = zone(sensor);
    Map<String, Curve> curves = new TreeMap<>();
    Optional<TomlSection> quantities = sensor.section("quantity");
    if (quantities.isEmpty()) {
      sensor.missing("quantity", "a table per quantity, [sensor.quantity.temperature] mean = 18");
    }
    quantities.ifPresent(it -> it.keys().forEach(word -> curve(it, word, curves)));
    List<Scenario> scenarios =
        sensor.sections("scenario").stream().map(it -> scenario(it, curves)).toList();
    Pace pace = pace(sensor, zone);
    return () -> new SimulatedReadings(seed, zone, curves, scenarios, pace);
  }

  private Pace pace(TomlSection sensor, ZoneId zone) {
    double speed = sensor.number("day_speed", 1, 1440, 1);
    return sensor
        .optionalParsed("day_from", SimulatedTables::hour)
        .map(it -> Pace.from(it, zone, started, speed))
        .orElseGet(() -> new Pace(started, started, speed));
  }

  private static LocalTime hour(String word) {
    try {
      return LocalTime.parse(word);
    } catch (DateTimeException why) {
      throw new IllegalArgumentException("no time of a day; write one such as 06:00", why);
    }
  }

  private static void curve(TomlSection quantities, String word, Map<String, Curve> curves) {
    Optional<TomlSection> table = quantities.section(word);
    Optional<Quantity> quantity = quantity(quantities, word, word);
    if (table.isEmpty() || quantity.isEmpty()) {
      return;
    }
    TomlSection it = table.get();
    String unit = quantity.get().unit();
    boolean isContact = unit.equals("bool");
    boolean isShare = unit.startsWith("%");
    curves.put(
        word,
        new Curve(
            it.number("mean", -HUGE, HUGE),
            it.number("daily_swing", 0, HUGE, 0),
            it.number("peak_hour", 0, 24, 15),
            it.number("noise", 0, HUGE, 0),
            it.number("lowest", -HUGE, HUGE, isContact || isShare ? 0 : -HUGE),
            it.number("highest", -HUGE, HUGE, isContact ? 1 : isShare ? 100 : HUGE),
            it.number("resolution", 1e-6, 1000, isContact ? 1 : 0.01)));
    it.close();
  }

  private static Scenario scenario(TomlSection it, Map<String, Curve> curves) {
    String quantity = it.text("quantity", "temperature");
    if (!quantity.isEmpty() && !curves.containsKey(quantity)) {
      it.wrong("quantity", "= \"" + quantity + "\" is not simulated by this sensor");
    }
    Scenario.Kind kind =
        it.parsed(
                "kind",
                "drift",
                word ->
                    switch (word) {
                      case "drift" -> Scenario.Kind.DRIFT;
                      case "stuck" -> Scenario.Kind.STUCK;
                      case "silent" -> Scenario.Kind.SILENT;
                      default -> throw new IllegalArgumentException("write drift, stuck or silent");
                    })
            .orElse(Scenario.Kind.SILENT);
    double by = kind == Scenario.Kind.DRIFT ? it.number("by", -HUGE, HUGE) : 0;
    Scenario scenario =
        new Scenario(
            quantity,
            kind,
            by,
            seconds(it.number("over_seconds", 0, DAY, 0)),
            seconds(it.number("after_seconds", 0, 365 * DAY, 0)),
            seconds(it.number("lasts_seconds", 1, 365 * DAY)),
            seconds(it.number("every_seconds", 0, 365 * DAY, 0)));
    it.close();
    return scenario;
  }

  SensorPlan.Opening gnss(TomlSection sensor) {
    long seed = seed(sensor);
    List<Waypoint> waypoints = new ArrayList<>();
    for (Object each : sensor.array("waypoints")) {
      waypoint(each).ifPresent(waypoints::add);
    }
    if (waypoints.size() < 2 || waypoints.size() < sensor.array("waypoints").size()) {
      sensor.wrong("waypoints", "must be two or more places, [[50.9513, 1.8587], [50.95, 1.86]]");
    }
    double kilometresPerHour = sensor.number("speed_kmh", 1, 60, 15);
    double pause = sensor.number("pause_seconds", 0, 3600, 0);
    double noise = sensor.number("noise_metres", 0, 100, 1.5);
    return () -> new SimulatedGnss(seed, waypoints, kilometresPerHour / 3.6, pause, noise);
  }

  private static Optional<Waypoint> waypoint(Object value) {
    if (value instanceof TomlArray pair
        && pair.size() == 2
        && pair.get(0) instanceof Number latitude
        && pair.get(1) instanceof Number longitude
        && Math.abs(latitude.doubleValue()) <= 85
        && Math.abs(longitude.doubleValue()) <= 180) {
      return Optional.of(new Waypoint(latitude.doubleValue(), longitude.doubleValue()));
    }
    return Optional.empty();
  }

  SensorPlan.Opening counter(TomlSection sensor) {
    long seed = seed(sensor);
    ZoneId zone = zone(sensor);
    List<Double> in = profile(sensor, "in_per_hour");
    List<Double> out = profile(sensor, "out_per_hour");
    double interval = sensor.number("interval_minutes", 1 / 60.0, 60, 15);
    return () -> new SimulatedCounter(seed, zone, in, out, seconds(interval * 60));
  }

  private static List<Double> profile(TomlSection sensor, String key) {
    List<Double> profile = sensor.numbers(key);
    if (profile.size() != 24 || profile.stream().anyMatch(it -> !(it >= 0 && it <= 20_000))) {
      sensor.wrong(key, "must be 24 numbers from 0 to 20000, people per hour from hour 0 to 23");
    }
    return profile;
  }

  static Optional<Quantity> quantity(TomlSection section, String key, String word) {
    try {
      return Optional.of(Quantity.ofWord(word));
    } catch (IllegalArgumentException why) {
      section.wrong(key, ": " + why.getMessage());
      return Optional.empty();
    }
  }

  private static long seed(TomlSection sensor) {
    return sensor.whole("seed", Long.MIN_VALUE / 2048, Long.MAX_VALUE / 2048, 1);
  }

  static ZoneId zone(TomlSection section) {
    return section
        .optionalParsed("zone", SimulatedTables::zone)
        .orElseGet(() -> ZoneId.of("Europe/Paris"));
  }

  private static ZoneId zone(String word) {
    try {
      return ZoneId.of(word);
    } catch (DateTimeException why) {
      throw new IllegalArgumentException(
          "no such time zone; write one such as Europe/Paris, or an offset such as +01:00", why);
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
