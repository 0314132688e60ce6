package fr.anima.hub.notices;

import static fr.anima.hub.database.TestDatabase.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.care.CareRoutes;
import fr.anima.hub.animals.care.DueStore;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the room of animals really tells of its alerts is what notices understand. */
class AlertsToNoticesTest {
  private static final String ID = "7d9f5b8e-8a3b-4f43-9a53-3c2f1c1f0a01";
  private static final String HOT =
      """
      {"alert": {"id": "%s", "enclosure": "clapier-3", "quantity": "temperature",
        "side": "above", "severity": "urgence", "raiseAt": 30, "since": "2026-11-27T08:55:00Z",
        "raisedAt": "2026-11-27T09:00:00Z", "value": 34.2}%s}
      """;

  private final Farm farm = new Farm("2026-11-27T09:00:00Z");
  private final Viewer anne = farm.person("Anne", Role.KEEPER);
  private final Notices hub = farm.hub();
  private final AlertStore alerts = new AlertStore(farm.database, new PostgresOutbox());

  @Test
  void an_alert_that_somebody_takes_care_of_does_not_escalate() {
    signal(alerts, HOT.formatted(ID, ""));
    relay();
    acknowledge();
    relay();
    farm.clock.pass(Duration.ofMinutes(25));
    await(hub.look());
    signal(alerts, HOT.formatted(ID, ", \"clearedAt\": \"2026-11-27T09:25:00Z\""));
    relay();

    assertEquals(List.of("Anne raised unsent"), farm.log(hub, anne));
  }

  @Test
  void one_that_nobody_answers_escalates_and_one_that_was_over_when_it_came_is_not_told() {
    signal(alerts, HOT.formatted(ID, ", \"clearedAt\": \"2026-11-27T09:25:00Z\""));
    signal(
        alerts, HOT.formatted("00000000-0000-4000-8000-000000000001", "").replace(":55:", ":54:"));
    relay();

    farm.clock.pass(Duration.ofMinutes(25));
    await(hub.look());

    assertEquals(
        List.of("Anne everybody unsent", "Anne next-person unsent", "Anne raised unsent"),
        farm.log(hub, anne));
  }

  @Test
  void how_often_each_keeper_is_called_is_known_for_a_fortnight() {
    farm.person("Paul", Role.KEEPER);
    Viewer rose = farm.person("Rose", Role.ADMIN);
    signal(alerts, HOT.formatted(ID, ""));
    signal(
        alerts, HOT.formatted("00000000-0000-4000-8000-000000000002", "").replace(":55:", ":54:"));
    relay();
    acknowledge();
    relay();
    signal(alerts, HOT.formatted(ID, ", \"clearedAt\": \"2026-11-27T09:05:00Z\""));
    relay();
    assertEquals(List.of("Anne 2, 2 at once", "Paul 2, 2 at once"), load(rose));

    pass(Duration.ofMinutes(11));
    assertEquals(List.of("Anne 3, 2 at once", "Paul 3, 2 at once"), load(rose));

    farm.clock.pass(Duration.ofDays(14).plusSeconds(1));
    assertEquals(List.of("Anne 0, 0 at once", "Paul 0, 0 at once"), load(rose));
  }

  private List<String> load(Viewer who) {
    return farm.notices(hub, who).read("getAlarmLoad", Map.of()).getJsonArray("keepers").stream()
        .map(JsonObject.class::cast)
        .map(
            it ->
                "%s %d, %d at once"
                    .formatted(it.getString("name"), it.getLong("calls"), it.getLong("busiest")))
        .toList();
  }

  @Test
  void what_is_put_aside_is_silent_and_its_end_is_told_once_also_over_a_restart() {
    signal(alerts, HOT.formatted(ID, ""));
    relay();
    act(
        "{\"what\": \"shelved\", \"at\": \"2026-11-27T09:00:00Z\","
            + " \"until\": \"2026-11-27T10:00:00Z\", \"words\": \"vu\"}");
    relay();
    pass(Duration.ofMinutes(59));
    assertEquals(List.of("Anne raised unsent"), farm.log(hub, anne));

    pass(Duration.ofMinutes(1));
    pass(Duration.ofSeconds(1));

    assertEquals(List.of("Anne raised unsent", "Anne shelf-ended unsent"), farm.log(hub, anne));
    pass(Duration.ofMinutes(10));
    assertEquals(3, farm.log(hub, anne).size(), "it escalates again");
  }

  @Test
  void whom_an_alert_is_given_to_is_told() {
    Viewer paul = farm.person("Paul", Role.KEEPER);
    signal(alerts, HOT.formatted(ID, ""));
    relay();

    act(
        "{\"what\": \"given\", \"at\": \"2026-11-27T09:00:00Z\", \"to\": \"%s\"}"
            .formatted(paul.person()));
    relay();

    assertEquals(
        List.of("Anne raised unsent", "Paul given unsent", "Paul raised unsent"),
        farm.log(hub, anne));
  }

  private void act(String form) {
    new Ask(new CareRoutes(alerts, farm.clock))
        .as(anne)
        .read(
            "doToAlert",
            Map.of("alert", ID, "deed", "00000000-0000-4000-8000-00000000000d"),
            new JsonObject(form));
  }

  /** Time passes, and hubs that were started anew look at what is due. */
  private void pass(Duration time) {
    farm.clock.pass(time);
    await(new DueStore(farm.database, new PostgresOutbox(), farm.clock).look());
    relay();
    await(farm.hub().look());
  }

  /** As the streams' log would, in its own words. */
  private <S> void signal(Projection<S> room, String json) {
    S signal = room.topic().codec().decode(json.getBytes(UTF_8));
    await(
        room.project(
            List.of(Logged.record(room.topic(), "clapier-3", signal, farm.clock.instant()))));
  }

  private void acknowledge() {
    CareRoutes routes = new CareRoutes(alerts, farm.clock);
    new Ask(routes).as(anne).read("acknowledgeAlert", Map.of("alert", ID));
  }

  /** Everything that was ever told of alerts, again: what is known changes nothing. */
  private void relay() {
    for (Row row :
        await(farm.database.client().query("select payload from outbox order by id").execute())) {
      farm.tell(hub, AlertNews.TOPIC.codec().decode(row.getBuffer("payload").getBytes()));
    }
  }
}
