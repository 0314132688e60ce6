package fr.anima.hub.bench;

import fr.anima.hub.animals.PreviewRoutes;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.influx.InfluxSeriesStore;
import fr.anima.hub.history.influx.InfluxServer;
import fr.anima.hub.history.postgres.PostgresSeriesStore;
import fr.anima.hub.people.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * How fast history is written and answers, on PostgreSQL as the hub starts it and on Debian's
 * InfluxDB: a line per figure, {@code what;figure}. Asked by {@code deploy/bench queries}.
 */
public final class HistoryBench {
  private static final Instant YEAR = Instant.parse("2025-11-23T00:00:00Z");
  private static final Instant NOW = YEAR.plus(Duration.ofDays(365));
  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final int MINUTES = 525_600;
  private static final int BATCH = 2_000;
  private static final int WARM_UPS = 10;
  private static final int ROUNDS = 100;

  private final String name;
  private final SeriesStore store;

  private HistoryBench(String name, SeriesStore store) {
    this.name = name;
    this.store = store;
  }

  /** Arguments: how many seconds to write for, and an empty folder for InfluxDB. */
  public static void main(String[] arguments) throws Exception {
    int seconds = Integer.parseInt(arguments[0]);
    HistoryRules rules = TestRules.keepingAll(NOW);
    Database database = TestDatabase.fresh();
    new HistoryBench("PostgreSQL", new PostgresSeriesStore(database, rules)).measure(seconds);
    try (InfluxServer server = InfluxServer.start(Path.of(arguments[1]));
        InfluxSeriesStore influx =
            new InfluxSeriesStore(TestDatabase.vertx(), server.config("anima"), rules)) {
      new HistoryBench("InfluxDB 1.6.7", influx).measure(seconds);
    }
    System.exit(0);
  }

  private void measure(int seconds) throws Exception {
    write("live readings, 200 stations, 3 values", seconds, this::live);
    write("backlog of 1 Hz, 3 values", seconds, this::backlog);
    write("positions, 40 bikes, 6 values", seconds, this::positions);
    fill();
    SeriesField field = new SeriesField("conditions", "year", "temperature");
    TimeRange range = new TimeRange(YEAR, NOW);
    time(
        "a year of minutes in 1,000 points",
        () -> await(store.downsampled(field, range, 1_000)).size());
    time(
        "20 counters, a year, hourly",
        () ->
            await(store.totals("counter", range, Step.HOUR)).values().stream()
                .mapToInt(List::size)
                .sum());
    time(
        "20 counters, a year, daily",
        () ->
            await(store.totals("counter", range, Step.DAY)).values().stream()
                .mapToInt(List::size)
                .sum());
    List<Bucket> minutes = await(store.buckets(field, range, Step.MINUTE));
    if (minutes.size() != MINUTES) {
      throw new AssertionError(minutes.size() + " minutes were kept");
    }
    for (int everySeconds : List.of(10, 5)) {
      fillFortnight(everySeconds);
      time(
          "limits tried on a fortnight of a reading every %d s".formatted(everySeconds),
          () -> alertsForeseen(everySeconds));
    }
  }

  /** Every half hour it is warm for twenty minutes. */
  private void fillFortnight(int everySeconds) throws Exception {
    List<Point> points = new ArrayList<>();
    Instant from = NOW.minus(FORTNIGHT);
    for (int i = 0; i < FORTNIGHT.toSeconds() / everySeconds; i++) {
      double value = i * everySeconds / 60 % 30 < 20 ? 29 : 20;
      Instant at = from.plusSeconds((long) i * everySeconds);
      points.add(point("conditions", shed(everySeconds), i + 1, at, Map.of("temperature", value)));
    }
    write(points, 5_000);
  }

  private int alertsForeseen(int everySeconds) {
    JsonObject limit =
        new JsonObject()
            .put("quantity", "temperature")
            .put("side", "above")
            .put("raiseAt", 28)
            .put("clearAt", 27)
            .put("raiseAfterSeconds", 600)
            .put("clearAfterSeconds", 60)
            .put("severity", "alerte");
    JsonObject form =
        new JsonObject()
            .put("name", "Abri")
            .put("species", new JsonArray())
            .put("limits", new JsonArray().add(limit))
            .put("expectedEverySeconds", new JsonObject().put("temperature", everySeconds));
    return new Ask(new PreviewRoutes(store, InstantSource.fixed(NOW), ZoneOffset.UTC))
        .as(Ask.person("Anne", Role.KEEPER))
        .read("previewEnclosure", Map.of("enclosure", shed(everySeconds)), form)
        .getJsonArray("sides")
        .getJsonObject(0)
        .getInteger("alerts");
  }

