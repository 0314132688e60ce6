package fr.anima.edge;

import fr.anima.edge.sampling.ClockGuard;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.Bme280;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.wire.StationKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code [[sensor]]} tables of a station's configuration. */
final class SensorTables {
  /** Types that tell what only one kind of station has. */
  private static final Set<String> OF_BIKES =
      Set.of("simulated-gnss", "recorded-nmea", "serial-nmea", "gpsd");

  private static final Set<String> OF_COUNTERS = Set.of("simulated-counter", "recorded-counts");
  private static final Set<String> OF_ALL = Set.of("simulated", "recorded-readings", "bme280");

  private final SimulatedTables simulated;
  private final RecordedTables recorded;
  private final GnssTables gnss;
  private final I2cBus i2c;

  SensorTables(Path base, ClockGuard clock, I2cBus i2c) {
    this.simulated = new SimulatedTables(clock.now());
    this.recorded = new RecordedTables(base, clock);
    this.gnss = new GnssTables(base, clock);
    this.i2c = i2c;
  }

  SensorPlan read(TomlSection sensor, StationKind kind) {
    String name = sensor.text("name", "climate");
    if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,64}")) {
      sensor.wrong("name", "= \"" + name + "\"; write 1 to 64 of a-z, A-Z, 0-9, '-' and '_'");
    }
    String type = sensor.text("type", "simulated");
    double standard = OF_COUNTERS.contains(type) || type.startsWith("recorded") ? 1 : 10;
    double seconds =
        sensor.number("period_seconds", 0.1, 86_400, OF_BIKES.contains(type) ? 1 : standard);
    return new SensorPlan(
        name, Duration.ofMillis(Math.round(seconds * 1000)), opening(sensor, type, kind));
  }

  private SensorPlan.Opening opening(TomlSection sensor, String type, StationKind kind) {
    if ((OF_BIKES.contains(type) && kind != StationKind.BIKE)
        || (OF_COUNTERS.contains(type) && kind != StationKind.COUNTER)) {
      sensor.wrong(
          "type",
          "= \""
              + type
              + "\" belongs to a station of kind "
              + (OF_BIKES.contains(type) ? "bike" : "counter")
              + ", this one is of kind "
              + kind.word());
    }
    return switch (type) {
      case "simulated" -> simulated.readings(sensor);
      case "simulated-gnss" -> simulated.gnss(sensor);
      case "simulated-counter" -> simulated.counter(sensor);
      case "recorded-nmea" -> recorded.nmea(sensor);
      case "recorded-readings" -> recorded.readings(sensor);
      case "recorded-counts" -> recorded.counts(sensor);
      case "serial-nmea" -> gnss.serial(sensor);
      case "gpsd" -> gnss.gpsd(sensor);
      case "bme280" -> bme280(sensor);
      default -> unknown(sensor, type);
    };
  }

  private SensorPlan.Opening bme280(TomlSection sensor) {
    int bus = (int) sensor.whole("bus", 0, 32, 1);
    int address = (int) sensor.whole("address", 0x76, 0x77, 0x76);
    return () -> new Bme280(i2c.device(bus, address));
  }

  private static SensorPlan.Opening unknown(TomlSection sensor, String type) {
    Set<String> all = new TreeSet<>(OF_ALL);
    all.addAll(OF_BIKES);
    all.addAll(OF_COUNTERS);
    if (!type.isEmpty()) {
      sensor.wrong("type", "= \"" + type + "\" is none of: " + String.join(", ", all));
    }
    // What the other keys should be is not known, so they are not mistakes.
    sensor.keys();
    return () -> {
      throw new IllegalStateException("sensor of unknown type");
    };
  }
}
