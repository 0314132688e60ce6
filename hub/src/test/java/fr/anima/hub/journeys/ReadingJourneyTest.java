package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reading's way from a recording through the real agent and hub to what a screen asks for. */
@Tag("journey")
@SuppressWarnings("NullAway.Init") // started before all
class ReadingJourneyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final double EQUAL_DEGREES = 2e-6;

  @TempDir static Path folder;
  private static HubProcess hub;
  private static Path recordings;

  @BeforeAll
  static void start() throws IOException {
    recordings = RecordedData.require();
    hub = HubProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (hub != null) {
      hub.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garmin15x",
        "bt451",
        "haicom-305N",
        "mt3339",
        "com-1289",
        "nmea-fuzzy-cases",
        "firefly-II"
      })
  void every_fix_of_a_recorded_ride_is_on_the_track_and_nothing_else(String log) throws Exception {
    String bike = "bike-" + log.toLowerCase(java.util.Locale.ROOT);
    List<double[]> expected = expectedPositions(recordings.resolve("gps/nmea/" + log + ".log.chk"));
    hub.put(
        "/api/v1/bikes/" + bike,
        """
        {"name":"%s","expectedEverySeconds":1}"""
            .formatted(log));

    AgentProcess.play(folder, hub, bike, "bike", nmea(log));

    JsonNode track = settled("/api/v1/bikes/" + bike + "/track" + EVER, "positions");
    assertFalse(track.isEmpty(), "no position of " + log);
    for (JsonNode fix : track) {
      assertTrue(isExpected(expected, fix), log + " has no fix at " + fix);
    }
  }

  @Test
  void a_receiver_that_never_has_a_fix_leaves_no_position() throws Exception {
    hub.put(
        "/api/v1/bikes/bike-lost",
        """
        {"name":"Perdu","expectedEverySeconds":1}""");

    AgentProcess.play(folder, hub, "bike-lost", "bike", nmea("eXplorist110"));

    assertTrue(hub.get("/api/v1/bikes/bike-lost/track" + EVER).get("positions").isEmpty());
  }

  @Test
  void a_month_of_counts_adds_up_to_the_same_hours_and_days() throws Exception {
    hub.put(
        "/api/v1/counters/town-hall",
        """
        {"name":"Town Hall","latitude":-37.8,"longitude":144.9,"expectedEverySeconds":3600}""");
    Path csv = recordings.resolve("footfall/melbourne/melbourne_hourly_2012-01_2014-06.csv.gz");
    Map<LocalDate, Integer> days = melbourneDays(csv, "4", "May-2013");

    AgentProcess.play(folder, hub, "town-hall", "counter", melbourne(csv, "4"));

    Awaitility.await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              JsonNode answered =
                  hub.get("/api/v1/counters/town-hall/days?firstDay=2013-05-02&lastDay=2013-05-30")
                      .get("days");
              Map<LocalDate, Integer> totals = new TreeMap<>();
              answered.forEach(
                  it -> totals.put(LocalDate.parse(it.get("day").asText()), it.get("in").asInt()));
              days.keySet().retainAll(totals.keySet());
              assertEquals(29, totals.size());
              assertEquals(days, totals);
            });
  }

  @Test
  void a_house_climate_is_in_history_value_by_value() throws Exception {
    hub.put(
        "/api/v1/enclosures/house",
        """
        {"name":"Maison","species":[],"limits":[],
         "expectedEverySeconds":{"temperature":600,"humidity":600}}""");
    Path csv = recordings.resolve("enclosure/uci-belgium/belgium_house_10min_part1.csv.gz");
    List<String> rows = lines(csv);

    AgentProcess.play(
        folder,
        hub,
        "house",
        "enclosure",
        """
        [[sensor]]
        name = "kitchen"
        type = "recorded-readings"
        file = "%s"
        pace = "asap"
        times = "keep"
        time = "time_reconstructed"
        pattern = "yyyy-MM-dd HH:mm:ss"
        zone = "Europe/Brussels"
        columns = { T1 = "temperature", RH_1 = "humidity" }"""
            .formatted(csv));

    JsonNode points =
        settled(
            "/api/v1/enclosures/house/history" + EVER + "&quantity=temperature&step=raw", "points");
    assertEquals(rows.size() - 1, points.size());
    assertEquals(
        Double.parseDouble(rows.get(1).split(",", -1)[3]),
        points.get(0).get("mean").asDouble(),
        1e-9);
  }

  private static final String EVER = "?from=2000-01-01T00:00:00Z&until=2040-01-01T00:00:00Z";

  /** The agent has ended, so everything is in the log; history follows within moments. */
  private static JsonNode settled(String path, String list) {
    int[] before = {-1};
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              int now = hub.get(path).get(list).size();
              boolean same = now > 0 && now == before[0];
              before[0] = now;
              return same;
            });
    return hub.get(path).get(list);
  }

  private static String nmea(String log) {
    return """
        [[sensor]]
        name = "gnss"
        type = "recorded-nmea"
        file = "%s"
        pace = "asap"
        times = "keep"
        """
        .formatted(recordings.resolve("gps/nmea/" + log + ".log"));
  }

  private static String melbourne(Path csv, String sensor) {
    return """
        [[sensor]]
        name = "count"
        type = "recorded-counts"
        file = "%s"
        pace = "asap"
        times = "keep"
        time = ["Date", "Hour"]
        pattern = "dd-MMM-yyyy H"
        zone = "Europe/Paris"
        interval_minutes = 60
        in = "PedestrianCount"
        where = { SensorID = "%s" }
        """
        .formatted(csv, sensor);
  }

  private static boolean isExpected(List<double[]> expected, JsonNode fix) {
    double latitude = fix.get("latitude").asDouble();
    double longitude = fix.get("longitude").asDouble();
    return expected.stream()
        .anyMatch(
            it ->
                Math.abs(it[0] - latitude) <= EQUAL_DEGREES
                    && Math.abs(it[1] - longitude) <= EQUAL_DEGREES);
  }

  private static List<double[]> expectedPositions(Path file) throws IOException {
    List<double[]> positions = new ArrayList<>();
    for (String line : lines(file)) {
      if (line.startsWith("{\"class\":\"TPV\"") && line.contains("\"lat\"")) {
        JsonNode tpv = JSON.readTree(line);
        positions.add(new double[] {tpv.get("lat").asDouble(), tpv.get("lon").asDouble()});
      }
    }
    return positions;
  }

  private static Map<LocalDate, Integer> melbourneDays(Path csv, String sensor, String month)
      throws IOException {
    Map<LocalDate, Integer> days = new TreeMap<>();
    for (String line : lines(csv)) {
      String[] cell = line.split(",", -1);
      if (cell.length == 6 && cell[3].equals(sensor) && cell[0].endsWith(month)) {
        int day = Integer.parseInt(cell[0].substring(0, 2));
        days.merge(LocalDate.of(2013, 5, day), Integer.parseInt(cell[5]), Integer::sum);
      }
    }
    return days;
  }

  private static List<String> lines(Path file) throws IOException {
    boolean zipped = file.toString().endsWith(".gz");
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                zipped
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file),
                StandardCharsets.ISO_8859_1))) {
      return reader.lines().toList();
    }
  }
}
