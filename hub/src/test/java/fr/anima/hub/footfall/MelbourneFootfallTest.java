package fr.anima.hub.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Two and a half years of a real counter, both clock changes of each year included. */
class MelbourneFootfallTest {
  private static final ZoneId MELBOURNE = ZoneId.of("Australia/Melbourne");
  private static final String SENSOR = "4";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("dd-MMM-yyyy", Locale.ENGLISH);

  private record Counted(Instant hour, int passages) {}

  @Test
  void every_hour_and_every_day_of_the_town_hall_is_exact() throws IOException {
    List<Counted> rows = rows();
    Map<Instant, Long> hours = new TreeMap<>();
    Map<LocalDate, Long> days = new TreeMap<>();
    for (Counted row : rows) {
      hours.merge(row.hour(), (long) row.passages(), Long::sum);
      days.merge(LocalDate.ofInstant(row.hour(), MELBOURNE), (long) row.passages(), Long::sum);
    }

    List<HourTotal> totals = streamed(rows);

    Map<Instant, Long> computedHours = new TreeMap<>();
    totals.forEach(it -> computedHours.put(it.start(), it.in()));
    Map<LocalDate, Long> computedDays = new TreeMap<>();
    FootfallDay.of(totals, MELBOURNE).forEach(it -> computedDays.put(it.day(), it.in()));
    assertEquals(hours, computedHours);
    assertEquals(days, computedDays);
    assertTrue(rows.size() > 20_000, rows.size() + " rows of sensor " + SENSOR);
  }

  /** Through the topology in disorder, one row in ten twice. */
  private static List<HourTotal> streamed(List<Counted> rows) {
    Random random = new Random(4);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      order.add(i);
      if (i % 10 == 0) {
        order.add(i);
      }
    }
    Collections.shuffle(order, random);
    try (StreamRun<HourTotal> run =
        new StreamRun<>(new FootfallTopology(), Topics.FOOTFALL, HourTotal.TOPIC)) {
      for (int i : order) {
        Counted row = rows.get(i);
        Said said = Said.by("town-hall").number(i + 1).at(row.hour().plusSeconds(3600));
        run.arrives("town-hall", said.counted(row.hour(), row.passages(), 0));
      }
      return new ArrayList<>(new TreeMap<>(run.latest()).values());
    }
  }

  private static List<Counted> rows() throws IOException {
    Path file =
        Path.of(
            System.getProperty("anima.data", "../shared/data"),
            "footfall/melbourne/melbourne_hourly_2012-01_2014-06.csv.gz");
    if (!Files.exists(file)) {
      System.out.println("SKIPPED: " + file + " is absent, real counts are not tested");
    }
    Assumptions.assumeTrue(Files.exists(file), "recorded counts are absent");
    List<Counted> rows = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      reader.readLine();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        List<String> cells = List.of(line.split(",", -1));
        if (cells.get(3).equals(SENSOR) && !cells.get(5).isEmpty()) {
          rows.add(
              new Counted(
                  LocalDate.parse(cells.get(0), DAY)
                      .atTime(Integer.parseInt(cells.get(2)), 0)
                      .atZone(MELBOURNE)
                      .toInstant(),
                  Integer.parseInt(cells.get(5))));
        }
      }
    }
    return rows;
  }
}
