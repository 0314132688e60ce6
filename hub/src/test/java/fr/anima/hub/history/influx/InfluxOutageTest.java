package fr.anima.hub.history.influx;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Refused;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an InfluxDB does to its history when it is away, half-way through, or says no. */
@SuppressWarnings("NullAway.Init") // started before each
class InfluxOutageTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final TimeRange THE_DAY =
      new TimeRange(TEN.minus(Duration.ofHours(10)), TEN.plus(Duration.ofHours(14)));
  private static final SeriesField TEMPERATURE =
      new SeriesField("conditions", "barn", "temperature");

  @TempDir Path folder;
  private InfluxServer server;
  private InfluxSeriesStore store;

  @BeforeEach
  void start() {
    server = InfluxServer.start(folder.resolve("influx"));
    store = storeOn(server);
  }

  @AfterEach
  void stop() {
    if (store != null) {
      store.close();
      server.close();
    }
  }

  @Test
  void a_server_that_is_away_fails_what_is_written_and_has_it_once_when_it_is_back() {
    await(store.write(points(1, 50)));
    server.stop();

    assertThrows(RuntimeException.class, () -> await(store.write(points(26, 100))));
    assertThrows(RuntimeException.class, () -> await(store.answers()));
    server.comeBack();
    await(store.write(points(26, 100)));

    assertTrue(await(store.answers()).contains("InfluxDB 1.6.7"), await(store.answers()));
    assertEquals(100, await(store.samples("conditions", "barn", THE_DAY, 1_000)).size());
    assertEquals(100, sum(Step.HOUR));
  }

  @Test
  void a_hub_starts_while_its_server_is_away() {
    server.stop();
    try (InfluxSeriesStore early = storeOn(server)) {
      assertThrows(RuntimeException.class, () -> await(early.latest("conditions")));

      server.comeBack();

      assertEquals(List.of(), await(early.write(points(1, 3))));
      assertEquals(1, await(early.latest("conditions")).size());
    }
  }

  /** The samples were written, the hub died before their sums: the batch comes again. */
  @Test
  void sums_that_were_never_written_are_made_good_by_the_batch_that_comes_again() {
    try (InfluxConnection influx = new InfluxConnection(server.config("anima"))) {
      await(store.answers());
      await(store.latest("conditions"));
      influx.greet();
      Places places = new Places();
      influx.write(
          Shelf.SAMPLES,
          points(1, 60).stream()
              .map(it -> InfluxLayout.line(places.place(it).orElseThrow()))
              .toList());
    }
    assertEquals(0, sum(Step.MINUTE));

    await(store.write(points(1, 60)));

    assertEquals(60, sum(Step.MINUTE));
    assertEquals(60, sum(Step.QUARTER));
    assertEquals(60, sum(Step.HOUR));
  }

  @Test
  void a_field_that_is_of_another_kind_there_refuses_its_own_point_and_no_other() {
    try (InfluxConnection influx = new InfluxConnection(server.config("anima"))) {
      await(store.latest("conditions"));
      influx.greet();
      influx.write(
          Shelf.SAMPLES,
          List.of("conditions,subject=x,station=x ammonia=\"text\" " + InfluxQl.nanos(TEN)));
    }
    List<Point> points = new ArrayList<>(points(1, 5_000));
    points.set(1_234, point(1_235, Map.of("temperature", 20.0, "ammonia", 3.0)));

    List<Refused> refused = await(store.write(points));

    assertEquals(List.of(points.get(1_234)), refused.stream().map(Refused::point).toList());
    assertTrue(refused.get(0).detail().contains("field type conflict"), refused.toString());
    assertEquals(4_999, await(store.samples("conditions", "barn", THE_DAY, 10_000)).size());
    assertEquals(4_999, sum(Step.HOUR));
  }

  @Test
  void texts_with_quotes_and_commas_are_texts() {
    String odd = "l'étable, n°1=\\ \"haut\"";
    Point point =
        new Point(
            "conditions",
            odd,
            TEN,
            TEN,
            new Point.Identity("pi", 1, 1),
            true,
            Map.of("temperature", 1.5));

    await(store.write(List.of(point)));
    await(store.write(List.of(point)));

    assertEquals(1, await(store.samples("conditions", odd, THE_DAY, 10)).size());
    assertEquals(
        1,
        await(store.buckets(new SeriesField("conditions", odd, "temperature"), THE_DAY, Step.HOUR))
            .get(0)
            .count());
  }

  private long sum(Step step) {
    return await(store.buckets(TEMPERATURE, THE_DAY, step)).stream().mapToLong(Bucket::count).sum();
  }

  private static InfluxSeriesStore storeOn(InfluxServer server) {
    return new InfluxSeriesStore(
        TestDatabase.vertx(),
        server.config("anima"),
        TestRules.at(TestRules.NOW),
        TestRules.keepingAll(TestRules.NOW).retention());
  }

  private static List<Point> points(int from, int until) {
    List<Point> points = new ArrayList<>();
    for (int i = from; i <= until; i++) {
      points.add(point(i, Map.of("temperature", (double) i)));
    }
    return points;
  }

  private static Point point(int sequence, Map<String, Double> fields) {
    Instant at = TEN.plusMillis(250L * sequence);
    return new Point(
        "conditions", "barn", at, at, new Point.Identity("pi", 1, sequence), false, fields);
  }
}
