package fr.anima.hub.animals;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.live.LiveMessage.Coalesced;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import fr.anima.wire.Quantity;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnimalsRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Viewer KEEPER = Ask.person("Anne", Role.KEEPER);

  private final Logged outbox = new Logged();
  private final EnclosureStore enclosures = new EnclosureStore(DATABASE, outbox);
  private final AlertStore alerts = new AlertStore(DATABASE, outbox);
  private final InMemorySeriesStore history = new InMemorySeriesStore(TestRules.at(NOW));
  private final InstantSource clock = InstantSource.fixed(NOW);
  private final Ask ask = new Ask(new AnimalsRoutes(enclosures, alerts, history, clock)).as(KEEPER);

  @BeforeEach
  void describe() {
    assertEquals(204, put(form()).status());
  }

  @Test
  void an_enclosure_shows_its_latest_conditions_its_last_hours_and_what_was_never_measured() {
    measured(1, NOW.minusSeconds(3 * 900), 20);
    measured(3, NOW.minusSeconds(30), 24);
    measured(2, NOW.minusSeconds(60), 22);

    JsonObject temperature = condition(0);
    JsonObject humidity = condition(1);

    assertEquals("temperature", temperature.getString("quantity"));
    assertEquals(24, temperature.getDouble("value"));
    assertEquals(NOW.minusSeconds(30).toString(), temperature.getString("measuredAt"));
    assertEquals("synced", temperature.getString("clock"));
    JsonArray recent = temperature.getJsonArray("recent");
    assertEquals(24, recent.size());
    assertEquals(23, recent.getDouble(23));
    assertNull(recent.getDouble(22));
    assertEquals(20, recent.getDouble(20));
    assertFalse(humidity.containsKey("value"));
    assertEquals(60, humidity.getDouble("expectedEverySeconds"));
  }

  @Test
  void an_enclosure_comes_back_as_it_was_put_and_is_told_to_the_rules() {
    JsonObject enclosure = enclosure();

    assertEquals(form().getJsonArray("limits"), enclosure.getJsonArray("limits"));
    assertEquals(new JsonArray().add("chèvre").add("âne"), enclosure.getJsonArray("species"));
    Enclosure told = outbox.events(Enclosure.class).get(0);
    assertEquals(Optional.of(told), await(enclosures.find("goat-barn")));
  }

  @Test
  void a_limit_of_the_night_comes_back_with_its_hours_and_with_what_it_leaves_to_be_looked_at() {
    JsonObject night = new JsonObject().put("from", "22:00").put("until", "06:30");
    JsonObject form = form();
    form.getJsonArray("limits").getJsonObject(0).put("hours", night).put("latching", true);

    assertEquals(204, put(form).status());

    assertEquals(form.getJsonArray("limits"), enclosure().getJsonArray("limits"));
    List<Enclosure> told = outbox.events(Enclosure.class);
    assertEquals(Optional.of(told.get(told.size() - 1)), await(enclosures.find("goat-barn")));
  }

  @Test
  void a_night_without_an_hour_is_refused_with_the_field() {
    JsonObject night = new JsonObject().put("from", "22:00").put("until", "22:00");
    JsonObject form = form();
    form.getJsonArray("limits").getJsonObject(1).put("hours", night);

    Answer answer = put(form);

    assertEquals(400, answer.status());
    assertEquals("/limits/1/hours/until", new JsonObject(answer.body()).getString("field"));
  }

  @Test
  void limits_are_replaced_as_a_whole() {
    JsonObject calm = form().put("limits", new JsonArray());

    put(calm);

    assertEquals(new JsonArray(), enclosure().getJsonArray("limits"));
  }

  @ParameterizedTest
  @CsvSource({
    "0,clearAt,30,/limits/0/clearAt",
    "0,clearAt,31,/limits/0/clearAt",
    "1,clearAt,4,/limits/1/clearAt",
    "0,raiseAt,1000,/limits/0/raiseAt",
    "1,clearAt,1000,/limits/1/clearAt",
    "0,quantity,ammonia,/limits/0/quantity",
    "1,side,above,/limits/1/severity",
    "2,raiseAt,30,/limits/2/raiseAt",
    "2,clearAt,27,/limits/2/clearAt",
    "3,severity,attention,/limits/3"
  })
  void a_limit_that_makes_no_sense_is_refused_with_the_field(
      int limit, String field, String value, String pointer) {
    JsonObject form = form();
    JsonArray limits = form.getJsonArray("limits");
    limits.getJsonObject(0).put("severity", "alerte");
    limits.add(limit("above", 31, 29));
    limits.add(limit("above", 29, 27));
    Object wrong = value.matches("[0-9]+") ? Double.valueOf(value) : value;
    limits.getJsonObject(limit).put(field, wrong);
    if (limit < 3) {
      limits.remove(3);
    }
    if (limit < 2) {
      limits.remove(2);
    }
    if (field.equals("side")) {
      limits.getJsonObject(1).put("raiseAt", 30).put("clearAt", 20).put("severity", "alerte");
    }

    Answer answer = put(form);

    assertEquals(400, answer.status());
    assertEquals(pointer, new JsonObject(answer.body()).getString("field"));
  }

  @Test
  void a_period_of_a_quantity_nobody_knows_is_refused_with_the_field() {
    JsonObject form = form();
    form.getJsonObject("expectedEverySeconds").put("a/b", 1);

    Answer answer = put(form);

    assertEquals("/expectedEverySeconds/a~1b", new JsonObject(answer.body()).getString("field"));
  }

  @Test
  void history_is_raw_readings_or_buckets() {
    measured(1, NOW.minusSeconds(120), 20);
    measured(2, NOW.minusSeconds(60), 22);

    assertEquals(2, points("raw").size());
    assertEquals(1, points("raw").getJsonObject(0).getInteger("count"));
    assertEquals(2, points("1m").size());
    assertEquals(1, points("1h").size());
    assertEquals(21, points("1h").getJsonObject(0).getDouble("mean"));
  }

  @Test
  void history_in_days_and_in_as_many_frames_as_fit_is_of_the_same_readings() {
    measured(1, NOW.minusSeconds(120), 20);
    measured(2, NOW.minusSeconds(60), 22);

    Map<String, String> day =
        new java.util.HashMap<>(range("goat-barn", Instant.parse("2026-11-22T23:00:00Z"), NOW));
    day.put("step", "1d");
    JsonArray days = ask.read("getEnclosureHistory", day).getJsonArray("points");
    assertEquals(1, days.size());
    assertEquals(2, days.getJsonObject(0).getInteger("count"));
    assertEquals(20, points("auto").getJsonObject(0).getDouble("min"));
    assertEquals(86_400, ask.read("getEnclosureHistory", day).getDouble("frameSeconds"));
    day.put("step", "auto");
    day.put("points", "13");
    // Eleven hours and 7 minutes in 12 whole frames, one of them cut at either end, of whole
    // quarters.
    assertEquals(3_600, ask.read("getEnclosureHistory", day).getDouble("frameSeconds"));
  }

  @Test
  void a_period_has_the_alerts_of_the_enclosure_that_lasted_at_some_time_of_it() {
    await(DATABASE.client().query("delete from alert").execute());
    raise(NOW.minusSeconds(7_200));
    clear(NOW.minusSeconds(7_200));
    String lasting = raise(NOW.minusSeconds(5_400));

    assertEquals(List.of(lasting), during(HOUR_AGO, NOW));
    assertEquals(List.of(), during(NOW.minusSeconds(7_000), NOW.minusSeconds(5_400)));
    assertEquals(2, during(NOW.minusSeconds(9_000), NOW).size());
    assertEquals(404, ask.ask("listEnclosureAlerts", range("nowhere", HOUR_AGO, NOW)).status());
    assertEquals(400, ask.ask("listEnclosureAlerts", range("goat-barn", NOW, HOUR_AGO)).status());
    await(DATABASE.client().query("delete from alert").execute());
  }

  private List<String> during(Instant from, Instant until) {
    return ask
        .read("listEnclosureAlerts", range("goat-barn", from, until))
        .getJsonArray("alerts")
        .stream()
        .map(it -> ((JsonObject) it).getString("id"))
        .toList();
  }

  @Test
  void a_table_of_history_is_for_any_program_and_for_keepers() {
    measured(1, NOW.minusSeconds(120), 20.5);
    measured(2, NOW.minusSeconds(60), 22);
    Map<String, String> range = new java.util.HashMap<>(range("goat-barn", HOUR_AGO, NOW));

    String raw = ask.ask("exportEnclosureHistory", range).body().toString();
    range.put("step", "1h");
    String hours = ask.ask("exportEnclosureHistory", range).body().toString();
    range.put("enclosure", "nowhere");
    Answer nowhere = ask.ask("exportEnclosureHistory", range);

    assertEquals(
        """
        subject,quantity,unit,measured_at,arrived_at,clock,value
        goat-barn,temperature,Cel,2026-11-23T10:05:00Z,2026-11-23T10:07:00Z,synced,20.5
        goat-barn,temperature,Cel,2026-11-23T10:06:00Z,2026-11-23T10:07:00Z,synced,22.0
        """,
        raw.replace("\r", ""));
    assertEquals(
        """
        subject,quantity,unit,from,count,min,max,mean
        goat-barn,temperature,Cel,2026-11-23T10:00:00Z,2,20.5,22.0,21.25
        """,
        hours.replace("\r", ""));
    assertEquals(404, nowhere.status());
  }

  @Test
  void history_of_nobody_or_backwards_is_refused() {
    assertEquals(404, ask.ask("getEnclosureHistory", range("nowhere", NOW, NOW)).status());
    Answer backwards = ask.ask("getEnclosureHistory", range("goat-barn", NOW, NOW.minusSeconds(1)));
    assertEquals("until", new JsonObject(backwards.body()).getString("field"));
  }

  @Test
  @SuppressWarnings("unchecked") // what the channels watch is known
  void the_channel_says_what_the_contract_says() {
    measured(1, NOW.minusSeconds(120), 20);
    ConditionsChannel conditions = new ConditionsChannel(enclosures, alerts, history, clock);
    LogRecord<Arrival> reading = reading(2, NOW, 21);

    List<LiveMessage> readings =
        conditions.watches().stream()
            .flatMap(it -> ((Channel.Watch<Arrival>) it).change().apply(reading).stream())
            .toList();

    await(conditions.snapshot(KEEPER)).forEach(it -> Contract.demands("Enclosure", it));
    assertEquals(1, readings.size());
    assertEquals(
        Optional.of("goat-barn/temperature"), readings.get(0).coalesce().map(Coalesced::key));
    Contract.demands("LiveMessage", readings.get(0).body());
  }

  @Test
  void a_side_may_have_a_limit_to_warn_and_a_worse_one_and_an_alert_says_which_holds_it() {
    JsonObject form = form();
    form.getJsonArray("limits").add(limit("above", 28, 27).put("severity", "alerte"));
    put(form);
    Limit milder = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 28, 27, 60, 60, Severity.ALERTE);
    Limit worse = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 34, 30, 60, 60, Severity.URGENCE);
    Beginning mild =
        Beginning.of("goat-barn", milder, NOW.minusSeconds(600), NOW.minusSeconds(540), 29);
    AlertSignal now =
        AlertSignal.regraded(mild, Severity.ALERTE, worse, NOW.minusSeconds(60), 35.5);

    await(alerts.project(List.of(signal(AlertSignal.raised(mild)), signal(now))));

    assertEquals(form.getJsonArray("limits"), enclosure().getJsonArray("limits"));
    JsonObject seen = enclosure().getJsonArray("alerts").getJsonObject(0);
    assertEquals("urgence", seen.getString("severity"));
    assertEquals(34, seen.getDouble("raiseAt"));
    assertEquals(35.5, seen.getDouble("value"));
    await(DATABASE.client().query("delete from alert").execute());
  }

  private static Beginning beginning(Instant since) {
    Limit limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 60, Severity.URGENCE);
    return Beginning.of("goat-barn", limit, since, since.plusSeconds(60), 33.5);
  }

  private String raise(Instant since) {
    Beginning beginning = beginning(since);
    await(alerts.project(List.of(signal(AlertSignal.raised(beginning)))));
    return beginning.id().toString();
  }

  private void clear(Instant since) {
    AlertSignal cleared = AlertSignal.cleared(beginning(since), since.plusSeconds(120));
    await(alerts.project(List.of(signal(cleared))));
  }

  private static LogRecord<AlertSignal> signal(AlertSignal signal) {
    return Logged.record(AlertSignal.TOPIC, "goat-barn", signal, NOW);
  }

  private static JsonObject form() {
    return new JsonObject()
        .put("name", "Chèvrerie")
        .put("species", new JsonArray().add("chèvre").add("âne"))
        .put("limits", new JsonArray().add(limit("above", 30, 28)).add(limit("below", 5, 7)))
        .put("expectedEverySeconds", new JsonObject().put("temperature", 30).put("humidity", 60));
  }

  private static JsonObject limit(String side, double raiseAt, double clearAt) {
    return new JsonObject()
        .put("quantity", "temperature")
        .put("side", side)
        .put("raiseAt", raiseAt)
        .put("clearAt", clearAt)
        .put("raiseAfterSeconds", 60)
        .put("clearAfterSeconds", 120)
        .put("severity", "urgence")
        .put("latching", false);
  }

  private Answer put(JsonObject form) {
    return ask.ask("putEnclosure", Map.of("enclosure", "goat-barn"), form);
  }

  private JsonObject enclosure() {
    return ask.read("listEnclosures", Map.of()).getJsonArray("enclosures").getJsonObject(0);
  }

  private JsonObject condition(int place) {
    return enclosure().getJsonArray("conditions").getJsonObject(place);
  }

  private JsonArray points(String step) {
    Map<String, String> range = new java.util.HashMap<>(range("goat-barn", HOUR_AGO, NOW));
    range.put("step", step);
    return ask.read("getEnclosureHistory", range).getJsonArray("points");
  }

  private static final Instant HOUR_AGO = NOW.minusSeconds(3600);

  private static Map<String, String> range(String enclosure, Instant from, Instant until) {
    return Map.of(
        "enclosure",
        enclosure,
        "quantity",
        "temperature",
        "from",
        from.toString(),
        "until",
        until.toString(),
        "step",
        "raw");
  }

  private void measured(int number, Instant at, double celsius) {
    await(history.write(new ConditionsSeries().points(reading(number, at, celsius))));
  }

  private static LogRecord<Arrival> reading(int number, Instant at, double celsius) {
    return Logged.arrival("goat-barn", Said.by("pi-1").number(number).at(at).celsius(celsius), NOW);
  }
}
