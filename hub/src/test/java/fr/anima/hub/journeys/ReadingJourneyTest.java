package fr.anima.hub.journeys;

import static java.util.stream.Collectors.summingLong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.journeys.RecordedData.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A reading's way from a recording through the real agent and hub to what a screen asks for: what
 * the hub answers is what is known of the recording, no more and no less.
 */
@SuppressWarnings("NullAway.Init") // started before all
class ReadingJourneyTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration PLAYED = Duration.ofSeconds(90);
  private static final String EVER = "?from=2000-01-01T00:00:00Z&until=2040-01-01T00:00:00Z";
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @TempDir static Path folder;
  private static HubProcess hub;
  private static RecordedData recorded;

  @BeforeAll
  static void start() throws IOException {
    recorded = RecordedData.require();
    hub = HubProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (hub != null) {
      hub.close();
    }
  }

  /** The number of positions is that of epochs that the receiver vouches for. */
  @ParameterizedTest
  @CsvSource({
    "garmin15x, 7, rides at the speed of a bicycle",
    "haicom-305N, 68, five epochs without a fix and void RMC",
    "mt3339, 30, a receiver for the Raspberry Pi",
    "com-1289, 14, one damaged sentence",
    "firefly-II, 23, every GGA damaged",
    "nmea-fuzzy-cases, 14, ten fixes a second",
    "quectel-eg25-g, 23, 37 void epochs before",
    "rgm3800, 2, position 0 0 and the year 1980 before the fix",
    "telit-he910, 187, 37 epochs without a fix before",
    "eXplorist110, 0, never a fix",
    "GPSmap-76S, 0, void although GGA has positions"
  })
  void a_recorded_ride_is_on_the_track_fix_by_fix_and_nothing_else(
      String log, int fixes, String remark) throws Exception {
    String bike = "bike-" + log.toLowerCase(Locale.ROOT);
    hub.put(
        "/api/v1/bikes/" + bike,
        """
        {"name":"%s","expectedEverySeconds":1}"""
            .formatted(log));

    play(bike, "bike", nmea(log));

    String path = "/api/v1/bikes/" + bike + "/track" + EVER;
    Awaitility.await(remark)
        .atMost(SOON)
        .until(() -> hub.get(path).get("positions").size() >= fixes);
    JsonNode track = hub.get(path).get("positions");
    assertEquals(fixes, track.size());
    assertEquals(
        fixes, track.findValuesAsText("measuredAt").stream().distinct().count(), "no fix twice");
    if (fixes > 0) {
      assertSamePlaces(recorded.positions(log), positions(track));
    }
  }

  @Test
  void thirty_months_of_counts_are_the_same_hours_and_days_over_five_clock_changes()
      throws Exception {
    hub.put(
        "/api/v1/counters/town-hall",
        """
        {"name":"Town Hall","latitude":-37.8,"longitude":144.9,"expectedEverySeconds":3600}""");
    Map<Instant, Long> hours = recorded.countsByHour("4", PARIS);

    play("town-hall", "counter", melbourne("4"));

    eventually(hours, ReadingJourneyTest::hoursOfTownHall);
    assertEquals(
        hours.entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    it -> it.getKey().atZone(PARIS).toLocalDate(),
                    TreeMap::new,
                    summingLong(Map.Entry::getValue))),
        daysOfTownHall());
  }

  @Test
  void a_house_climate_is_in_history_value_by_value() throws Exception {
    hub.put(
        "/api/v1/enclosures/house",
        """
        {"name":"Maison","species":[],"limits":[],
         "expectedEverySeconds":{"temperature":600,"humidity":600}}""");

    play("house", "enclosure", climate());

    eventually(recorded.climate("T1"), () -> historyOfHouse("temperature"));
    eventually(recorded.climate("RH_1"), () -> historyOfHouse("humidity"));
  }

  private static void play(String station, String kind, String sensors) throws Exception {
    AgentProcess.start(folder, hub, station, kind, sensors).untilSent(PLAYED);
  }

  /** The agent has ended, so everything is in the log; what is computed follows within moments. */
  private static <T> void eventually(T expected, Supplier<T> answered) {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertEquals(expected, answered.get()));
  }

  private static void assertSamePlaces(List<Position> expected, List<Position> track) {
    for (Position fix : track) {
      assertTrue(expected.stream().anyMatch(fix::isSameAs), "the reference never was at " + fix);
    }
    for (Position fix : expected) {
      assertTrue(track.stream().anyMatch(fix::isSameAs), "the track never is at " + fix);
    }
  }

  private static List<Position> positions(JsonNode track) {
    List<Position> positions = new ArrayList<>();
    track.forEach(
        it ->
            positions.add(
                new Position(it.get("latitude").asDouble(), it.get("longitude").asDouble())));
    return positions;
  }

  private static Map<Instant, Long> hoursOfTownHall() {
    Map<Instant, Long> hours = new TreeMap<>();
    hub.get("/api/v1/counters/town-hall/hours?firstDay=2011-12-31&lastDay=2014-07-01")
        .get("hours")
        .forEach(it -> hours.put(Instant.parse(it.get("start").asText()), it.get("in").asLong()));
    return hours;
  }

  private static Map<LocalDate, Long> daysOfTownHall() {
    Map<LocalDate, Long> days = new TreeMap<>();
    hub.get("/api/v1/counters/town-hall/days?firstDay=2011-12-31&lastDay=2014-07-01")
        .get("days")
        .forEach(it -> days.put(LocalDate.parse(it.get("day").asText()), it.get("in").asLong()));
    return days;
  }

  private static List<Double> historyOfHouse(String quantity) {
    List<Double> values = new ArrayList<>();
    hub.get("/api/v1/enclosures/house/history" + EVER + "&step=raw&quantity=" + quantity)
        .get("points")
        .forEach(it -> values.add(it.get("mean").asDouble()));
    return values;
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
        .formatted(recorded.nmea(log));
  }

  private static String melbourne(String sensor) {
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
        .formatted(recorded.counts(), sensor);
  }

  /** The times were made by adding ten minutes, so they know no summer. */
  private static String climate() {
    return """
        [[sensor]]
        name = "kitchen"
        type = "recorded-readings"
        file = "%s"
        pace = "asap"
        times = "keep"
        time = "time_reconstructed"
        pattern = "yyyy-MM-dd HH:mm:ss"
        zone = "+01:00"
        columns = { T1 = "temperature", RH_1 = "humidity" }
        """
        .formatted(recorded.climate());
  }
}
