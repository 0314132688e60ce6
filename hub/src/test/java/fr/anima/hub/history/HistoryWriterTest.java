package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.KafkaEventLog;
import fr.anima.hub.eventlog.KafkaLogTail;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.ProjectionRunner;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.TestLog;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.influx.InfluxSeriesStore;
import fr.anima.hub.history.influx.InfluxServer;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the log into an InfluxDB that goes away and comes back. */
class HistoryWriterTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(40);
  private static final TimeRange THE_DAY =
      new TimeRange(TEN.minusSeconds(36_000), TEN.plusSeconds(36_000));
  private static final Topic<Integer> NUMBERS =
      Topic.json("anima.history-test.v1", Integer.class, Topic.Keep.EVENTS);
  private static final Topic<Integer> OTHERS =
      Topic.json("anima.history-test-others.v1", Integer.class, Topic.Keep.EVENTS);

  @TempDir Path folder;

  /** Celsius of a barn; a negative number is a reading that nobody can keep. */
  private record Numbers(Topic<Integer> topic) implements Series<Integer> {
    @Override
    public List<Point> points(LogRecord<Integer> record) {
      int number = record.value();
      Instant at = TEN.plusSeconds(Math.abs(number));
      return List.of(
          new Point(
              "conditions",
              "barn",
              at,
              at,
              new Point.Identity("pi", 1, Math.abs(number)),
              false,
              Map.of("temperature", number < 0 ? Double.NaN : number)));
    }
  }

  @Test
  void an_influxdb_that_is_away_holds_history_up_and_nothing_else_and_misses_nothing()
      throws Exception {
    String brokers = TestLog.brokers(NUMBERS, OTHERS);
    InMemorySeriesStore memory = new InMemorySeriesStore(TestRules.at(TestRules.NOW));
    try (InfluxServer server = InfluxServer.start(folder.resolve("influx"));
        InfluxSeriesStore influx =
            new InfluxSeriesStore(
                TestDatabase.vertx(), server.config("anima"), TestRules.keepingAll(TestRules.NOW));
        KafkaEventLog log = TestLog.log(NUMBERS, OTHERS)) {
      try (ProjectionRunner<?> held = run(brokers, NUMBERS, influx, log);
          ProjectionRunner<?> other = run(brokers, OTHERS, memory, log)) {
        append(log, NUMBERS, 1, 200);
        await().atMost(SOON).until(() -> count(influx) == 200);
        server.stop();

        append(log, NUMBERS, 201, 400);
        append(log, OTHERS, 1, 50);
        await().atMost(SOON).until(() -> !held.trouble().isEmpty());
        await().atMost(SOON).until(() -> count(memory) == 50);
        assertTrue(other.trouble().isEmpty());
        assertTrue(
            held.trouble().contains("InfluxDB") || held.trouble().contains("connect"),
            held.trouble());
        server.comeBack();

        // Its lag is that of its last look into the log, which may be older than the last record.
        await().atMost(SOON).until(() -> count(influx) == 400);
        await().atMost(SOON).until(() -> held.lag() == 0 && held.trouble().isEmpty());
        SeriesField field = new SeriesField("conditions", "barn", "temperature");
        assertEquals(400, await(influx.buckets(field, THE_DAY, Step.HOUR)).get(0).count());
      }
    }
  }

  @Test
  void what_history_never_keeps_is_told_with_its_station_and_reason() throws Exception {
    String brokers = TestLog.brokers(OTHERS);
    List<Refusal> refusals = new CopyOnWriteArrayList<>();
    InMemorySeriesStore memory = new InMemorySeriesStore(TestRules.at(TestRules.NOW));
    try (KafkaEventLog log = TestLog.log(OTHERS);
        KafkaLogTail tail = new KafkaLogTail(brokers)) {
      TestLog.await(
          tail.follow(List.of(Topics.REFUSALS), record -> refusals.add((Refusal) record.value())));
      append(log, OTHERS, -777, -777);

      try (ProjectionRunner<?> runner = run(brokers, OTHERS, memory, log)) {
        await().atMost(SOON).until(() -> !refusals.isEmpty());
        assertEquals("", runner.trouble());
      }

      assertEquals("pi", refusals.get(0).station());
      assertEquals("not-a-number", refusals.get(0).reason());
    }
  }

  private static ProjectionRunner<?> run(
      String brokers, Topic<Integer> topic, SeriesStore store, KafkaEventLog log) {
    Projection<?> writer = HistoryWriter.of(List.of(new Numbers(topic)), store, log).get(0);
    return ProjectionRunner.start(brokers, writer, log);
  }

  private static void append(KafkaEventLog log, Topic<Integer> topic, int from, int until) {
    List<Future<Void>> all = new ArrayList<>();
    for (int i = from; i <= until; i++) {
      all.add(log.append(topic, "pi", i));
    }
    TestLog.await(Future.all(all));
  }

  private static int count(SeriesStore store) {
    return await(store.samples("conditions", "barn", THE_DAY, 10_000)).size();
  }
}
