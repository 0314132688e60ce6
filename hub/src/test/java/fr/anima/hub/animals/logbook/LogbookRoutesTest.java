package fr.anima.hub.animals.logbook;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LogbookRoutesTest {
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();

  private final Ask ask =
      new Ask(new LogbookRoutes(DATABASE, InstantSource.fixed(NOON)))
          .as(Ask.person("Anne", Role.KEEPER));
  private final String barn = "barn-" + UUID.randomUUID();

  @BeforeAll
  static void keepOtherPlaces() {
    enclosure("meadow");
  }

  LogbookRoutesTest() {
    enclosure(barn);
  }

  @Test
  void a_note_told_five_times_is_one_with_the_time_of_its_tap() {
    String id = fresh();
    JsonObject form = form("2026-11-23T09:30:00Z", "clôture réparée");
    for (int i = 0; i < 5; i++) {
      assertEquals(200, note(id, form).status());
    }

    JsonObject only = notes().get(0);
    assertEquals(1, notes().size());
    assertEquals(id, only.getString("id"));
    assertEquals("2026-11-23T09:30:00Z", only.getString("at"));
    assertEquals(NOON.toString(), only.getString("recordedAt"));
    assertEquals("Anne", only.getString("by"));
    assertEquals("clôture réparée", only.getString("text"));
  }

  @Test
  void a_device_ahead_of_time_notes_now_and_may_say_so_again_with_its_clock_mended() {
    String id = fresh();
    note(id, form("2026-11-24T09:30:00Z", "paille"));

    assertEquals(200, note(id, form("2026-11-23T10:59:00Z", "paille")).status());
    assertEquals(NOON.toString(), notes().get(0).getString("at"));
  }

  @Test
  void another_note_under_the_same_id_is_refused_and_changes_nothing() {
    String id = fresh();
    note(id, form("2026-11-23T09:30:00Z", "eau changée"));

    assertRefused(409, "id-reused", note(id, form("2026-11-23T09:30:00Z", "eau gelée")));
    assertRefused(
        409,
        "id-reused",
        ask.ask("noteEnclosure", at("meadow", id), form("2026-11-23T09:30:00Z", "eau changée")));
    assertEquals(List.of("eau changée"), texts());
  }

  @Test
  void a_correction_stands_alone_and_only_the_first_one_of_a_note_is_taken() {
    String wrong = fresh();
    note(wrong, form("2026-11-23T09:30:00Z", "deux bottes de foin"));
    JsonObject right = form("2026-11-23T09:30:00Z", "trois bottes").put("corrects", wrong);
    String correction = fresh();

    assertEquals(200, note(correction, right).status());
    assertEquals(200, note(correction, right).status());
    assertRefused(409, "already-corrected", note(fresh(), right));
    assertEquals(List.of("trois bottes"), texts());
  }

  @Test
  void what_was_not_noted_here_cannot_be_corrected_here() {
    String elsewhere = fresh();
    ask.read("noteEnclosure", at("meadow", elsewhere), form("2026-11-23T09:30:00Z", "pré fauché"));
    JsonObject form = form("2026-11-23T09:30:00Z", "pas fauché");

    assertRefused(404, "not-found", note(fresh(), form.copy().put("corrects", elsewhere)));
    assertRefused(404, "not-found", note(fresh(), form.copy().put("corrects", fresh())));
    assertEquals(List.of(), notes());
  }

  @Test
  void a_note_says_something_of_an_enclosure_that_is_there() {
    assertRefused(400, "invalid-note", note(fresh(), form("2026-11-23T09:30:00Z", "  ")));
    assertRefused(
        400, "invalid-note", note(fresh(), new JsonObject().put("at", "2026-11-23T09:30:00Z")));
    assertRefused(400, "invalid-note", note(fresh(), form("1970-01-01T00:00:00Z", "vieux")));
    assertRefused(
        404,
        "not-found",
        ask.ask("noteEnclosure", at("nowhere", fresh()), form("2026-11-23T09:30:00Z", "rien")));
    JsonObject unsent = form("2026-11-23T09:30:00Z", "voir photo").put("photo", "0".repeat(64));
    assertRefused(409, "photo-missing", note(fresh(), unsent));
    assertEquals(List.of(), notes());
  }

  @Test
  void a_period_has_what_happened_in_it_newest_first() {
    note(fresh(), form("2026-11-21T09:00:00Z", "avant"));
    note(fresh(), form("2026-11-23T10:00:00Z", "fin"));
    note(fresh(), form("2026-11-22T00:00:00Z", "début"));
    note(fresh(), form("2026-11-23T10:30:00Z", "plus tard"));

    assertEquals(List.of("plus tard", "fin", "début"), texts());
  }

  @Test
  void the_database_itself_keeps_notes_as_they_were() {
    note(fresh(), form("2026-11-23T09:30:00Z", "paille"));

    for (String sql :
        List.of(
            "delete from enclosure_note where enclosure = $1",
            "update enclosure_note set text = 'foin' where enclosure = $1")) {
      assertThrows(
          PgException.class,
          () -> await(DATABASE.client().preparedQuery(sql).execute(Tuple.of(barn))),
          sql);
    }
  }

  private Answer note(String id, JsonObject form) {
    return ask.ask("noteEnclosure", at(barn, id), form);
  }

  private List<JsonObject> notes() {
    Map<String, String> period =
        Map.of("enclosure", barn, "from", "2026-11-22T00:00:00Z", "until", "2026-11-23T11:00:01Z");
    return ask.read("listEnclosureNotes", period).getJsonArray("notes").stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private List<String> texts() {
    return notes().stream().map(it -> it.getString("text")).toList();
  }

  private static Map<String, String> at(String enclosure, String note) {
    return Map.of("enclosure", enclosure, "note", note);
  }

  private static JsonObject form(String at, String text) {
    return new JsonObject().put("at", at).put("text", text);
  }

  private static String fresh() {
    return UUID.randomUUID().toString();
  }

  private static void assertRefused(int status, String type, Answer answer) {
    assertEquals(status, answer.status());
    assertEquals("/problems/" + type, new JsonObject(answer.body()).getString("type"));
  }

  private static void enclosure(String id) {
    await(
        DATABASE
            .client()
            .preparedQuery("insert into enclosure values ($1, $1, '{}', '{}')")
            .execute(Tuple.of(id)));
  }
}
