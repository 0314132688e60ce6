package fr.anima.edge.configuration;

import com.pi4j.io.gpio.digital.DigitalState;
import fr.anima.edge.configuration.StationSensor.Device;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.safety.LatestValue;
import fr.anima.edge.sensors.safety.SafetyOutput;
import fr.anima.edge.sensors.safety.SafetyRule;
import fr.anima.edge.sensors.safety.WatchedSensor;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the tables of outputs, and lets each look on at the sensor that it watches. */
final class OutputTables {
  private static final double DAY = 86_400;

  private final GpioPins pins;
  private final DeviceTables devices;
  private final List<Watch> watches = new ArrayList<>();

  private record Watch(
      TomlSection table, String sensor, Quantity quantity, Duration lost, LatestValue latest) {}

  OutputTables(GpioPins pins, DeviceTables devices) {
    this.pins = pins;
    this.devices = devices;
  }

  Device output(TomlSection output) {
    DigitalState on = output.word("on_when", DeviceTables.LEVELS, "high");
    SafetyOutput.Wiring wiring = new SafetyOutput.Wiring(devices.pin(output, "pin"), on);
    String watched = output.text("watch", "climate");
    Quantity quantity =
        output.parsed("quantity", "temperature", Quantity::ofWord).orElse(Quantity.TEMPERATURE);
    SafetyRule rule = rule(output, quantity);
    LatestValue latest = new LatestValue();
    watches.add(new Watch(output, watched, quantity, rule.lost(), latest));
    String words = quantity.word() + " of " + watched;
    return Device.connected(
        () -> new SafetyOutput(pins, wiring, rule, words, latest),
        new Connection.Switch(wiring.bcm(), words),
        StandIns.of(Quantity.OUTPUT));
  }

  private static SafetyRule rule(TomlSection output, Quantity quantity) {
    double on = limit(output, "on_at", quantity);
    double off = limit(output, "off_at", quantity);
    if (on == off && output.isNumber("on_at") && output.isNumber("off_at")) {
      output.wrong(
          "off_at", "= on_at; write a lower one for a fan, a higher one for a lamp, so it rests");
    }
    return new SafetyRule(
        on,
        on == off ? on - 1 : off,
        seconds(output.number("longest_seconds", 1, DAY, 900)),
        seconds(output.number("rest_seconds", 0, DAY, 300)),
        seconds(output.number("lost_seconds", 1, DAY, 60)));
  }

  private static double limit(TomlSection output, String key, Quantity quantity) {
    double limit = output.number(key, -1e6, 1e6);
    if (output.isNumber(key) && !quantity.isPossible(limit)) {
      output.wrong(key, "= " + limit + "; " + quantity.word() + " is " + quantity.range());
    }
    return limit;
  }

  /** The same sensors, those that an output watches with it looking on. */
  List<StationSensor> watched(List<StationSensor> sensors) {
    List<StationSensor> all = new ArrayList<>(sensors);
    for (Watch each : watches) {
      boolean isThere = false;
      for (int i = 0; i < all.size(); i++) {
        StationSensor sensor = all.get(i);
        if (sensor.name().equals(each.sensor) && !sensor.name().isEmpty()) {
          isThere = true;
          checkPatience(each, sensor.plan());
          all.set(i, watched(sensor, each));
        }
      }
      if (!isThere && !each.sensor.isEmpty()) {
        each.table.wrong("watch", "= \"" + each.sensor + "\" is no sensor's name in this file");
      }
    }
    return all;
  }

  private static StationSensor watched(StationSensor sensor, Watch watch) {
    SensorPlan.Opening opening = sensor.plan().opening();
    return sensor.with(
        () ->
            new WatchedSensor(
                opening.open(), watch.quantity.word(), watch.quantity::isPossible, watch.latest));
  }

  private static void checkPatience(Watch watch, SensorPlan plan) {
    Duration least = plan.period().multipliedBy(2);
    if (watch.lost.compareTo(least) < 0) {
      watch.table.wrong(
          "lost_seconds",
          "= "
              + watch.lost.toSeconds()
              + " is less than two periods of "
              + plan.name()
              + "; write "
              + least.toSeconds()
              + " or more");
    }
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
