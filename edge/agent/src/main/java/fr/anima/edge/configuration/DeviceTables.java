package fr.anima.edge.configuration;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import fr.anima.edge.configuration.StationSensor.Device;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.analog.AdsConverter;
import fr.anima.edge.sensors.analog.AdsInput;
import fr.anima.edge.sensors.analog.CalibrationTable;
import fr.anima.edge.sensors.analog.Hx711;
import fr.anima.edge.sensors.analog.Weighing;
import fr.anima.edge.sensors.climate.Bme280;
import fr.anima.edge.sensors.climate.Ds18b20;
import fr.anima.edge.sensors.climate.Scd4x;
import fr.anima.edge.sensors.climate.Sht;
import fr.anima.edge.sensors.contacts.BeamPair;
import fr.anima.edge.sensors.contacts.Contact;
import fr.anima.wire.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tomlj.TomlArray;

/** Reads the {@code [[sensor]]} tables of devices that are really there. */
final class DeviceTables {
  static final Map<String, DigitalState> LEVELS =
      Map.of("high", DigitalState.HIGH, "low", DigitalState.LOW);

  private static final Map<String, PullResistance> PULLS =
      Map.of(
          "up",
          PullResistance.PULL_UP,
          "down",
          PullResistance.PULL_DOWN,
          "off",
          PullResistance.OFF);

  private static final int HIGHEST_PIN = 27;
  private static final double HUGE = 1e6;

  private final I2cBus i2c;
  private final GpioPins pins;
  private final Map<String, String> taken = new HashMap<>();

  DeviceTables(I2cBus i2c, GpioPins pins) {
    this.i2c = i2c;
    this.pins = pins;
  }

  Device bme280(TomlSection sensor) {
    Connection.I2c at = place(sensor, 0x76, 0x77);
    return Device.connected(
        () -> new Bme280(i2c.device(at.bus(), at.address())),
        at,
        StandIns.of(Quantity.TEMPERATURE, Quantity.HUMIDITY, Quantity.PRESSURE));
  }

  Device sht(TomlSection sensor, Sht.Model model) {
    Connection.I2c at = place(sensor, 0x44, model == Sht.Model.SHT4X ? 0x46 : 0x45);
    return Device.connected(
        () -> new Sht(model, i2c.device(at.bus(), at.address())),
        at,
        StandIns.of(Quantity.TEMPERATURE, Quantity.HUMIDITY));
  }

  Device scd4x(TomlSection sensor) {
    Connection.I2c at = place(sensor, 0x62, 0x62);
    return Device.connected(
        () -> new Scd4x(i2c.device(at.bus(), at.address())),
        at,
        StandIns.of(Quantity.CARBON_DIOXIDE, Quantity.TEMPERATURE, Quantity.HUMIDITY));
  }

  /** Where a device is on I2C; two at one address would answer at once. */
  private Connection.I2c place(TomlSection sensor, int lowest, int highest) {
    int bus = (int) sensor.whole("bus", 0, 32, 1);
    int address = (int) sensor.whole("address", lowest, highest, lowest);
    take(sensor, "address", String.format("0x%02x on bus %d", address, bus));
    return new Connection.I2c(
        bus, address, lowest, highest, sensor.lineOf("address"), sensor.isNumber("address"));
  }

  Device ds18b20(TomlSection sensor) {
    Path devices = Path.of(sensor.optionalText("directory").orElse(Ds18b20.DEVICES.toString()));
    Optional<String> serial = sensor.optionalText("serial");
    if (serial.isPresent() && !serial.get().matches("28-[0-9a-f]{12}")) {
      sensor.wrong(
          "serial", "= \"" + serial.get() + "\"; write the folder's name, 28- and 12 hex digits");
    }
    String quantity =
        sensor.word(
            "quantity",
            Map.of("temperature", "temperature", "box-temperature", "box-temperature"),
            "temperature");
    return Device.connected(
        () -> Ds18b20.open(devices, serial, quantity),
        new Connection.OneWire(devices),
        StandIns.of(Quantity.ofWord(quantity)));
  }

  Device ads(TomlSection sensor, AdsConverter.Model model) {
    Connection.I2c at = place(sensor, 0x48, 0x4b);
    List<AdsInput> inputs = new ArrayList<>();
    Set<Quantity> told = EnumSet.noneOf(Quantity.class);
    for (TomlSection each : sensor.sections("input")) {
      input(each, told).ifPresent(inputs::add);
      each.close();
    }
    if (sensor.sections("input").isEmpty()) {
      sensor.missing(
          "[[sensor.input]]",
          "a table with pin = \"0\", quantity = \"ammonia\" and table = [[0.4, 0], [2.0, 100]]");
    }
    return Device.connected(
        () -> new AdsConverter(model, i2c.device(at.bus(), at.address()), inputs),
        at,
        StandIns.of(told));
  }

