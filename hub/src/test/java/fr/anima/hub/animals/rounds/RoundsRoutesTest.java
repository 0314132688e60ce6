package fr.anima.hub.animals.rounds;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoundsRoutesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();

  private final Ask ask =
      new Ask(new RoundsRoutes(DATABASE, ZoneId.of("Europe/Paris"), InstantSource.fixed(NOON)));

  @BeforeAll
  static void build() {
    await(
        DATABASE
            .client()
            .query("insert into enclosure values ('clapier', 'Clapier', '{}', '{}')")
            .execute());
  }

  @Test
  void a_tick_sent_five_times_is_one_and_the_first_to_tick_stands() {
    ask.as(Ask.person("Anne", Role.KEEPER));
    String id = UUID.randomUUID().toString();
    JsonObject first = tick(id, form("water"));
    for (int i = 0; i < 4; i++) {
      assertEquals(first, tick(id, form("water")));
    }

    ask.as(Ask.person("Paul", Role.KEEPER));
    JsonObject second = tick(UUID.randomUUID().toString(), form("water"));
    Answer reused = ask.ask("tickRound", Map.of("tick", id), form("bedding"));

    assertEquals(first, second);
    assertEquals("Anne", second.getString("by"));
    assertEquals(409, reused.status());
    JsonObject rounds = ask.read("listRounds", Map.of());
    assertEquals(1, rounds.getJsonArray("ticks").size());
    assertEquals("2026-11-23", rounds.getString("day"));
    assertEquals(
        new JsonArray().add("feed").add("bedding").add("look"),
        rounds.getJsonArray("overdue").getJsonObject(0).getJsonArray("tasks"));
  }

  @Test
  void a_tick_of_tomorrow_of_long_ago_or_of_nowhere_is_refused() {
    ask.as(Ask.person("Anne", Role.KEEPER));

    assertEquals(400, refused(form("feed").put("day", "2026-11-24")));
    assertEquals(400, refused(form("feed").put("day", "2026-10-01")));
    assertEquals(404, refused(form("feed").put("enclosure", "moon")));
  }

  @Test
  void the_farm_sets_its_hours() {
    ask.as(Ask.person("Anne", Role.KEEPER));
    JsonObject before = ask.read("listRounds", Map.of()).getJsonObject("hours");
    JsonObject later = before.copy();
    later.getJsonObject("morning").put("due", "12:30");

    ask.read("setRoundHours", Map.of(), later);

    JsonObject rounds = ask.read("listRounds", Map.of());
    assertEquals(later, rounds.getJsonObject("hours"));
    assertEquals(0, rounds.getJsonArray("overdue").size());
    later.getJsonObject("morning").put("due", "23:00");
    assertEquals(400, ask.ask("setRoundHours", Map.of(), later).status());
    ask.read("setRoundHours", Map.of(), before);
  }

  private int refused(JsonObject form) {
    return ask.ask("tickRound", Map.of("tick", UUID.randomUUID().toString()), form).status();
  }

  private JsonObject tick(String id, JsonObject form) {
    return ask.read("tickRound", Map.of("tick", id), form);
  }

  private static JsonObject form(String task) {
    return new JsonObject()
        .put("day", "2026-11-23")
        .put("round", "morning")
        .put("enclosure", "clapier")
        .put("task", task)
        .put("at", "2026-11-23T07:30:00Z");
  }
}
