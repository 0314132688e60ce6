package fr.anima.hub.animals.care;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.live.Channel;
import fr.anima.hub.orders.MovableClock;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While an enclosure is cleaned, over the real tables. */
class CleaningRoutesTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final AtomicInteger BARNS = new AtomicInteger();
  private static final Viewer ANNE = Ask.person("Anne", Role.KEEPER);

  private final MovableClock clock = new MovableClock(TEN.toString());
  private final Logged outbox = new Logged();
  private final AlertStore alerts = new AlertStore(DATABASE, outbox);
  private final Ask ask = new Ask(new CareRoutes(alerts, clock)).as(ANNE);
  private final String barn = "barn-" + BARNS.incrementAndGet();
  private final String cleaning = new UUID(5, BARNS.get()).toString();

  @BeforeEach
  void build_a_barn() {
    await(
        DATABASE
            .client()
            .query("insert into enclosure values ('%s', 'Barn', '{}', '{}')".formatted(barn))
            .execute());
  }

  @Test
  void what_begins_meanwhile_is_kept_quiet_and_rings_once_at_the_end_if_it_lasts() {
    start(Duration.ofHours(1));
    Rung hot = begin(TEN.plusSeconds(60));

    JsonObject quiet = listed(hot).getJsonObject("quiet");
    clock.pass(Duration.ofHours(3));
    await(new DueStore(DATABASE, outbox, clock).look());
    await(new DueStore(DATABASE, outbox, clock).look());

    assertEquals("cleaning", quiet.getString("why"));
    assertEquals("Anne", quiet.getString("by"));
    assertFalse(listed(hot).containsKey("quiet"));
    assertEquals(List.of("quieted", "rang-again"), history(hot));
    assertEquals(2, outbox.events(Alert.class).size());
    assertEquals(2, outbox.events(Cleaning.class).size());
    assertEquals(List.of(), underWay());
  }

  @Test
  void what_was_over_before_the_end_is_recorded_and_asks_for_nobody() {
    start(Duration.ofHours(1));
    Rung hot = begin(TEN.plusSeconds(60));

    signal(hot.cleared());
    clock.pass(Duration.ofHours(3));
    await(new DueStore(DATABASE, outbox, clock).look());

    JsonObject over = all(hot);
    assertEquals("cleaning", over.getJsonObject("quiet").getString("why"));
    assertTrue(over.containsKey("closedAt"), "although it was an emergency");
  }

  @Test
  void what_began_before_or_elsewhere_rings() {
    start(Duration.ofHours(1));

    assertFalse(listed(begin(TEN.minusSeconds(1))).containsKey("quiet"));
    Rung elsewhere = Rung.urgent("elsewhere", TEN.plusSeconds(60));
    signal(elsewhere.raised());
    assertFalse(listed(elsewhere).containsKey("quiet"));
  }

  @Test
  void one_tap_ends_it_early_and_what_lasts_rings_at_once() {
    start(Duration.ofHours(2));
    Rung hot = begin(TEN.plusSeconds(60));
    clock.pass(Duration.ofMinutes(10));

    JsonObject ended = ask.read("endCleaning", Map.of("cleaning", cleaning));
    JsonObject again = ask.read("endCleaning", Map.of("cleaning", cleaning));
    await(new DueStore(DATABASE, outbox, clock).look());

    assertEquals(clock.instant().toString(), ended.getString("endedAt"));
    assertEquals(ended, again);
    assertFalse(listed(hot).containsKey("quiet"));
  }

  @Test
  void what_gets_worse_while_somebody_is_there_stays_quiet() {
    start(Duration.ofHours(1));
    Rung warm = Rung.in(barn, Severity.ALERTE, TEN.plusSeconds(60));
    signal(warm.raised());

    signal(warm.worse());

    assertTrue(listed(warm).containsKey("quiet"));
  }

  @Test
  void it_starts_once_survives_restarts_and_the_first_of_an_enclosure_stands() {
    JsonObject first = start(Duration.ofHours(1));
    JsonObject again = start(Duration.ofHours(1));
    Answer second =
        ask.ask(
            "startCleaning",
            Map.of("cleaning", new UUID(6, BARNS.get()).toString()),
            form(Duration.ofHours(1)));

    assertEquals(first, again);
    assertEquals(409, second.status());
    assertEquals("Anne", new JsonObject(second.body()).getJsonObject("current").getString("by"));
    assertEquals(List.of(cleaning), underWay());
  }

  @Test
  void too_long_too_late_or_nowhere_is_refused() {
    assertEquals(400, refused(form(Duration.ofHours(2).plusSeconds(1))));
    assertEquals(400, refused(form(Duration.ZERO)));
    assertEquals(400, refused(form(Duration.ofHours(1)).put("reason", "  ")));
    assertEquals(404, refused(form(Duration.ofHours(1)).put("enclosure", "nowhere")));
    assertEquals(
        404, ask.ask("endCleaning", Map.of("cleaning", new UUID(9, 9).toString())).status());
  }

  @Test
  @SuppressWarnings("unchecked") // what the channel watches is known
  void the_stream_tells_of_it_as_the_contract_says() {
    start(Duration.ofHours(1));
    Channel.Watch<Cleaning> watch =
        (Channel.Watch<Cleaning>) new AlertChannel(alerts).watches().get(1);
    Cleaning begun = outbox.events(Cleaning.class).get(0);

    Contract.demands(
        "LiveMessage",
        watch.change().apply(Logged.record(Cleaning.TOPIC, barn, begun, TEN)).get(0).body());
  }

  private JsonObject start(Duration length) {
    return ask.read("startCleaning", Map.of("cleaning", cleaning), form(length));
  }

  private int refused(JsonObject form) {
    return ask.ask("startCleaning", Map.of("cleaning", cleaning), form).status();
  }

  private JsonObject form(Duration length) {
    return new JsonObject()
        .put("enclosure", barn)
        .put("at", clock.instant().toString())
        .put("until", clock.instant().plus(length).toString())
        .put("reason", "grand nettoyage");
  }

  private Rung begin(Instant at) {
    Rung hot = Rung.in(barn, Severity.URGENCE, at);
    signal(hot.raised());
    return hot;
  }

  private void signal(LogRecord<AlertSignal> signal) {
    await(alerts.project(List.of(signal)));
  }

  private List<String> underWay() {
    return await(alerts.beingCleaned()).stream()
        .filter(it -> it.enclosure().equals(barn))
        .map(it -> it.id().toString())
        .toList();
  }

  private JsonObject listed(Rung of) {
    return find(of, "open");
  }

  private JsonObject all(Rung of) {
    return find(of, "all");
  }

  private JsonObject find(Rung of, String state) {
    return ask.read("listAlerts", Map.of("state", state)).getJsonArray("alerts").stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("id").equals(of.id().toString()))
        .findFirst()
        .orElseThrow();
  }

  private List<String> history(Rung of) {
    JsonArray deeds =
        ask.read("listAlertDeeds", Map.of("alert", of.id().toString())).getJsonArray("deeds");
    return deeds.stream().map(JsonObject.class::cast).map(it -> it.getString("what")).toList();
  }
}
