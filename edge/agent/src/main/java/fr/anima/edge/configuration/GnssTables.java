package fr.anima.edge.configuration;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.configuration.StationSensor.Device;
import fr.anima.edge.sensors.gnss.FixDates;
import fr.anima.edge.sensors.gnss.LiveFixes;
import fr.anima.edge.sensors.gnss.LiveFixes.Telling;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the {@code [[sensor]]} tables of satellite receivers that speak now. */
final class GnssTables {
  /** What receivers come with; stty and every kernel know them. */
  private static final List<Long> BAUDS =
      List.of(4_800L, 9_600L, 19_200L, 38_400L, 57_600L, 115_200L, 230_400L, 460_800L, 921_600L);

  private final Path base;
  private final FixDates dates;

  GnssTables(Path base, StationClock clock) {
    this.base = base;
    this.dates = FixDates.ofLive(clock::latestFix);
  }

  Device serial(TomlSection sensor) {
    // May be absent now: a receiver is plugged in and out.
    Path device = base.resolve(sensor.text("device", "/dev/serial0"));
    long baud = sensor.whole("baud", 1, 4_000_000, 9_600);
    if (!BAUDS.contains(baud)) {
      String all = BAUDS.stream().map(String::valueOf).collect(Collectors.joining(", "));
      sensor.wrong("baud", "= " + baud + " is none of: " + all);
    }
    Telling telling = telling(sensor);
    return Device.connected(
        () -> LiveFixes.fromSerial(device, (int) baud, telling, dates),
        new Connection.Serial(device),
        StandIns.rider());
  }

  Device gpsd(TomlSection sensor) {
    String host = sensor.optionalText("host").orElse("127.0.0.1");
    if (host.isBlank() || host.matches("[^:]+:[0-9]+")) {
      sensor.wrong("host", "= \"" + host + "\"; write a name or address, the port beside it");
    }
    int port = (int) sensor.whole("port", 1, 65_535, 2_947);
    double mostErrorMetres =
        sensor.number("most_error_metres", 1, 10_000, Double.POSITIVE_INFINITY);
    Telling telling = telling(sensor);
    return Device.connected(
        () -> LiveFixes.fromGpsd(host, port, mostErrorMetres, telling, dates),
        new Connection.Gpsd(host, port),
        StandIns.rider());
  }

  private static Telling telling(TomlSection sensor) {
    String word = sensor.optionalText("fixes").orElse("newest");
    if (!word.equals("newest") && !word.equals("every")) {
      sensor.wrong("fixes", "= \"" + word + "\"; write \"newest\" or \"every\"");
    }
    return word.equals("every") ? Telling.EVERY : Telling.NEWEST;
  }
}
