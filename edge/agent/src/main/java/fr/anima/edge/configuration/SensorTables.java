package fr.anima.edge.configuration;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.configuration.StationSensor.Device;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.analog.AdsConverter;
import fr.anima.edge.sensors.climate.Sht;
import fr.anima.wire.StationKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code [[sensor]]} tables of a station's configuration. */
final class SensorTables {
  /** Types that tell what only one kind of station has. */
  private static final Set<String> OF_BIKES =
      Set.of("simulated-gnss", "recorded-nmea", "serial-nmea", "gpsd");

  private static final Set<String> OF_COUNTERS =
      Set.of("simulated-counter", "recorded-counts", "beam-pair");
  private static final Set<String> OF_ALL =
      Set.of(
          "simulated",
          "recorded-readings",
          "bme280",
          "sht4x",
          "sht3x",
          "scd4x",
          "ds18b20",
          "ads1115",
          "ads1015",
          "hx711",
          "contact",
          "output");

  /** Seconds between two questions, where ten are not the right thing. */
  private static final Map<String, Double> STANDARD_SECONDS =
      Map.of("hx711", 60.0, "contact", 60.0, "output", 1.0);

  private final SimulatedTables simulated;
  private final RecordedTables recorded;
  private final GnssTables gnss;
  private final DeviceTables devices;
  private final OutputTables outputs;

  SensorTables(Path base, StationClock clock, I2cBus i2c, GpioPins pins) {
    this.simulated = new SimulatedTables(clock.now().at());
    this.recorded = new RecordedTables(base, clock);
    this.gnss = new GnssTables(base, clock);
    this.devices = new DeviceTables(i2c, pins);
    this.outputs = new OutputTables(pins, devices);
  }

  /** To be called when all tables are read: what outputs watch is known only then. */
  List<StationSensor> watched(List<StationSensor> sensors) {
    return outputs.watched(sensors);
  }

  StationSensor read(TomlSection sensor, StationKind kind) {
    String name = sensor.text("name", "climate");
    if (!name.isEmpty() && !name.matches("[A-Za-z0-9_-]{1,64}")) {
      sensor.wrong("name", "= \"" + name + "\"; write 1 to 64 of a-z, A-Z, 0-9, '-' and '_'");
    }
    String type = sensor.text("type", "simulated");
    double standard =
        OF_COUNTERS.contains(type) || type.startsWith("recorded")
            ? 1
            : STANDARD_SECONDS.getOrDefault(type, 10.0);
    double seconds =
        sensor.number("period_seconds", 0.1, 86_400, OF_BIKES.contains(type) ? 1 : standard);
    Duration period = Duration.ofMillis(Math.round(seconds * 1000));
    Device device = device(sensor, type, kind);
    return new StationSensor(
        new SensorPlan(name, period, device.opening()),
        type,
        device.connection(),
        device.standIn());
  }

  private Device device(TomlSection sensor, String type, StationKind kind) {
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
      case "simulated" -> Device.withoutHardware(simulated.readings(sensor));
      case "simulated-gnss" -> Device.withoutHardware(simulated.gnss(sensor));
      case "simulated-counter" -> Device.withoutHardware(simulated.counter(sensor));
      case "recorded-nmea" -> Device.withoutHardware(recorded.nmea(sensor));
      case "recorded-readings" -> Device.withoutHardware(recorded.readings(sensor));
      case "recorded-counts" -> Device.withoutHardware(recorded.counts(sensor));
      case "serial-nmea" -> gnss.serial(sensor);
      case "gpsd" -> gnss.gpsd(sensor);
      case "bme280" -> devices.bme280(sensor);
      case "sht4x" -> devices.sht(sensor, Sht.Model.SHT4X);
      case "sht3x" -> devices.sht(sensor, Sht.Model.SHT3X);
      case "scd4x" -> devices.scd4x(sensor);
      case "ds18b20" -> devices.ds18b20(sensor);
      case "ads1115" -> devices.ads(sensor, AdsConverter.Model.ADS1115);
      case "ads1015" -> devices.ads(sensor, AdsConverter.Model.ADS1015);
      case "hx711" -> devices.hx711(sensor);
      case "contact" -> devices.contact(sensor);
      case "beam-pair" -> devices.beamPair(sensor);
      case "output" -> outputs.output(sensor);
      default -> unknown(sensor, type);
    };
  }

  private static Device unknown(TomlSection sensor, String type) {
    Set<String> all = new TreeSet<>(OF_ALL);
    all.addAll(OF_BIKES);
    all.addAll(OF_COUNTERS);
    if (!type.isEmpty()) {
      sensor.wrong("type", "= \"" + type + "\" is none of: " + String.join(", ", all));
    }
    // What the other keys should be is not known, so they are not mistakes.
    sensor.keys();
    return Device.withoutHardware(
        () -> {
          throw new IllegalStateException("sensor of unknown type");
        });
  }
}
