package fr.anima.hub.footfall;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FootfallRoutesTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.parse("2027-10-31T10:30:00Z"));
  private static final FootfallStore STORE = new FootfallStore(TestDatabase.fresh());
  private static final Viewer ADMIN = Ask.person("Nadia", Role.ADMIN);
  private static final Viewer OFFICIAL = Ask.person("Omar", Role.OFFICIAL);

  private final Ask ask = new Ask(new FootfallRoutes(STORE, PARIS, NOW));

  @BeforeEach
  void describe() {
    ask.as(ADMIN);
    JsonObject form =
        new JsonObject()
            .put("name", "Rue Royale")
            .put("latitude", 50.957)
            .put("longitude", 1.851)
            .put("expectedEverySeconds", 300);
    assertEquals(204, ask.ask("putCounter", Map.of("counter", "royale"), form).status());
    ask.as(OFFICIAL);
  }

  @Test
  void a_counter_that_never_counted_has_no_times_and_an_empty_day() {
    ask.as(ADMIN);
    JsonObject form =
        new JsonObject()
            .put("name", "Neuf")
            .put("latitude", 50.9)
            .put("longitude", 1.8)
            .put("expectedEverySeconds", 60.5);
    ask.ask("putCounter", Map.of("counter", "new"), form);

    JsonObject counter = counter("new");

    assertFalse(counter.containsKey("lastMeasuredAt"));
    assertEquals(0, counter.getJsonObject("today").getInteger("hours"));
    assertEquals(90_000, counter.getJsonObject("today").getInteger("lengthSeconds"));
  }

  @Test
  void a_hub_that_is_behind_cannot_write_an_older_total_back() {
    Instant hour = Instant.parse("2026-05-01T10:00:00Z");
    HourTotal before = total(hour, 1, 0).value();
    HourTotal later =
        new HourTotal(
            before.counter(),
            hour,
            7,
            2,
            before.measuredMillis() + 900_000,
            before.lastMeasuredAt(),
            before.lastReceivedAt());
    await(STORE.project(List.of(Logged.record(HourTotal.TOPIC, later.key(), later, hour))));

    await(STORE.project(List.of(Logged.record(HourTotal.TOPIC, before.key(), before, hour))));

    Map<String, String> day =
        Map.of("counter", "royale", "firstDay", "2026-05-01", "lastDay", "2026-05-01");
    JsonObject kept = ask.read("getFootfallHours", day).getJsonArray("hours").getJsonObject(0);
    assertEquals(7, kept.getInteger("in"));
  }

  @Test
  void hours_and_days_of_a_clock_change_are_answered_and_twice_is_once() {
    List<LogRecord<HourTotal>> batch = new ArrayList<>();
    Instant midnight = Instant.parse("2027-10-30T22:00:00Z");
    for (int hour = -1; hour < 12; hour++) {
      batch.add(total(midnight.plusSeconds(3600L * hour), 1, 0));
      batch.add(total(midnight.plusSeconds(3600L * hour), 10, 5));
    }
    await(STORE.project(batch));
    await(STORE.project(batch));

    Map<String, String> day =
        Map.of("counter", "royale", "firstDay", "2027-10-31", "lastDay", "2027-10-31");
    JsonArray hours = ask.read("getFootfallHours", day).getJsonArray("hours");
    JsonObject total = ask.read("getFootfallDays", day).getJsonArray("days").getJsonObject(0);

    assertEquals(12, hours.size());
    assertEquals("2027-10-31T02:00+01:00", hours.getJsonObject(3).getString("localHour"));
    assertEquals(120, total.getInteger("in"));
    assertEquals(60, total.getInteger("out"));
    assertEquals(12, total.getInteger("hours"));
    assertEquals(90_000, total.getInteger("lengthSeconds"));
    assertEquals(120, counter("royale").getJsonObject("today").getInteger("in"));
    assertEquals("2027-10-31T10:00:00Z", counter("royale").getString("lastMeasuredAt"));
  }

  @Test
  void an_unknown_counter_is_not_found() {
    Map<String, String> day =
        Map.of("counter", "nowhere", "firstDay", "2027-10-31", "lastDay", "2027-10-31");

    assertEquals(404, ask.ask("getFootfallDays", day).status());
  }

  @Test
  void days_that_run_backwards_or_too_far_are_refused_with_the_field() {
    for (String last : List.of("2027-10-30", "2047-10-30")) {
      Answer answer =
          ask.ask(
              "getFootfallHours",
              Map.of("counter", "royale", "firstDay", "2027-10-31", "lastDay", last));

      assertEquals(400, answer.status());
      assertEquals("lastDay", new JsonObject(answer.body()).getString("field"));
    }
  }

  @Test
  void the_channel_shows_counters_first_and_then_hours_as_the_contract_says() {
    FootfallChannel channel = new FootfallChannel(STORE, PARIS, NOW);

    await(channel.snapshot(OFFICIAL)).forEach(it -> Contract.demands("Counter", it));
    LiveMessage change =
        change(channel.watches().get(0), total(Instant.parse("2027-10-31T00:00:00Z"), 4, 2));

    Contract.demands("LiveMessage", change.body());
    assertEquals(
        "2027-10-31T02:00+02:00", change.body().getJsonObject("hour").getString("localHour"));
  }

  @SuppressWarnings("unchecked") // the channel watches totals
  private static LiveMessage change(Channel.Watch<?> watch, LogRecord<HourTotal> record) {
    return ((Channel.Watch<HourTotal>) watch).change().apply(record).get(0);
  }

  private JsonObject counter(String id) {
    JsonArray all = ask.read("listCounters", Map.of()).getJsonArray("counters");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static LogRecord<HourTotal> total(Instant start, int in, int out) {
    Instant end = start.plusSeconds(3600);
    HourTotal total = new HourTotal("royale", start, in, out, 3_600_000, end, end.plusSeconds(1));
    return Logged.record(HourTotal.TOPIC, total.key(), total, end);
  }
}