  private static Optional<AdsInput> input(TomlSection input, Set<Quantity> told) {
    Optional<Integer> multiplexer = input.parsed("pin", "0", AdsInput::multiplexer);
    Optional<Quantity> quantity = input.parsed("quantity", "ammonia", Quantity::ofWord);
    if (quantity.isPresent() && !told.add(quantity.get())) {
      input.wrong("quantity", "is another input's; make two sensors of two converters");
    }
    double volts = input.number("full_scale_volts", 0.256, 6.144, 4.096);
    AdsInput.FullScale fullScale = AdsInput.FullScale.VOLTS_4_096;
    try {
      fullScale = AdsInput.FullScale.of(volts);
    } catch (IllegalArgumentException why) {
      input.wrong("full_scale_volts", "= " + volts + "; " + why.getMessage());
    }
    Optional<CalibrationTable> table = table(input, quantity);
    if (multiplexer.isEmpty() || quantity.isEmpty() || table.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AdsInput(multiplexer.get(), fullScale, quantity.get().word(), table.get()));
  }

  private static Optional<CalibrationTable> table(TomlSection input, Optional<Quantity> quantity) {
    List<CalibrationTable.Point> points = new ArrayList<>();
    for (Object each : input.array("table")) {
      point(each).ifPresent(points::add);
    }
    for (CalibrationTable.Point each : points) {
      if (quantity.isPresent() && !quantity.get().isPossible(each.value())) {
        input.wrong(
            "table", "holds " + each.value() + "; this quantity is " + quantity.get().range());
        return Optional.empty();
      }
    }
    try {
      if (points.size() == input.array("table").size()) {
        return Optional.of(new CalibrationTable(points));
      }
      input.wrong("table", "holds something that is not [volts, value]; write [[0.4, 0], [2, 9]]");
    } catch (IllegalArgumentException why) {
      input.wrong("table", ": " + why.getMessage());
    }
    return Optional.empty();
  }

  private static Optional<CalibrationTable.Point> point(Object value) {
    return value instanceof TomlArray pair
            && pair.size() == 2
            && pair.get(0) instanceof Number volts
            && pair.get(1) instanceof Number it
        ? Optional.of(new CalibrationTable.Point(volts.doubleValue(), it.doubleValue()))
        : Optional.empty();
  }

  Device hx711(TomlSection sensor) {
    int clock = pin(sensor, "clock_pin");
    int data = pin(sensor, "data_pin");
    long tare = sensor.whole("tare_counts", -0x800000, 0x7FFFFF);
    double scale = sensor.number("counts_per_kg", -HUGE, HUGE);
    if (scale == 0) {
      sensor.wrong("counts_per_kg", "= 0; write (counts with a weight - tare_counts) / its kg");
      scale = 1;
    }
    int readings = (int) sensor.whole("readings", 1, 80, 5);
    double spread = sensor.number("spread_kg", 0.001, 1000, 0.5);
    Weighing weighing = new Weighing(tare, scale, readings, spread);
    return Device.connected(
        () -> new Hx711(pins, clock, data, weighing),
        new Connection.Pins(List.of(clock, data)),
        StandIns.of(Quantity.FEED_WEIGHT));
  }

  Device contact(TomlSection sensor) {
    int pin = pin(sensor, "pin");
    String quantity = sensor.text("quantity", "door");
    if (!quantity.isEmpty() && !Set.of("door", "motion").contains(quantity)) {
      sensor.wrong("quantity", "= \"" + quantity + "\"; write \"door\" or \"motion\"");
    }
    // A reed contact closes to ground; a motion detector drives its line.
    PullResistance pull = sensor.word("pull", PULLS, quantity.equals("motion") ? "off" : "up");
    DigitalState on = sensor.word("on_when", LEVELS, "high");
    Duration steady = Duration.ofMillis(sensor.whole("debounce_ms", 1, 5000, 50));
    Contact.Wiring wiring = new Contact.Wiring(pin, pull, quantity, on, steady);
    return Device.connected(
        () -> new Contact(pins, wiring),
        new Connection.Pins(List.of(pin)),
        StandIns.of(quantity.equals("motion") ? Quantity.MOTION : Quantity.DOOR));
  }

  Device beamPair(TomlSection sensor) {
    BeamPair.Wiring wiring =
        new BeamPair.Wiring(
            pin(sensor, "outer_pin"),
            pin(sensor, "inner_pin"),
            sensor.word("pull", PULLS, "up"),
            sensor.word("broken_when", LEVELS, "low"));
    double minutes = sensor.number("interval_minutes", 1 / 60.0, 60, 15);
    Duration interval = Duration.ofMillis(Math.round(minutes * 60_000));
    return Device.connected(
        () -> new BeamPair(pins, wiring, interval),
        new Connection.Pins(List.of(wiring.outerBcm(), wiring.innerBcm())),
        StandIns.counter(interval));
  }

  /** A pin of the header by its BCM number, which no other sensor uses. */
  int pin(TomlSection sensor, String key) {
    int pin = (int) sensor.whole(key, 0, HIGHEST_PIN);
    if (sensor.isNumber(key)) {
      take(sensor, key, "GPIO " + pin);
    }
    return pin;
  }

  private void take(TomlSection sensor, String key, String what) {
    String name = sensor.optionalText("name").orElse("?");
    String other = taken.putIfAbsent(what, name);
    if (other != null) {
      sensor.wrong(key, ": " + what + " is already used by sensor \"" + other + "\"");
    }
  }
}
