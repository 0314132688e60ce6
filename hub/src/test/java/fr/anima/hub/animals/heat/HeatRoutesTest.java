package fr.anima.hub.animals.heat;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeatRoutesTest {
  private static final Instant TEN = Instant.parse("2026-07-23T10:00:30Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Map<String, String> BARN = Map.of("enclosure", "barn");

  private final Logged outbox = new Logged();
  private Instant now = TEN;
  private final InMemorySeriesStore history =
      new InMemorySeriesStore(TestRules.at(TEN.plusSeconds(7_200)));

  @BeforeAll
  static void build() {
    await(
        DATABASE
            .client()
            .query(
                "insert into enclosure values"
                    + " ('barn', 'Étable', '{}', '{\"temperature\": 60, \"humidity\": 60}')")
            .execute());
  }

  @Test
  void the_index_is_kept_by_the_minute_shown_with_its_age_and_calls_once() {
    HeatRoutes routes = start();
    Ask ask = new Ask(routes).as(Ask.person("Anne", Role.KEEPER));
    JsonObject watch = new JsonObject().put("threshold", 72).put("hours", 0.25);
    assertEquals(204, ask.ask("watchHeat", BARN, new JsonObject().put("watch", watch)).status());
    for (int minute = 0; minute < 20; minute++) {
      now = TEN.plusSeconds(60L * minute);
      measured(minute, 30, 60);
      await(start().look());
      alertsHear();
      await(routes.look());
      alertsHear();
    }

    JsonObject heat = ask.read("getHeat", BARN);
    Contract.demands("Heat", heat);
    assertEquals("thi-noaa-1976", heat.getString("formula"));
    assertEquals(HeatIndex.thi(30, 60), heat.getDouble("value"));
    assertEquals(now.minusSeconds(5).toString(), heat.getString("measuredAt"));
    assertEquals(20 / 60.0, heat.getDouble("hoursOfHeat"));
    assertEquals(20, kept(), "twice a minute is once");
    List<AlertSignal> told = outbox.events(AlertSignal.class);
    assertEquals(1, told.size(), "by a hub that is started again every minute");

    now = now.plusSeconds(600);
    await(routes.look());
    JsonObject stale = ask.read("getHeat", BARN);
    Contract.demands("Heat", stale);
    assertEquals("stale", stale.getString("absent"));
    assertFalse(stale.containsKey("value"));
    assertEquals(20, kept(), "none of stale values");

    ask.ask("watchHeat", BARN, new JsonObject());
    await(routes.look());
    assertEquals(2, outbox.events(AlertSignal.class).size(), "no longer watched, so over");
    assertEquals(404, ask.ask("getHeat", Map.of("enclosure", "moon")).status());
  }

  private HeatRoutes start() {
    return new HeatRoutes(DATABASE, outbox, history, ZoneId.of("Europe/Paris"), () -> now);
  }

  private void alertsHear() {
    AlertStore alerts = new AlertStore(DATABASE, new Logged());
    outbox
        .events(AlertSignal.class)
        .forEach(
            it ->
                await(alerts.project(List.of(Logged.record(AlertSignal.TOPIC, "barn", it, now)))));
  }

  private int kept() {
    return await(
            history.samples(
                "heat", "barn", new TimeRange(TEN.minusSeconds(600), now.plusSeconds(1)), 100))
        .size();
  }

  private void measured(int number, double celsius, double percent) {
    Instant at = now.minusSeconds(5);
    await(
        history.write(
            List.of(
                new Point(
                    "conditions",
                    "barn",
                    at,
                    at,
                    new Point.Identity("pi-1", 1, number),
                    false,
                    Map.of("temperature", celsius, "humidity", percent)))));
  }
}
