package fr.anima.edge.check;

import fr.anima.edge.configuration.Connection;
import fr.anima.edge.configuration.StationSensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what the machine has, and what is missing with how to switch it on. */
record MachineTable(Page page, Machine machine) {
  void tell(List<StationSensor> sensors, Map<StationSensor, Obstacle> obstacles) {
    page.heading("This machine has");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("I2C buses", all(machine.i2cBuses())));
    rows.add(List.of("1-Wire devices", all(machine.oneWireDevices())));
    rows.add(List.of("GPIO chips", all(machine.gpioChips())));
    rows.add(List.of("serial ports", all(machine.serialPorts())));
    for (StationSensor each : sensors) {
      if (each.connection() instanceof Connection.Gpsd gpsd && !obstacles.containsKey(each)) {
        rows.add(List.of("gpsd", "answers at " + gpsd.host() + ":" + gpsd.port()));
      }
    }
    page.table(rows);
    page.table(missing(obstacles));
  }

  private static List<List<String>> missing(Map<StationSensor, Obstacle> obstacles) {
    Map<Obstacle, List<String>> needing = new LinkedHashMap<>();
    obstacles.forEach(
        (sensor, it) -> needing.computeIfAbsent(it, at -> new ArrayList<>()).add(sensor.name()));
    List<List<String>> rows = new ArrayList<>();
    needing.forEach(
        (it, names) ->
            rows.add(
                List.of(
                    "!!", it.what() + " (for " + String.join(", ", names) + "). " + it.remedy())));
    return rows;
  }

  private static String all(List<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
