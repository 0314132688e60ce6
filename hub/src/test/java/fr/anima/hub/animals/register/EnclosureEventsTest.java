package fr.anima.hub.animals.register;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EnclosureEventsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final RegisterRoutes ROUTES =
      new RegisterRoutes(DATABASE, ZoneId.of("Europe/Paris"), InstantSource.fixed(NOW));

  private final Ask ask = new Ask(ROUTES).as(Ask.person("Anne", Role.KEEPER));
  private final UUID belle = UUID.randomUUID();
  private final String pre = "pre-" + belle;
  private final String box = "box-" + belle;

  @BeforeEach
  void register() {
    for (String enclosure : List.of(pre, box)) {
      await(
          DATABASE
              .client()
              .preparedQuery("insert into enclosure values ($1, $1, '{}', '{}')")
              .execute(Tuple.of(enclosure)));
    }
    JsonObject entry =
        new JsonObject()
            .put("tag", belle.toString().substring(0, 8))
            .put("name", "Belle")
            .put("species", "goat")
            .put("sex", "female")
            .put("bornEstimated", false)
            .put("enclosure", pre)
            .put("arrivedAt", "2026-11-01T09:00:00Z");
    ask.read(
        "putAnimal",
        Map.of("animal", belle.toString()),
        new JsonObject().put("version", 0).put("entry", entry));
  }

  @Test
  void what_was_noted_is_of_the_enclosure_in_which_the_animal_lived_then() {
    note("note", "2026-11-02T08:00:00Z", new JsonObject().put("text", "au pré"));
    note("move", "2026-11-03T08:00:00Z", new JsonObject().put("enclosure", box));
    note("note", "2026-11-04T08:00:00Z", new JsonObject().put("text", "au box"));

    assertEquals(List.of("au pré"), texts(pre, "2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z"));
    assertEquals(
        List.of("au box", "move"), texts(box, "2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z"));
    assertEquals(List.of("move"), texts(box, "2026-11-01T00:00:00Z", "2026-11-04T08:00:00Z"));
  }

  @Test
  void a_move_that_was_corrected_moved_nobody_and_what_was_corrected_is_not_shown() {
    UUID move = note("move", "2026-11-03T08:00:00Z", new JsonObject().put("enclosure", box));
    note(
        "note",
        "2026-11-04T08:00:00Z",
        new JsonObject().put("text", "resta au pré").put("corrects", move.toString()));

    assertEquals(
        List.of("resta au pré"), texts(pre, "2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z"));
    assertEquals(List.of(), texts(box, "2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z"));
  }

  private UUID note(String kind, String at, JsonObject more) {
    UUID id = UUID.randomUUID();
    ask.read(
        "noteAnimalEvent",
        Map.of("animal", belle.toString(), "event", id.toString()),
        more.put("kind", kind).put("at", at));
    return id;
  }

  private List<String> texts(String enclosure, String from, String until) {
    return ask
        .read("listEnclosureEvents", Map.of("enclosure", enclosure, "from", from, "until", until))
        .getJsonArray("events")
        .stream()
        .map(it -> ((JsonObject) it).getJsonObject("event"))
        .map(it -> it.getString("text", it.getString("kind")))
        .toList();
  }
}
