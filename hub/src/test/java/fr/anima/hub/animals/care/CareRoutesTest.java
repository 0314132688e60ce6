package fr.anima.hub.animals.care;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people and the clock do to an alert, over the real tables. */
class CareRoutesTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Viewer ANNE = Ask.person("Anne", Role.KEEPER);
  private static final Viewer PAUL = Ask.person("Paul", Role.KEEPER);
  private static final Viewer NADIA = Ask.person("Nadia", Role.ADMIN);

  private final MovableClock clock = new MovableClock(TEN.toString());
  private final Logged outbox = new Logged();
  private final AlertStore alerts = new AlertStore(DATABASE, outbox);
  private final Ask ask = new Ask(new CareRoutes(alerts, clock)).as(ANNE);
  private final Rung hot = Rung.urgent("hot", TEN);
  private int deeds;

  @BeforeEach
  void begin_with_paul_and_one_emergency() {
    await(DATABASE.client().query("delete from alert").execute());
    await(
        DATABASE
            .client()
            .query(
                "insert into person (id, name, role, created_at) values ('%s', 'Paul', 'keeper', now())"
                        .formatted(PAUL.person())
                    + " on conflict do nothing")
            .execute());
    signal(hot.raised());
  }

  @Test
  void an_alert_goes_from_raised_to_taken_care_of_to_open_again() {
    JsonObject later = new JsonObject().put("at", TEN.plusSeconds(999).toString());

    JsonObject taken = ask.read("acknowledgeAlert", alert(), later);
    Answer second = ask.as(PAUL).ask("acknowledgeAlert", alert());
    Answer theirs = ask.ask("withdrawAcknowledgement", alert());
    JsonObject open = ask.as(ANNE).read("withdrawAcknowledgement", alert());

    assertEquals(TEN.toString(), taken.getString("acknowledgedAt"), "nobody acts in the future");
    assertEquals(409, second.status());
    assertEquals(
        "Anne", new JsonObject(second.body()).getJsonObject("current").getString("acknowledgedBy"));
    assertEquals(409, theirs.status());
    assertEquals("raised", open.getString("state"));
    assertEquals(List.of("taken by Anne", "released by Anne"), history());
  }

  @Test
  void an_admin_looks_but_only_a_keeper_takes_care() {
    ask.as(NADIA);

    assertEquals(1, listed("open").size());
    assertThrows(AssertionError.class, () -> ask.ask("acknowledgeAlert", alert()));
  }

  @Test
  void what_is_put_aside_says_until_when_by_whom_and_why_and_goes_once() {
    JsonObject shelf = shelf(Duration.ofHours(4));
    String id = id();

    JsonObject once = act(id, shelf);
    JsonObject again = act(id, shelf);

    JsonObject quiet = once.getJsonObject("quiet");
    assertEquals("shelved", quiet.getString("why"));
    assertEquals(TEN.plus(Duration.ofHours(4)).toString(), quiet.getString("until"));
    assertEquals("Anne", quiet.getString("by"));
    assertEquals("on attend la pièce", quiet.getString("reason"));
    assertEquals(once, again);
    assertEquals(List.of("shelved by Anne"), history());
    assertEquals(2, outbox.events(Alert.class).size());
  }

  @Test
  void a_shelf_ends_by_itself_also_when_the_hub_was_away_and_only_once() {
    act(id(), shelf(Duration.ofHours(1)));

    pass(Duration.ofMinutes(59));
    assertTrue(now().containsKey("quiet"));
    clock.pass(Duration.ofHours(5));
    DueStore restarted = new DueStore(DATABASE, outbox, clock);
    await(restarted.look());
    await(restarted.look());

    assertFalse(now().containsKey("quiet"));
    assertEquals(List.of("shelved by Anne", "rang-again by the hub"), history());
    assertEquals(3, outbox.events(Alert.class).size());
  }

  @Test
  void of_two_hubs_that_look_at_once_one_ends_a_shelf() {
    act(id(), shelf(Duration.ofHours(1)));
    clock.pass(Duration.ofHours(1));
    DueStore one = new DueStore(DATABASE, outbox, clock);
    DueStore other = new DueStore(DATABASE, outbox, clock);

    await(io.vertx.core.Future.all(one.look(), other.look()));

    assertEquals(3, outbox.events(Alert.class).size());
  }

  @Test
  void one_tap_ends_a_shelf_early() {
    act(id(), shelf(Duration.ofHours(4)));

    JsonObject now = act(id(), deed("unshelved"));

    assertFalse(now.containsKey("quiet"));
  }

  @Test
  void what_gets_worse_rings_at_once_although_it_was_put_aside() {
    Rung warm = Rung.warning("warm", TEN);
    signal(warm.raised());
    act(warm, id(), shelf(Duration.ofHours(4)));

    signal(warm.worse());

    JsonObject now = listed("open").getJsonObject(0);
    assertEquals("urgence", now.getString("severity"));
    assertFalse(now.containsKey("quiet"));
  }

  @Test
  void too_long_without_reason_or_too_late_is_refused_with_the_field() {
    assertEquals("/until", refused(400, shelf(Duration.ofHours(8).plusSeconds(1))));
    assertEquals("/words", refused(400, without(shelf(Duration.ofHours(1)), "words")));
    assertEquals("/until", refused(400, without(shelf(Duration.ofHours(1)), "until")));
    assertEquals("/until", refused(409, shelf(Duration.ZERO)));
    ask.as(NADIA);
    act(id(), shelf(Duration.ofDays(3)));
    assertEquals("/until", refused(400, shelf(Duration.ofDays(3).plusSeconds(1))));
  }

  @Test
  void settled_says_what_was_done_takes_care_and_leaves_the_alert_until_it_is_over() {
    JsonObject water = deed("settled").put("remedy", "water").put("words", "abreuvoir rempli");

    JsonObject settled = act(id(), water);
    signal(hot.cleared());

    assertEquals("acknowledged", settled.getString("state"));
    assertEquals("water", settled.getJsonObject("settled").getString("remedy"));
    assertEquals("abreuvoir rempli", settled.getJsonObject("settled").getString("note"));
    assertEquals(0, listed("open").size());
    assertEquals(TEN.toString(), listed("all").getJsonObject(0).getString("closedAt"));
  }

  @Test
  void what_is_latched_stays_listed_until_somebody_tells_what_they_found() {
    Rung open = Rung.latched("henhouse", TEN);
    signal(open.raised());
    signal(open.cleared());
    pass(Duration.ofDays(2));
    String id = open.id().toString();

    ask.read("acknowledgeAlert", Map.of("alert", id));
    JsonObject shut = deed("settled").put("remedy", "door");
    Answer silent = ask.ask("doToAlert", Map.of("alert", id, "deed", id()), shut);

    assertEquals("/words", new JsonObject(silent.body()).getString("field"));
    assertTrue(listed("open").getJsonObject(1).getBoolean("latched"));
    act(open, id(), shut.put("words", "six poules, toutes là"));
    assertEquals(1, listed("open").size());
  }

  @Test
  void what_was_done_while_it_lasted_is_kept_when_it_is_told_late_and_closes_nothing() {
    Rung open = Rung.latched("henhouse", TEN);
    JsonObject shut = deed("settled").put("remedy", "door");
    signal(open.raised());
    signal(open.cleared());
    pass(Duration.ofHours(1));

    JsonObject settled = act(open, id(), shut);

    assertEquals(TEN.toString(), settled.getJsonObject("settled").getString("at"));
    assertFalse(settled.containsKey("closedAt"));
  }

  @Test
  void an_emergency_that_is_over_stays_listed_until_a_person_has_seen_it() {
    signal(hot.cleared());

    pass(Duration.ofDays(30));
    assertEquals(1, listed("open").size());
    ask.read("acknowledgeAlert", alert());

    assertEquals(0, listed("open").size());
  }

  @Test
  void taking_that_back_lists_it_again() {
    signal(hot.cleared());
    ask.read("acknowledgeAlert", alert());

    ask.read("withdrawAcknowledgement", alert());

    assertEquals(1, listed("open").size());
  }

  @Test
  void a_warning_that_is_over_closes_by_itself_after_a_day() {
    Rung warm = Rung.warning("warm", TEN);
    signal(warm.raised());
    signal(warm.cleared());

    pass(Duration.ofDays(1).plus(Rung.LASTS).minusSeconds(1));
    assertEquals(2, listed("open").size());
    pass(Duration.ofSeconds(1));

    assertEquals(1, listed("open").size());
    assertEquals(List.of("closed by the hub"), history(warm));
  }

  @Test
  void only_an_admin_says_that_it_was_a_false_alarm_and_says_why() {
    JsonObject wrong = deed("false-alarm").put("words", "sonde au soleil");

    assertEquals(403, ask.ask("doToAlert", alert(id()), wrong).status());
    ask.as(NADIA);
    JsonObject now = act(id(), wrong);

    assertEquals("cleared", now.getString("state"));
    assertEquals("sonde au soleil", now.getJsonObject("falseAlarm").getString("reason"));
    assertEquals(0, listed("open").size());
  }

  @Test
  void what_is_given_shows_the_name_is_nobodys_until_taken_and_goes_only_to_keepers() {
    ask.read("acknowledgeAlert", alert());

    JsonObject given = act(id(), deed("given").put("to", PAUL.person().toString()));
    assertEquals("/to", refused(400, deed("given").put("to", NADIA.person().toString())));
    JsonObject taken = ask.as(PAUL).read("acknowledgeAlert", alert());

    assertEquals("raised", given.getString("state"));
    assertEquals("Paul", given.getJsonObject("given").getString("to"));
    assertEquals("Anne", given.getJsonObject("given").getString("by"));
    assertFalse(taken.containsKey("given"));
    assertEquals("Paul", taken.getString("acknowledgedBy"));
  }

  @Test
  void an_id_is_of_one_deed_and_unknown_alerts_are_not_found() {
    String id = id();
    act(id, shelf(Duration.ofHours(1)));

    assertEquals(409, ask.ask("doToAlert", alert(id), deed("unshelved")).status());
    assertEquals(
        404,
        ask.ask(
                "doToAlert",
                Map.of("alert", new UUID(1, 1).toString(), "deed", id()),
                deed("unshelved"))
            .status());
  }

  @Test
  void what_was_done_can_neither_be_changed_nor_removed() {
    act(id(), shelf(Duration.ofHours(1)));

    for (String rewriting :
        List.of("update alert_deed set words = 'x'", "delete from alert_deed")) {
      assertThrows(Exception.class, () -> await(DATABASE.client().query(rewriting).execute()));
    }
  }

  @Test
  @SuppressWarnings("unchecked") // what the channel watches is known
  void the_channel_says_what_the_contract_says() {
    act(id(), shelf(Duration.ofHours(1)));
    AlertChannel channel = new AlertChannel(alerts);
    Channel.Watch<Alert> watch = (Channel.Watch<Alert>) channel.watches().get(0);
    Alert shelved = outbox.events(Alert.class).get(1);

    LiveMessage change =
        watch.change().apply(Logged.record(Alert.TOPIC, "barn", shelved, TEN)).get(0);

    Contract.demands("LiveMessage", change.body());
    await(channel.snapshot(ANNE)).forEach(it -> Contract.demands("Alert", it));
  }

  private void signal(LogRecord<fr.anima.hub.animals.alerts.AlertSignal> signal) {
    await(alerts.project(List.of(signal)));
  }

  private void pass(Duration time) {
    clock.pass(time);
    await(new DueStore(DATABASE, outbox, clock).look());
  }

  private Map<String, String> alert() {
    return Map.of("alert", hot.id().toString());
  }

  private Map<String, String> alert(String deed) {
    return Map.of("alert", hot.id().toString(), "deed", deed);
  }

  private String id() {
    return new UUID(hot.id().getMostSignificantBits(), ++deeds).toString();
  }

  private JsonObject deed(String what) {
    return new JsonObject().put("what", what).put("at", clock.instant().toString());
  }

  private JsonObject shelf(Duration length) {
    return deed("shelved")
        .put("until", clock.instant().plus(length).toString())
        .put("words", "on attend la pièce");
  }

  private static JsonObject without(JsonObject form, String field) {
    form.remove(field);
    return form;
  }

  private JsonObject act(String id, JsonObject form) {
    return act(hot, id, form);
  }

  private JsonObject act(Rung of, String id, JsonObject form) {
    Contract.demands("AlertDeedForm", form);
    return ask.read("doToAlert", Map.of("alert", of.id().toString(), "deed", id), form);
  }

  private String refused(int status, JsonObject form) {
    Answer answer = ask.ask("doToAlert", alert(id()), form);
    assertEquals(status, answer.status(), answer.body().toString());
    return new JsonObject(answer.body()).getString("field");
  }

  private JsonObject now() {
    return listed("open").getJsonObject(0);
  }

  private JsonArray listed(String state) {
    return ask.read("listAlerts", Map.of("state", state)).getJsonArray("alerts");
  }

  private List<String> history() {
    return history(hot);
  }

  private List<String> history(Rung of) {
    JsonArray deeds =
        ask.read("listAlertDeeds", Map.of("alert", of.id().toString())).getJsonArray("deeds");
    return deeds.stream()
        .map(JsonObject.class::cast)
        .map(it -> it.getString("what") + " by " + it.getString("by", "the hub"))
        .toList();
  }
}
