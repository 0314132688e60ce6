package fr.anima.hub.stations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.LostRange;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise E3 on the hub: what a station lost is kept as ranges, however often it is told. */
class LossStoreTest {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final StationId BARN = new StationId("goat-barn");
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final LossStore losses = new LossStore(DATABASE);
  private long sequence;

  @BeforeEach
  void empty() {
    await(DATABASE.client().query("delete from station_loss").execute());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  private static LostRange quota(long from, long to) {
    return new LostRange(
        "spool-quota",
        "telemetry",
        to - from + 1,
        Optional.of(new LostRange.Place(7, from)),
        Optional.of(new LostRange.Place(7, to)));
  }

  private LogRecord<Arrival> beat(StationId station, Instant at, LostRange... lost) {
    Stamp stamp = new Stamp(station, 7, ++sequence, at, ClockQuality.SYNCED);
    Heartbeat heartbeat =
        new Heartbeat(stamp, "0.1.0", 60, 0, 0, Map.of(), Map.of(), "", List.of(lost));
    return new LogRecord<>(
        Topics.HEARTBEATS, station.value(), new Arrival("barn", heartbeat), at, 0, sequence);
  }

  private List<JsonObject> newest(StationId station) {
    return await(losses.newest()).getOrDefault(station, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void a_range_that_grows_stays_one_and_every_heartbeat_of_a_batch_counts() {
    await(
        losses.project(
            List.of(
                beat(BARN, TEN, quota(1, 100)),
                beat(BARN, TEN.plusSeconds(60)),
                beat(BARN, TEN.plusSeconds(120), quota(1, 180), quota(9_000, 9_000)),
                beat(BARN, TEN.plusSeconds(180), quota(1, 180)))));

    assertEquals(
        List.of(
            "{\"name\":\"spool-quota\",\"rank\":\"telemetry\",\"records\":1,"
                + "\"toldAt\":\"2026-11-23T10:02:00Z\","
                + "\"from\":{\"boot\":7,\"sequence\":9000},\"to\":{\"boot\":7,\"sequence\":9000}}",
            "{\"name\":\"spool-quota\",\"rank\":\"telemetry\",\"records\":180,"
                + "\"toldAt\":\"2026-11-23T10:02:00Z\","
                + "\"from\":{\"boot\":7,\"sequence\":1},\"to\":{\"boot\":7,\"sequence\":180}}"),
        newest(BARN).stream().map(JsonObject::encode).toList());
  }

  @Test
  void an_older_heartbeat_that_comes_late_or_twice_changes_nothing() {
    LogRecord<Arrival> late = beat(BARN, TEN, quota(1, 100));
    await(losses.project(List.of(beat(BARN, TEN.plusSeconds(60), quota(1, 180)))));

    await(losses.project(List.of(late)));
    await(losses.project(List.of(late)));

    assertEquals(List.of(180), newest(BARN).stream().map(it -> it.getInteger("records")).toList());
  }

  @Test
  void the_latest_five_of_each_station_are_shown_also_without_a_begin_or_an_end() {
    StationId other = new StationId("rue-royale");
    for (int day = 1; day <= 8; day++) {
      Instant at = TEN.plusSeconds(86_400L * day);
      await(losses.project(List.of(beat(BARN, at, quota(day * 1_000L, day * 1_000L + day)))));
    }
    LostRange torn = new LostRange("spool-torn", "alarm", 1, Optional.empty(), Optional.empty());
    await(losses.project(List.of(beat(other, TEN, torn))));

    assertEquals(
        List.of(9, 8, 7, 6, 5), newest(BARN).stream().map(it -> it.getInteger("records")).toList());
    assertEquals(
        "{\"name\":\"spool-torn\",\"rank\":\"alarm\",\"records\":1,"
            + "\"toldAt\":\"2026-11-23T10:00:00Z\"}",
        newest(other).get(0).encode());
  }
}
