package fr.anima.hub.history.postgres;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.PostgresPool;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryPartitionsTest {
  private static final Instant MARCH = Instant.parse("2026-03-02T10:00:00Z");
  private static final TimeRange ALWAYS =
      new TimeRange(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2028-01-01T00:00:00Z"));

  private Instant now = MARCH.plus(Duration.ofDays(20));
  private final HistoryRules rules = TestRules.at(() -> now);

  @Test
  void what_is_over_its_time_is_dropped_as_a_table_and_its_sums_stay_their_own_time() {
    Database database = TestDatabase.fresh();
    SeriesStore store = new PostgresSeriesStore(database, rules);
    await(store.write(List.of(reading(1, MARCH), reading(2, MARCH.plus(Duration.ofDays(19))))));
    await(store.write(List.of(position(3, MARCH))));
    assertEquals(2, rows(database, "history_sample"));

    now = MARCH.plus(Duration.ofDays(40));
    List<String> positions = await(store.forget());
    now = MARCH.plus(Duration.ofDays(100));
    List<String> samples = await(store.forget());
    now = MARCH.plus(Duration.ofDays(500));
    List<String> minutes = await(store.forget());

    assertEquals(List.of("history_position_20260302"), positions);
    assertEquals(List.of("history_sample_20260302"), samples);
    assertTrue(minutes.contains("history_minute_20260301"), minutes.toString());
    assertEquals(0, rows(database, "history_position"));
    assertEquals(Map.of(), await(store.latest("position")));
    SeriesField field = new SeriesField("conditions", "barn", "temperature");
    assertEquals(0, await(store.buckets(field, ALWAYS, Step.MINUTE)).size());
    assertEquals(2, await(store.buckets(field, ALWAYS, Step.HOUR)).size());
  }

  @Test
  void where_room_is_short_samples_go_before_their_time_and_nothing_else_does() {
    Database database = TestDatabase.fresh();
    SeriesStore store = new PostgresSeriesStore(database, rules);
    await(store.write(List.of(reading(1, MARCH), reading(2, MARCH.plus(Duration.ofDays(19))))));
    await(store.write(List.of(position(3, MARCH))));

    now = MARCH.plus(Duration.ofDays(20));

    assertEquals(List.of("history_sample_20260302"), await(store.forget(Duration.ofDays(7))));
  }

  @Test
  void a_position_is_not_shown_once_it_is_over_even_before_its_table_goes() {
    SeriesStore store = new PostgresSeriesStore(TestDatabase.fresh(), rules);
    now = MARCH.plus(Duration.ofDays(29));
    await(store.write(List.of(position(3, MARCH))));

    now = MARCH.plus(Duration.ofDays(30)).plusSeconds(1);

    assertEquals(List.of(), await(store.samples("position", "rider", ALWAYS, 10)));
    assertEquals(Map.of(), await(store.latest("position")));
  }

  @Test
  void what_was_kept_before_there_were_partitions_is_carried_over() throws IOException {
    Pool pool = PostgresPool.open(TestDatabase.vertx(), TestDatabase.freshUri(), 1);
    Database database = new Database(pool);
    await(
        pool.query("drop table history_sample, history_position, history_bucket, history_latest")
            .execute());
    await(pool.query("drop table history_subject, history_field, history_source").execute());
    await(pool.query("drop function history_partition, history_forget").execute());
    await(pool.query(migration("V003__history.sql")).execute());
    await(pool.query(BEFORE).execute());

    await(pool.query(migration("V040__history_partitions.sql")).execute());

    SeriesStore store = new PostgresSeriesStore(database, rules);
    SeriesField field = new SeriesField("conditions", "barn", "temperature");
    assertEquals(2, await(store.samples("conditions", "barn", ALWAYS, 10)).size());
    assertEquals(1, await(store.samples("position", "rider", ALWAYS, 10)).size());
    assertEquals(
        List.of(new Bucket(Instant.parse("2026-03-02T10:00:00Z"), 2, 19, 21, 20)),
        await(store.buckets(field, ALWAYS, Step.HOUR)));
    assertEquals(Map.of(), await(store.totals("position", ALWAYS, Step.HOUR)));
    await(store.write(List.of(reading(3, MARCH.plusSeconds(61)))));
    assertEquals(3, await(store.buckets(field, ALWAYS, Step.HOUR)).get(0).count());
    await(pool.close());
  }

  private static final String BEFORE =
      """
      insert into history_subject (measurement, name) values ('conditions', 'barn'), ('position', 'rider');
      insert into history_field (name) values ('temperature'), ('latitude');
      insert into history_source (station, boot) values ('pi', 1);
      insert into history_sample values
        (1, '2026-03-02 10:00:00+00', 1, 1, '2026-03-02 10:00:01+00', false, '{1}', '{19}'),
        (1, '2026-03-02 10:00:30+00', 1, 2, '2026-03-02 10:00:31+00', false, '{1}', '{21}'),
        (2, '2026-03-02 10:00:30+00', 1, 9, '2026-03-02 10:00:31+00', false, '{2}', '{50.9}');
      insert into history_bucket values
        (1, 1, 60, '2026-03-02 10:00:00+00', 2, 19, 21, 40),
        (1, 1, 900, '2026-03-02 10:00:00+00', 2, 19, 21, 40),
        (1, 1, 3600, '2026-03-02 10:00:00+00', 2, 19, 21, 40),
        (2, 2, 3600, '2026-03-02 10:00:00+00', 1, 50.9, 50.9, 50.9);
      insert into history_latest values
        (1, 1, '2026-03-02 10:00:30+00', 1, 2, '2026-03-02 10:00:31+00', false, 21),
        (2, 2, '2026-03-02 10:00:30+00', 1, 9, '2026-03-02 10:00:31+00', false, 50.9);
      """;

  private static String migration(String name) throws IOException {
    try (InputStream sql = Database.class.getResourceAsStream(name)) {
      assertFalse(sql == null, name);
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static long rows(Database database, String table) {
    return await(database.client().query("select count(*) from " + table).execute())
        .iterator()
        .next()
        .getLong(0);
  }

  private static Point reading(int sequence, Instant at) {
    return new Point(
        "conditions",
        "barn",
        at,
        at,
        new Point.Identity("pi", 1, sequence),
        false,
        Map.of("temperature", 20.0));
  }

  private static Point position(int sequence, Instant at) {
    return new Point(
        "position",
        "rider",
        at,
        at,
        new Point.Identity("gps", 1, sequence),
        false,
        Map.of("latitude", 50.95, "longitude", 1.85));
  }
}
