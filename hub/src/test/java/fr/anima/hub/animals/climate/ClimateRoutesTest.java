package fr.anima.hub.animals.climate;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.ConditionsSeries;
import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClimateRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final InMemorySeriesStore HISTORY = new InMemorySeriesStore(TestRules.at(NOW));

  private final Ask ask =
      new Ask(
              new ClimateRoutes(
                  TestDatabase.vertx(),
                  DATABASE,
                  new EnclosureStore(DATABASE, new Logged()),
                  HISTORY,
                  ZoneId.of("Europe/Paris"),
                  InstantSource.fixed(NOW)))
          .as(Ask.person("Anne", Role.KEEPER));

  @BeforeAll
  static void describe() {
    await(
        DATABASE
            .client()
            .query(
                "insert into enclosure (id, name, species, expected_every_seconds) values"
                    + " ('goats', 'Chèvrerie', '{}', '{\"temperature\": 60}')")
            .execute());
    await(
        DATABASE
            .client()
            .query(
                "insert into alert (id, enclosure, quantity, side, severity, raise_at, since,"
                    + " raised_at, value, cleared_at, acknowledged_at, acknowledged_by,"
                    + " acknowledged_by_person) values"
                    + " (gen_random_uuid(), 'goats', 'temperature', 'above', 'urgence', 30,"
                    + " '2026-11-23T08:00:00Z', '2026-11-23T08:05:00Z', 31, null,"
                    + " '2026-11-23T08:12:00Z', 'Anne', gen_random_uuid()),"
                    + " (gen_random_uuid(), 'goats', 'temperature', 'above', 'alerte', 30,"
                    + " '2026-11-01T08:00:00Z', '2026-11-01T08:05:00Z', 31,"
                    + " '2026-11-01T09:00:00Z', null, null, null)")
            .execute());
    for (int minute = 0; minute < 60; minute++) {
      await(
          HISTORY.write(
              new ConditionsSeries()
                  .points(
                      Logged.arrival(
                          "goats",
                          Said.by("pi-1")
                              .number(minute + 1)
                              .at(NOW.minusSeconds(60L * (60 - minute)))
                              .celsius(20 + minute / 10.0),
                          NOW))));
    }
  }

  @Test
  void the_table_tells_of_the_days_that_were_asked_for() {
    Answer answer = ask.ask("exportClimateTable", days("goats", "2026-11-23", "2026-11-23"));

    List<String> lines = answer.body().toString(StandardCharsets.UTF_8).lines().toList();
    assertEquals(3, lines.size(), lines.toString());
    // An hour of the eleven since midnight in Paris.
    assertTrue(lines.get(1).contains(";Température;°C;;;20,0;22,95;25,9;;;;0,091;"), lines.get(1));
    assertTrue(lines.get(2).endsWith(";23/11/2026 09:12;Anne;;7;"), lines.get(2));
    assertEquals(
        "attachment; filename=\"climat-goats-2026-11-23-2026-11-23.csv\"",
        answer.headers().get("Content-Disposition"));
  }

  @Test
  void the_page_is_a_pdf() {
    Answer answer = ask.ask("exportClimatePage", days("goats", "2026-11-01", "2026-11-23"));

    assertEquals("application/pdf", answer.headers().get("Content-Type"));
    assertEquals("%PDF", answer.body().getString(0, 4));
  }

  @Test
  void days_to_come_and_an_enclosure_nobody_knows_are_refused() {
    Map<String, String> tomorrow = days("goats", "2026-11-24", "2026-11-25");

    assertEquals(400, ask.ask("exportClimateTable", tomorrow).status());
    assertEquals(
        404, ask.ask("exportClimatePage", days("nobody", "2026-11-01", "2026-11-02")).status());
  }

  @Test
  void whoever_may_not_read_the_enclosure_may_not_take_this_away() {
    ask.as(Ask.person("Karim", Role.COURIER));

    assertThrows(
        AssertionError.class,
        () -> ask.ask("exportClimatePage", days("goats", "2026-11-01", "2026-11-02")));
  }

  private static Map<String, String> days(String enclosure, String first, String last) {
    return Map.of("enclosure", enclosure, "firstDay", first, "lastDay", last);
  }
}