  private static String shed(int everySeconds) {
    return "shed-" + everySeconds;
  }

  /** One minute-value a minute for a year, and 20 counters that count every hour. */
  private void fill() throws Exception {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < MINUTES; i++) {
      double value = 15 + 10 * Math.sin(i / 229.0);
      points.add(
          point(
              "conditions",
              "year",
              i + 1,
              YEAR.plusSeconds(60L * i),
              Map.of("temperature", value)));
    }
    write(points, 5_000);
    points.clear();
    for (int hour = 0; hour < MINUTES / 60; hour++) {
      for (int counter = 0; counter < 20; counter++) {
        points.add(
            point(
                "counter",
                "counter-" + counter,
                hour + 1,
                YEAR.plusSeconds(3600L * hour),
                Map.of("in", (double) (hour * 7 % 211))));
      }
    }
    // A day at a time, so that the counters lie among each other as they do when they count.
    write(points, 24 * 20);
  }

  private void write(List<Point> points, int batch) throws Exception {
    for (int from = 0; from < points.size(); from += batch) {
      await(store.write(points.subList(from, Math.min(from + batch, points.size()))));
    }
  }

  private interface Batch {
    List<Point> of(int number);
  }

  private void write(String what, int seconds, Batch batch) throws Exception {
    for (int warm = 0; warm < 10; warm++) {
      await(store.write(batch.of(warm)));
    }
    long begin = System.nanoTime();
    int written = 0;
    int number = 10;
    while (System.nanoTime() - begin < seconds * 1_000_000_000L) {
      await(store.write(batch.of(number++)));
      written += BATCH;
    }
    double rate = written * 1e9 / (System.nanoTime() - begin);
    System.out.printf("%s, written: %s;%.0f messages/s%n", name, what, rate);
  }

  private List<Point> live(int number) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int tick = number * 10 + i / 200;
      points.add(
          point("live", "live-" + i % 200, tick + 1, NOW.minusSeconds(86_400 - tick), climate(i)));
    }
    return points;
  }

  private List<Point> backlog(int number) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int tick = number * BATCH + i;
      points.add(
          point("backlog", "backlog", tick + 1, NOW.minusSeconds(5_000_000 - tick), climate(i)));
    }
    return points;
  }

  private List<Point> positions(int number) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      int tick = number * 50 + i / 40;
      points.add(
          point(
              "position",
              "bike-" + i % 40,
              tick + 1,
              NOW.minusSeconds(500_000 - tick),
              Map.of(
                  "latitude",
                  50.9 + i * 1e-6,
                  "longitude",
                  1.8,
                  "altitude",
                  4.0,
                  "speed",
                  5.0,
                  "course",
                  90.0,
                  "hdop",
                  1.1)));
    }
    return points;
  }

  private static Map<String, Double> climate(int i) {
    return Map.of(
        "temperature", 20.0 + i % 7, "humidity", 60.0 + i % 11, "pressure", 1013.0 + i % 3);
  }

  private static Point point(
      String measurement, String subject, long sequence, Instant at, Map<String, Double> fields) {
    return new Point(
        measurement,
        subject,
        at,
        at.plusMillis(20),
        new Point.Identity("pi-" + subject, 1, sequence),
        false,
        fields);
  }

  private void time(String what, Callable<Integer> question) throws Exception {
    double[] millis = new double[ROUNDS];
    int rows = 0;
    for (int round = -WARM_UPS; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      rows = question.call();
      if (round >= 0) {
        millis[round] = (System.nanoTime() - begin) / 1e6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        "%s, asked: %s;%.0f ms median, %.0f ms p99 of %d, %d rows%n",
        name, what, millis[ROUNDS / 2], millis[ROUNDS * 99 / 100 - 1], ROUNDS, rows);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(60, TimeUnit.SECONDS);
  }
}
