package fr.anima.hub.bikes;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.postgres.PostgresSeriesStore;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.live.LiveMessage.Coalesced;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BikesRoutesTest {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Viewer ADMIN = Ask.person("Nadia", Role.ADMIN);
  private static final Viewer DISPATCHER = Ask.person("Sarah", Role.DISPATCHER);
  private static final Bikes.Pairings PAIRINGS =
      () -> Future.succeededFuture(Map.of("bike-1", "Karim"));

  private final BikeStore store = new BikeStore(DATABASE);

  private final SeriesStore history = new PostgresSeriesStore(DATABASE, TestRules.at(TEN));
  private final Ask ask =
      new Ask(new BikesRoutes(store, PAIRINGS, history, InstantSource.fixed(TEN)));

  @BeforeEach
  void describe() {
    ask.as(ADMIN);
    for (String bike : List.of("bike-1", "bike-2", "bike-3")) {
      JsonObject form = new JsonObject().put("name", "Vélo " + bike).put("expectedEverySeconds", 5);
      assertEquals(204, ask.ask("putBike", Map.of("bike", bike), form).status());
    }
    ask.as(DISPATCHER);
  }

  @Test
  void a_bike_that_was_never_heard_has_no_position() {
    JsonObject bike = bike("bike-3");

    assertFalse(bike.containsKey("position"));
    assertFalse(bike.containsKey("courier"));
    assertEquals("unknown", bike.getString("motion"));
  }

  @Test
  void the_last_fix_is_the_newest_measured_in_whatever_order_and_batches_they_come() {
    List<LogRecord<Arrival>> fixes = fixes("bike-1", 200);
    Collections.shuffle(fixes, new Random(7));

    for (int i = 0; i < fixes.size(); i += 37) {
      List<LogRecord<Arrival>> batch = fixes.subList(i, Math.min(i + 37, fixes.size()));
      await(store.lastFixes().project(batch));
      await(store.lastFixes().project(batch));
    }

    JsonObject bike = bike("bike-1");
    assertEquals("2026-11-23T10:16:40Z", bike.getJsonObject("position").getString("measuredAt"));
    assertEquals(50.0 + 0.2, bike.getJsonObject("position").getDouble("latitude"), 1e-12);
    assertEquals("Karim", bike.getString("courier"));
    Bikes.Whereabouts found = await(store.find("bike-1")).orElseThrow();
    assertEquals(TEN.plusSeconds(1000), found.last().orElseThrow().measuredAt());
  }

  @Test
  void a_motion_older_than_the_one_that_is_known_is_ignored() {
    await(project(store.motions(), motion(Motion.Kind.STANDING, 100, 220)));
    await(project(store.motions(), motion(Motion.Kind.MOVING, 10, 20)));

    JsonObject bike = bike("bike-2");
    assertEquals("standing", bike.getString("motion"));
    assertEquals("2026-11-23T10:01:40Z", bike.getString("motionSince"));
  }

  @Test
  void a_track_has_every_fix_once_in_the_order_of_measurement() {
    List<LogRecord<Arrival>> fixes = fixes("bike-2", 300);
    Collections.shuffle(fixes, new Random(3));
    PositionSeries series = new PositionSeries();
    fixes.forEach(it -> await(history.write(series.points(it))));
    fixes.forEach(it -> await(history.write(series.points(it))));

    JsonArray track =
        ask.read(
                "getTrack",
                Map.of(
                    "bike",
                    "bike-2",
                    "from",
                    "2026-11-23T10:00:00Z",
                    "until",
                    "2026-11-23T10:25:00+00:00"))
            .getJsonArray("positions");

    assertEquals(299, track.size());
    for (int i = 0; i < track.size(); i++) {
      JsonObject fix = track.getJsonObject(i);
      assertEquals(TEN.plusSeconds(5L * (i + 1)).toString(), fix.getString("measuredAt"));
      assertEquals(50.0 + (i + 1) * 0.001, fix.getDouble("latitude"), 1e-12);
      assertFalse(fix.containsKey("speedMetresPerSecond"));
    }
  }

  @Test
  void a_track_of_nobody_or_backwards_is_refused() {
    Map<String, String> nobody =
        Map.of("bike", "bike-9", "from", TEN.toString(), "until", TEN.toString());
    Map<String, String> backwards =
        Map.of("bike", "bike-1", "from", TEN.toString(), "until", "2026-11-22T10:00:00Z");

    assertEquals(404, ask.ask("getTrack", nobody).status());
    assertEquals(400, ask.ask("getTrack", backwards).status());
  }

  @Test
  void a_courier_sees_bikes_but_no_tracks() {
    ask.as(Ask.person("Karim", Role.COURIER));
    ask.read("listBikes", Map.of());

    Map<String, String> track =
        Map.of("bike", "bike-1", "from", TEN.toString(), "until", TEN.toString());
    assertThrows(AssertionError.class, () -> ask.ask("getTrack", track));
  }

  @Test
  @SuppressWarnings("unchecked") // the channel's first watch is of raw fixes, its second of motions
  void the_channel_says_what_the_contract_says() {
    BikeChannel channel = new BikeChannel(store, PAIRINGS);
    Channel.Watch<Arrival> fixes = (Channel.Watch<Arrival>) channel.watches().get(0);
    Channel.Watch<Motion> motions = (Channel.Watch<Motion>) channel.watches().get(1);

    await(channel.snapshot(DISPATCHER)).forEach(it -> Contract.demands("Bike", it));
    LiveMessage fix = fixes.change().apply(fixes("bike-1", 1).get(0)).get(0);
    LiveMessage turn = motions.change().apply(motion(Motion.Kind.MOVING, 10, 20)).get(0);

    Contract.demands("LiveMessage", fix.body());
    Contract.demands("LiveMessage", turn.body());
    assertEquals(Optional.of("position/bike-1"), fix.coalesce().map(Coalesced::key));
    assertEquals("moving", turn.body().getString("motion"));
  }

  @SuppressWarnings("unchecked") // the projection of motions reads motions
  private static Future<Void> project(Projection<?> projection, LogRecord<Motion> record) {
    return ((Projection<Motion>) projection).project(List.of(record));
  }

  private static LogRecord<Motion> motion(Motion.Kind kind, int since, int judged) {
    Motion motion = new Motion("bike-2", kind, TEN.plusSeconds(since), TEN.plusSeconds(judged));
    return Logged.record(Motion.TOPIC, "bike-2", motion, TEN);
  }

  private static List<LogRecord<Arrival>> fixes(String bike, int count) {
    List<LogRecord<Arrival>> fixes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Said said = Said.by("gps-" + bike).number(i).at(TEN.plusSeconds(5L * i));
      fixes.add(Logged.arrival(bike, said.fix(50.0 + i * 0.001, 1.85), TEN.plusSeconds(9000)));
    }
    return fixes;
  }

  private JsonObject bike(String id) {
    JsonArray all = ask.read("listBikes", Map.of()).getJsonArray("bikes");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }
}
