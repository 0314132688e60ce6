package fr.anima.hub.animals.rules;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * Climate that somebody recorded: a house near Lille, nine places of it, every ten minutes for
 * three months (UCI, Candanedo 2017), and a room whose air conditioning failed twice, every hour
 * for eleven months (NAB). Times are local and told without a zone, and taken for UTC.
 */
final class RecordedClimate {
  static final String HOUSE = "enclosure/uci-belgium/belgium_house_10min_part1.csv.gz";
  static final String ROOM = "enclosure/nab/ambient_temperature_system_failure.csv";

  /** When the room's air conditioning failed, as its labels say: begin and end in turns. */
  private static final List<String> FAILURES =
      List.of(
          "2013-12-15 07:00:00",
          "2013-12-30 09:00:00",
          "2014-03-29 15:00:00",
          "2014-04-20 22:00:00");

  private RecordedClimate() {}

  /**
   * A reading.
   *
   * @param second since ten o'clock of the first day, as {@link Watched} counts
   */
  record Sample(int second, double value) {}

  /** What was wrong for so long, in the same seconds. */
  record Window(int from, int until) {
    boolean has(int second) {
      return from <= second && second <= until;
    }
  }

  /** The room in °C. */
  static List<Sample> room() throws IOException {
    List<String> lines = lines(ROOM);
    long ten = ten(lines);
    return lines.stream()
        .skip(1)
        .map(it -> new Sample((int) (second(it) - ten), (fahrenheit(it) - 32) / 1.8))
        .toList();
  }

  private static double fahrenheit(String line) {
    return Double.parseDouble(line.split(",", -1)[1]);
  }

  /** When it failed. */
  static List<Window> failures() throws IOException {
    long ten = ten(lines(ROOM));
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < FAILURES.size(); i += 2) {
      windows.add(
          new Window(
              (int) (second(FAILURES.get(i)) - ten), (int) (second(FAILURES.get(i + 1)) - ten)));
    }
    return windows;
  }

  /** A place of the house: T1 to T9 in °C, RH_1 to RH_9 in per cent; the sixth is outdoors. */
  static List<Sample> house(String column) throws IOException {
    List<String> lines = lines(HOUSE);
    int at = Arrays.asList(lines.get(0).split(",", -1)).indexOf(column);
    List<Sample> samples = new ArrayList<>();
    long ten = ten(lines);
    for (String line : lines.subList(1, lines.size())) {
      double value = Double.parseDouble(line.split(",", -1)[at]);
      samples.add(new Sample((int) (second(line) - ten), value));
    }
    return samples;
  }

  private static long ten(List<String> lines) {
    return Math.floorDiv(second(lines.get(1)), 86_400L) * 86_400 + 36_000;
  }

  static long second(String line) {
    return LocalDateTime.parse(line.split(",", -1)[0].replace(' ', 'T'))
        .toEpochSecond(ZoneOffset.UTC);
  }

  static List<String> lines(String name) throws IOException {
    Path file = Path.of(System.getProperty("anima.data", "../../shared/data")).resolve(name);
    if (!Files.isRegularFile(file)) {
      System.out.println("SKIPPED: no " + file + "; give -Danima.data=DIR");
    }
    Assumptions.assumeTrue(Files.isRegularFile(file), "no recorded data at " + file);
    if (!name.endsWith(".gz")) {
      return Files.readAllLines(file);
    }
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    }
  }
}
