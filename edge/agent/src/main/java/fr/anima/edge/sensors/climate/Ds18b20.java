package fr.anima.edge.sensors.climate;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A DS18B20 (temperature) on the 1-Wire bus, through the files of Linux's w1_therm: reading its
 * file starts a conversion and takes 0.75 s.
 */
public final class Ds18b20 implements Sensor {
  /** Where Linux keeps the devices of its 1-Wire buses. */
  public static final Path DEVICES = Path.of("/sys/bus/w1/devices");

  /** What the temperature register holds from power-on to the end of the first conversion. */
  private static final double POWER_ON = 85.0;

  /** A probe that is really at 85 °C was near it at the question before. */
  private static final double NEAR = 5;

  private static final double COLDEST = -55;
  private static final double HOTTEST = 125;

  private final Path file;
  private final String quantity;
  private OptionalDouble before = OptionalDouble.empty();

  private Ds18b20(Path file, String quantity) {
    this.file = file;
    this.quantity = quantity;
  }

  /**
   * The probe of that serial number, or the only one there is.
   *
   * @param devices {@link #DEVICES}
   * @param serial such as {@code 28-0000075641ac}
   * @param quantity what its temperature is, {@code temperature} or {@code box-temperature}
   * @throws SensorException when it is not there, or several are and none is named
   */
  public static Ds18b20 open(Path devices, Optional<String> serial, String quantity)
      throws SensorException, IOException {
    List<String> present = present(devices);
    String wanted =
        serial.orElseGet(() -> present.size() == 1 ? present.get(0) : "a single 28-...");
    if (!present.contains(wanted)) {
      throw new SensorException(
          "ds18b20: "
              + wanted
              + " is not in "
              + devices
              + ", there is "
              + (present.isEmpty()
                  ? "none; add dtoverlay=w1-gpio to config.txt and check the wiring"
                  : String.join(", ", present) + "; write serial = one of them"));
    }
    return new Ds18b20(devices.resolve(wanted).resolve("w1_slave"), quantity);
  }

  private static List<String> present(Path devices) throws IOException {
    List<String> names = new ArrayList<>();
    if (Files.isDirectory(devices)) {
      try (DirectoryStream<Path> probes = Files.newDirectoryStream(devices, "28-*")) {
        probes.forEach(it -> names.add(String.valueOf(it.getFileName())));
      }
    }
    Collections.sort(names);
    return names;
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException {
    double celsius;
    try {
      celsius = Scratchpad.ofKernel(Files.readString(file, StandardCharsets.US_ASCII)).celsius();
      refuseTraps(celsius, before);
    } catch (IOException why) {
      throw new SensorException(
          "ds18b20 " + file + " cannot be read (" + why.getMessage() + "); check its wiring");
    } catch (IllegalArgumentException why) {
      throw new SensorException("ds18b20 " + file + ": " + why.getMessage());
    }
    before = OptionalDouble.of(celsius);
    return List.of(new Sample.Values(now, Sample.TimeOf.STATION, Map.of(quantity, celsius)));
  }

  /**
   * Refuses what a probe says when it has not measured.
   *
   * @param before what it said at the question before
   * @throws IllegalArgumentException with what is wrong and what to do
   */
  static void refuseTraps(double celsius, OptionalDouble before) {
    if (celsius < COLDEST || celsius > HOTTEST) {
      throw new IllegalArgumentException(
          celsius + " °C is beyond what it can measure; check the wiring");
    }
    if (celsius == POWER_ON && !(Math.abs(before.orElse(Double.NaN) - POWER_ON) <= NEAR)) {
      throw new IllegalArgumentException(
          "85.0 °C is what it says when its supply broke down; check supply wire and pull-up");
    }
  }
}
