package fr.anima.edge.sensors.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTablesTest {
  /** All 21 887 rows and 24 312 457 people of the sensor, less the hour that was not. */
  private static final int MELBOURNE_ROWS = 21_886;

  private static final long MELBOURNE_TOTAL = 24_312_457 - 155;
  private static final CountColumn PEDESTRIANS = new CountColumn("PedestrianCount", Map.of());

  @TempDir Path folder;

  @Test
  void rows_are_played_in_the_order_of_their_times_and_empty_cells_left_out() throws Exception {
    Path file =
        write(
            "\uFEFFt;T1;RH_1\n2026-01-01 00:10;2,5;\n2026-01-01 00:00;1.5;60\n2026-01-01 00:20;;\n");

    List<Sample> samples =
        all(
            RecordedReadings.open(
                file,
                new TableFormat(
                    ';', List.of("t"), "yyyy-MM-dd HH:mm", ZoneId.of("Europe/Paris"), Map.of()),
                Map.of("T1", "temperature", "RH_1", "humidity")));

    assertEquals(
        List.of(
            values("2025-12-31T23:00:00Z", Map.of("temperature", 1.5, "humidity", 60.0)),
            values("2025-12-31T23:10:00Z", Map.of("temperature", 2.5))),
        samples);
  }

  @Test
  void unreadable_rows_are_counted_and_cost_nothing_but_themselves() throws Exception {
    Path file =
        write(
            """
            t,T
            2026-01-01 00:00,1
            nonsense,2
            2026-01-01 00:10,warm
            2026-01-01 00:20,NaN
            2026-01-01 00:30,"3"
            "2026,x

            2026-01-01 00:40,4,extra
            2026-01-01 00:50
            """);
    RecordedReadings recording =
        RecordedReadings.open(file, isoMinutes(Map.of()), Map.of("T", "temperature"));

    List<Sample> samples = all(recording);

    assertEquals(3, samples.size());
    assertTrue(
        recording.complaint().startsWith("4 rows of table.csv unreadable, first in line 3:"),
        recording.complaint());
  }

  @Test
  void a_missing_column_is_named_beside_those_there_are() throws IOException {
    Path file = write("time,T1\n");

    SensorException why =
        assertThrows(
            SensorException.class,
            () -> RecordedReadings.open(file, isoMinutes(Map.of()), Map.of("T9", "temperature")));

    assertTrue(
        String.valueOf(why.getMessage()).contains("no column \"T9\"; it has: time, T1"),
        why.getMessage());
  }

  @Test
  void an_hour_that_the_clock_jumped_over_is_no_time() throws Exception {
    Path file = write("t,n\n2026-03-29 01:00,1\n2026-03-29 02:00,2\n2026-03-29 03:00,3\n");
    RecordedCounts counts =
        RecordedCounts.open(
            file,
            isoMinutes(Map.of()),
            new CountColumn("n", Map.of()),
            Optional.empty(),
            Duration.ofHours(1));

    List<Sample> samples = all(counts);

    assertEquals(List.of(1L, 3L), samples.stream().map(it -> ((Sample.Count) it).in()).toList());
    assertTrue(counts.complaint().contains("the clock was put forward"), counts.complaint());
  }

  @Test
  void an_hour_that_the_clock_showed_twice_is_the_first_and_the_next_hour_is_not_moved()
      throws Exception {
    Path file = write("t,n\n2026-10-25 02:00,1\n2026-10-25 03:00,2\n");

    List<Sample> samples =
        all(
            RecordedCounts.open(
                file,
                isoMinutes(Map.of()),
                new CountColumn("n", Map.of()),
                Optional.empty(),
                Duration.ofHours(1)));

    assertEquals(
        List.of("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"),
        samples.stream().map(it -> ((Sample.Count) it).from().toString()).toList());
  }

  @Test
  void every_hour_of_a_melbourne_counter_is_played_once_and_in_order() throws Exception {
    Path file = RecordedData.at("footfall/melbourne/melbourne_hourly_2012-01_2014-06.csv.gz");

    RecordedCounts recording = melbourne(file, "2");
    List<Sample> samples = all(recording);

    long total = samples.stream().mapToLong(it -> ((Sample.Count) it).in()).sum();
    Instant last = Instant.MIN;
    for (Sample each : samples) {
      assertTrue(each.at().isAfter(last), each + " after " + last);
      last = each.at();
    }
    // 2012-10-07 02h, counted 155, was jumped over by the clock.
    assertEquals(MELBOURNE_ROWS, samples.size());
    assertEquals(MELBOURNE_TOTAL, total);
    assertEquals("2011-12-31T13:00:00Z", ((Sample.Count) samples.get(0)).from().toString());
    assertTrue(recording.complaint().startsWith("1 rows of"), recording.complaint());
  }

  @Test
  void an_empty_count_is_not_a_count_of_nobody() throws Exception {
    Path file = write("t,n\n2026-01-01 00:00,\n2026-01-01 01:00,0\n");

    List<Sample> samples =
        all(
            RecordedCounts.open(
                file,
                isoMinutes(Map.of()),
                new CountColumn("n", Map.of()),
                Optional.empty(),
                Duration.ofHours(1)));

    assertEquals(1, samples.size());
  }

  @Test
  void the_channels_of_an_eco_counter_are_added_by_direction() throws Exception {
    Path file =
        RecordedData.at("footfall/schema-comptage-mobilites/exemple-valide-eco-compteur.csv");
    TableFormat format =
        new TableFormat(
            ',',
            List.of("start_datetime"),
            "yyyy-MM-dd'T'HH:mm:ssX",
            ZoneId.of("UTC"),
            Map.of("counter_id", Set.of("CPTTEST2031")));
    CountColumn in =
        new CountColumn("count", Map.of("channel_id", Set.of("353226361", "353226370")));
    CountColumn out =
        new CountColumn(
            "count", Map.of("channel_id", Set.of("353226396", "353226405", "353267701")));

    List<Sample> samples =
        all(RecordedCounts.open(file, format, in, Optional.of(out), Duration.ofHours(1)));

    assertEquals(24, samples.size());
    Sample.Count first = (Sample.Count) samples.get(0);
    assertEquals(Instant.parse("2021-09-14T22:00:00Z"), first.from());
    List<String> lines = Files.readAllLines(file);
    long inAll = sum(lines, Set.of("353226361", "353226370"));
    assertEquals(inAll, samples.stream().mapToLong(it -> ((Sample.Count) it).in()).sum());
    assertTrue(inAll > 0);
  }

  @Test
  void the_belgian_house_is_played_with_all_its_readings() throws Exception {
    Path file = RecordedData.at("enclosure/uci-belgium/belgium_house_10min_part1.csv.gz");

    List<Sample> samples =
        all(
            RecordedReadings.open(
                file,
                new TableFormat(
                    ',',
                    List.of("time_reconstructed"),
                    "yyyy-MM-dd HH:mm:ss",
                    ZoneId.of("Europe/Brussels"),
                    Map.of()),
                Map.of("T1", "temperature", "RH_1", "humidity")));

    assertTrue(samples.size() > 13_000, samples.size() + " samples");
    assertEquals(
        values("2016-01-11T16:00:00Z", Map.of("temperature", 19.89, "humidity", 47.59666667)),
        samples.get(0));
  }

  private static RecordedCounts melbourne(Path file, String sensor)
      throws IOException, SensorException {
    return RecordedCounts.open(
        file,
        new TableFormat(
            ',',
            List.of("Date", "Hour"),
            "dd-MMM-yyyy H",
            ZoneId.of("Australia/Melbourne"),
            Map.of("SensorID", Set.of(sensor))),
        PEDESTRIANS,
        Optional.empty(),
        Duration.ofHours(1));
  }

  private static long sum(List<String> lines, Set<String> channels) {
    return lines.stream()
        .skip(1)
        .map(it -> it.split(",", -1))
        .filter(it -> channels.contains(it[0]))
        .mapToLong(it -> Long.parseLong(it[4]))
        .sum();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static TableFormat isoMinutes(Map<String, Set<String>> where) {
    return new TableFormat(',', List.of("t"), "yyyy-MM-dd HH:mm", ZoneId.of("Europe/Paris"), where);
  }

  private static Sample values(String at, Map<String, Double> values) {
    return new Sample.Values(Instant.parse(at), Sample.TimeOf.SENSOR, values);
  }

  private static List<Sample> all(Recording recording) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Optional<Sample> it = recording.next(); it.isPresent(); it = recording.next()) {
      samples.add(it.get());
    }
    return samples;
  }
}
