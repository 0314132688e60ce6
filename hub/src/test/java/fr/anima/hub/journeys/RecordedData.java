package fr.anima.hub.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * The recorded real data and their known answers, read by another way than the agent's. Tests that
 * need them say aloud that they are skipped where they are not.
 */
record RecordedData(Path folder) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter MELBOURNE =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy H", Locale.ENGLISH);

  /** A position in degrees, WGS 84. */
  record Position(double latitude, double longitude) {
    private static final double SAME_DEGREES = 2e-6;

    boolean isSameAs(Position other) {
      return Math.abs(latitude - other.latitude) <= SAME_DEGREES
          && Math.abs(longitude - other.longitude) <= SAME_DEGREES;
    }
  }

  static RecordedData require() {
    Path folder = Path.of(System.getProperty("anima.data", "../../shared/data"));
    if (!Files.isDirectory(folder)) {
      System.out.println("SKIPPED: no recorded data at " + folder + "; give -Danima.data=DIR");
    }
    Assumptions.assumeTrue(Files.isDirectory(folder), "no recorded data at " + folder);
    return new RecordedData(folder.toAbsolutePath().normalize());
  }

  Path nmea(String log) {
    return folder.resolve("gps/nmea/" + log + ".log");
  }

  Path counts() {
    return folder.resolve("footfall/melbourne/melbourne_hourly_2012-01_2014-06.csv.gz");
  }

  Path climate() {
    return folder.resolve("enclosure/uci-belgium/belgium_house_10min_part1.csv.gz");
  }

  /** What the reference decoder made of a log. */
  List<Position> positions(String log) throws IOException {
    Path plain = folder.resolve("gps/nmea/" + log + ".log.chk");
    Path file = Files.exists(plain) ? plain : Path.of(plain + ".gz");
    List<Position> positions = new ArrayList<>();
    for (String line : lines(file)) {
      if (line.startsWith("{\"class\":\"TPV\"") && line.contains("\"lat\"")) {
        JsonNode report = JSON.readTree(line);
        positions.add(new Position(report.get("lat").asDouble(), report.get("lon").asDouble()));
      }
    }
    return positions;
  }

  /**
   * People by the beginning of their hour, at one sensor. An hour without a number was not
   * measured, one that the zone's clocks skipped is no hour; of an hour shown twice the file means
   * the first.
   */
  Map<Instant, Long> countsByHour(String sensor, ZoneId zone) throws IOException {
    Map<Instant, Long> hours = new TreeMap<>();
    for (String line : lines(counts())) {
      String[] cell = line.split(",", -1);
      if (cell.length == 6 && cell[3].equals(sensor) && !cell[5].isEmpty()) {
        LocalDateTime local = LocalDateTime.parse(cell[0] + " " + cell[2], MELBOURNE);
        if (!zone.getRules().getValidOffsets(local).isEmpty()) {
          hours.merge(local.atZone(zone).toInstant(), Long.parseLong(cell[5]), Long::sum);
        }
      }
    }
    return hours;
  }

  /** One column of the house's climate, in the order of the file. */
  List<Double> climate(String column) throws IOException {
    List<String> lines = lines(climate());
    int index = List.of(lines.get(0).split(",", -1)).indexOf(column);
    return lines.stream().skip(1).map(it -> Double.parseDouble(it.split(",", -1)[index])).toList();
  }

  private static List<String> lines(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(
                    file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                    StandardCharsets.ISO_8859_1))) {
      return reader.lines().toList();
    }
  }
}
