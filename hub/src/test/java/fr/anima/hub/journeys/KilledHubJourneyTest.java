package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.embedded.EmbeddedKafka;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.ProjectionRunner;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.FootfallCount;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real agents report while the hub is killed again and again: whatever was acknowledged, and so
 * forgotten by the agents, is in history once, and totals are what the raw topic adds up to.
 */
class KilledHubJourneyTest {
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int KILLS = LONG ? 5 : 2;
  private static final int MINUTES = LONG ? 10 : 1;

  /** Readings are measured a second apart and played sixty times as fast: an hour in a minute. */
  private static final int READINGS = MINUTES * 3_600;

  private static final int QUARTERS = MINUTES * 400;
  private static final Instant BEGIN = Instant.parse("2025-10-25T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(2 + MINUTES);

  @TempDir private Path folder;

  @Test
  void nothing_acknowledged_is_lost_and_nothing_is_counted_twice() throws Exception {
    long seed = Long.getLong("anima.seed", System.nanoTime());
    System.out.println("killed hub: anima.seed=" + seed + " kills=" + KILLS);
    Random random = new Random(seed);
    List<Double> temperatures = temperatures(random);
    Map<Instant, Long> hours = new TreeMap<>();
    Path data = folder.resolve("data");
    try (HubProcess hub = HubProcess.start(data)) {
      AgentProcess barn = barn(hub, temperatures);
      AgentProcess street = street(hub, random, hours);

      killWhileItWorks(hub, random);

      barn.untilSent(PATIENCE);
      street.untilSent(PATIENCE);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertEquals(temperatures, history(hub)));
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertEquals(hours, totals(hub)));
    }
    assertEquals(
        hours, recomputed(data.resolve("kafka")), "the raw topic adds up to something else");
  }

  /** Each kill comes after a random share of the readings, so it meets the hub at work. */
  private static void killWhileItWorks(HubProcess hub, Random random) throws Exception {
    for (int kill = 1; kill <= KILLS; kill++) {
      int share = READINGS * kill / (KILLS + 1);
      int moment = share - random.nextInt(READINGS / (KILLS + 1) / 2);
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> history(hub).size() >= moment);
      hub.kill();
      hub.restart();
    }
  }

  private AgentProcess barn(HubProcess hub, List<Double> temperatures) throws IOException {
    hub.put(
        "/api/v1/enclosures/barn",
        """
        {"name":"Étable","species":[],"limits":[],"expectedEverySeconds":{"temperature":1}}""");
    List<String> rows = new ArrayList<>(List.of("at,temperature"));
    for (int i = 0; i < temperatures.size(); i++) {
      rows.add(BEGIN.plusSeconds(i) + "," + temperatures.get(i));
    }
    return AgentProcess.start(
        folder,
        hub,
        "barn",
        "enclosure",
        """
        [[sensor]]
        name = "climate"
        type = "recorded-readings"
        file = "%s"
        pace = 60
        times = "keep"
        time = "at"
        pattern = "yyyy-MM-dd'T'HH:mm:ss'Z'"
        zone = "Z"
        columns = { temperature = "temperature" }
        """
            .formatted(Files.write(folder.resolve("climate.csv"), rows)));
  }

  private AgentProcess street(HubProcess hub, Random random, Map<Instant, Long> hours)
      throws IOException {
    hub.put(
        "/api/v1/counters/street",
        """
        {"name":"Rue","latitude":50.95,"longitude":1.85,"expectedEverySeconds":900}""");
    List<String> rows = new ArrayList<>(List.of("at,in"));
    for (int i = 0; i < QUARTERS; i++) {
      Instant at = BEGIN.plus(15L * i, ChronoUnit.MINUTES);
      int in = random.nextInt(200);
      hours.merge(at.truncatedTo(ChronoUnit.HOURS), (long) in, Long::sum);
      rows.add(at + "," + in);
    }
    return AgentProcess.start(
        folder,
        hub,
        "street",
        "counter",
        """
        [[sensor]]
        name = "beam"
        type = "recorded-counts"
        file = "%s"
        pace = 6000
        times = "keep"
        time = "at"
        pattern = "yyyy-MM-dd'T'HH:mm:ss'Z'"
        zone = "Z"
        interval_minutes = 15
        in = "in"
        """
            .formatted(Files.write(folder.resolve("counts.csv"), rows)));
  }

  private static List<Double> temperatures(Random random) {
    List<Double> temperatures = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      temperatures.add(random.nextInt(4_000) / 100.0);
    }
    return temperatures;
  }

  private static List<Double> history(HubProcess hub) {
    List<Double> values = new ArrayList<>();
    hub.get(
            "/api/v1/enclosures/barn/history?from=2025-10-01T00:00:00Z&until=2026-02-01T00:00:00Z"
                + "&step=raw&quantity=temperature")
        .get("points")
        .forEach(it -> values.add(it.get("mean").asDouble()));
    return values;
  }

  private static Map<Instant, Long> totals(HubProcess hub) {
    Map<Instant, Long> hours = new TreeMap<>();
    hub.get("/api/v1/counters/street/hours?firstDay=2025-10-01&lastDay=2026-02-01")
        .get("hours")
        .forEach(it -> hours.put(Instant.parse(it.get("start").asText()), it.get("in").asLong()));
    return hours;
  }

  /** Adds up what the log holds of each message that came, however often it came. */
  private static Map<Instant, Long> recomputed(Path kafka) throws IOException {
    Adding adding = new Adding(new ConcurrentHashMap<>());
    try (EmbeddedKafka broker = EmbeddedKafka.start(kafka);
        KafkaEventLog log = new KafkaEventLog(broker.address());
        ProjectionRunner<Arrival> reader = ProjectionRunner.start(broker.address(), adding, log)) {
      Awaitility.await().atMost(PATIENCE).until(() -> reader.lag() == 0);
    }
    assertTrue(!adding.counts.isEmpty(), "the raw topic is empty");
    Map<Instant, Long> hours = new TreeMap<>();
    adding.counts.values().forEach(it -> hours.merge(hourOf(it), (long) it.in(), Long::sum));
    return hours;
  }

  private static Instant hourOf(FootfallCount count) {
    return count.from().truncatedTo(ChronoUnit.HOURS);
  }

  private record Adding(Map<String, FootfallCount> counts) implements Projection<Arrival> {
    @Override
    public String name() {
      return "adding-up";
    }

    @Override
    public Topic<Arrival> topic() {
      return Topics.FOOTFALL;
    }

    @Override
    public Future<Void> project(List<LogRecord<Arrival>> batch) {
      for (LogRecord<Arrival> record : batch) {
        FootfallCount count = (FootfallCount) record.value().message();
        counts.put(count.stamp().boot() + "/" + count.stamp().sequence(), count);
      }
      return Future.succeededFuture();
    }
  }
}
