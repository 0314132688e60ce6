package fr.anima.edge.configuration;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.recorded.CountColumn;
import fr.anima.edge.sensors.recorded.Pace;
import fr.anima.edge.sensors.recorded.Playback;
import fr.anima.edge.sensors.recorded.RecordedCounts;
import fr.anima.edge.sensors.recorded.RecordedNmea;
import fr.anima.edge.sensors.recorded.RecordedReadings;
import fr.anima.edge.sensors.recorded.TableFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the {@code [[sensor]]} tables of sensors that play a recording. */
final class RecordedTables {
  private static final String SOME_PATTERN = "yyyy-MM-dd HH:mm:ss";

  private final Path base;
  private final StationClock clock;

  RecordedTables(Path base, StationClock clock) {
    this.base = base;
    this.clock = clock;
  }

  SensorPlan.Opening nmea(TomlSection sensor) {
    Path file = file(sensor);
    Pace pace = pace(sensor);
    return () -> new Playback(RecordedNmea.open(file, clock::latestFix), pace);
  }

  SensorPlan.Opening readings(TomlSection sensor) {
    Path file = file(sensor);
    Pace pace = pace(sensor);
    TableFormat format = format(sensor);
    Map<String, String> columns = new TreeMap<>();
    Optional<TomlSection> table = sensor.section("columns");
    if (table.isEmpty() || table.get().keys().isEmpty()) {
      sensor.missing("columns", "{ T1 = \"temperature\" }, the quantity of each column");
    }
    table.ifPresent(it -> it.keys().forEach(column -> column(it, column, columns)));
    if (columns.values().stream().distinct().count() < columns.size()) {
      sensor.wrong("columns", "gives one quantity to two columns; make two sensors of them");
    }
    return () -> new Playback(RecordedReadings.open(file, format, columns), pace);
  }

  private static void column(TomlSection table, String column, Map<String, String> columns) {
    table
        .optionalText(column)
        .flatMap(word -> SimulatedTables.quantity(table, column, word))
        .ifPresent(quantity -> columns.put(column, quantity.word()));
  }

  SensorPlan.Opening counts(TomlSection sensor) {
    Path file = file(sensor);
    Pace pace = pace(sensor);
    TableFormat format = format(sensor);
    Optional<CountColumn> in = direction(sensor, "in");
    if (in.isEmpty()) {
      sensor.missing("in", "\"count\", the column of people inwards");
    }
    Optional<CountColumn> out = direction(sensor, "out");
    Duration interval =
        Duration.ofMillis(Math.round(sensor.number("interval_minutes", 1, 60, 60) * 60_000));
    CountColumn inwards = in.orElse(new CountColumn("", Map.of()));
    return () -> new Playback(RecordedCounts.open(file, format, inwards, out, interval), pace);
  }

  private static Optional<CountColumn> direction(TomlSection sensor, String key) {
    if (!sensor.isSection(key)) {
      return sensor.optionalText(key).map(column -> new CountColumn(column, Map.of()));
    }
    return sensor
        .section(key)
        .map(
            it -> {
              CountColumn column = new CountColumn(it.text("column", "count"), it.choices("where"));
              it.close();
              return column;
            });
  }

  private Path file(TomlSection sensor) {
    String name = sensor.text("file", "recording.csv");
    Path file = base.resolve(name);
    if (!name.isEmpty() && !Files.isReadable(file)) {
      sensor.wrong("file", "cannot be read: " + file);
    }
    return file;
  }

  private static TableFormat format(TomlSection sensor) {
    String delimiter = sensor.optionalText("delimiter").orElse(",");
    if (delimiter.length() != 1) {
      sensor.wrong("delimiter", "must be one character such as \",\", \";\" or \"\\t\"");
    }
    List<String> time = sensor.texts("time");
    if (time.isEmpty()) {
      sensor.missing("time", "\"Date\", or [\"Date\", \"Hour\"] to join columns with a space");
    }
    Map<String, Set<String>> where = sensor.choices("where");
    ZoneId zone = SimulatedTables.zone(sensor);
    // Read as a formatter to see whether it is one; the sensor makes its own.
    Optional<DateTimeFormatter> formatter =
        sensor.parsed("pattern", SOME_PATTERN, TableFormat::formatter);
    String pattern = formatter.isPresent() ? sensor.text("pattern", SOME_PATTERN) : SOME_PATTERN;
    return new TableFormat(
        delimiter.isEmpty() ? ',' : delimiter.charAt(0), time, pattern, zone, where);
  }

  private static Pace pace(TomlSection sensor) {
    double factor = factor(sensor);
    String times = sensor.optionalText("times").orElse("keep");
    if (!Set.of("keep", "shift").contains(times)) {
      sensor.wrong("times", "= \"" + times + "\"; write \"keep\" or \"shift\"");
      return Pace.AS_FAST_AS_POSSIBLE;
    }
    if (times.equals("shift") && Double.isInfinite(factor)) {
      sensor.wrong("times", "= \"shift\" needs a pace that keeps distances: \"own\" or a factor");
      return Pace.AS_FAST_AS_POSSIBLE;
    }
    return new Pace(factor, times.equals("shift"));
  }

  private static double factor(TomlSection sensor) {
    if (sensor.isNumber("pace")) {
      return sensor.number("pace", 0.001, 1e6, 1);
    }
    String word = sensor.optionalText("pace").orElse("own");
    if (!Set.of("own", "asap").contains(word)) {
      sensor.wrong("pace", "= \"" + word + "\"; write \"own\", \"asap\" or a factor such as 60");
    }
    return word.equals("asap") ? Double.POSITIVE_INFINITY : 1;
  }
}
