package fr.anima.hub.animals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two keepers have the limits of one enclosure open at once. */
class EnclosureVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");
  private static final Database DATABASE = TestDatabase.fresh();

  private final Logged outbox = new Logged();
  private final Ask ask =
      new Ask(
              new AnimalsRoutes(
                  new EnclosureStore(DATABASE, outbox),
                  new AlertStore(DATABASE, outbox),
                  new InMemorySeriesStore(TestRules.at(NOW)),
                  InstantSource.fixed(NOW)))
          .as(Ask.person("Anne", Role.KEEPER));

  @Test
  void whoever_changes_what_somebody_else_changed_meanwhile_is_told_and_overwrites_nothing() {
    assertEquals(204, put("Chèvrerie").status());
    long seen =
        ask.read("listEnclosures", Map.of())
            .getJsonArray("enclosures")
            .getJsonObject(0)
            .getLong("version");

    Answer first = based(seen, "Chèvrerie du haut");
    Answer second = based(seen, "Chèvrerie du bas");

    assertEquals(204, first.status());
    assertEquals("\"" + (seen + 1) + "\"", first.headers().get("ETag"));
    assertEquals(412, second.status());
    JsonObject current = new JsonObject(second.body()).getJsonObject("current");
    assertEquals("Chèvrerie du haut", current.getString("name"));
    assertEquals(2, outbox.events(Enclosure.class).size(), "the refused one was told to nobody");
    assertEquals(204, based(current.getLong("version"), "Chèvrerie du bas").status());
  }

  private Answer based(long seen, String name) {
    ask.with(Map.of("If-Match", "\"" + seen + "\""));
    return put(name);
  }

  private Answer put(String name) {
    JsonObject form =
        new JsonObject()
            .put("name", name)
            .put("species", new JsonArray())
            .put("limits", new JsonArray())
            .put("expectedEverySeconds", new JsonObject().put("temperature", 30));
    return ask.ask("putEnclosure", Map.of("enclosure", "goat-barn"), form);
  }
}
