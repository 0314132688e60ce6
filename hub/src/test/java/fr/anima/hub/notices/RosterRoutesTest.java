package fr.anima.hub.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RosterRoutesTest {
  private final Farm farm = new Farm("2026-11-27T09:00:00Z");
  private final Viewer anne = farm.person("Anne", Role.KEEPER);
  private final Viewer paul = farm.person("Paul", Role.KEEPER);
  private final Viewer ada = farm.person("Ada", Role.ADMIN);
  private final Notices hub = farm.hub();
  private final Ask ask = farm.roster(hub, anne).version(1);

  @Test
  void a_farm_without_a_roster_says_so_and_names_its_keepers() {
    JsonObject roster = ask.read("getRoster", Map.of());

    assertFalse(roster.containsKey("onDuty"));
    assertEquals("2026-11-23", roster.getString("week"));
    assertEquals("Anne", roster.getJsonArray("keepers").getJsonObject(0).getString("name"));
    assertEquals(1, roster.getJsonArray("watches").size());
  }

  @Test
  void a_week_is_replaced_whole_and_says_who_is_on_call_and_who_is_next() {
    JsonObject roster = ask.read("putRoster", Map.of(), week());

    assertEquals(id(anne), roster.getString("onDuty"));
    assertEquals(id(paul), roster.getString("next"));
    assertEquals(2, roster.getLong("version"));
    assertEquals(week().getJsonArray("turns"), roster.getJsonArray("turns"));
  }

  @Test
  void who_changes_an_older_week_is_shown_the_newer() {
    ask.read("putRoster", Map.of(), week());

    Answer late = ask.ask("putRoster", Map.of(), new JsonObject().put("turns", new JsonArray()));

    assertEquals(412, late.status());
    JsonObject now = new JsonObject(late.body()).getJsonObject("current");
    assertEquals(2, now.getJsonArray("turns").size());
  }

  @Test
  void a_swap_is_shown_in_its_week_and_can_be_taken_back() {
    ask.read("putRoster", Map.of(), week());

    JsonObject swapped = ask.read("addSwap", Map.of(), swap("2026-11-27T08:00", paul));
    String swap = swapped.getJsonArray("swaps").getJsonObject(0).getString("id");
    JsonObject back = ask.read("dropSwap", Map.of("swap", swap));

    assertEquals(id(paul), swapped.getString("onDuty"));
    assertEquals(id(anne), back.getString("onDuty"));
    assertEquals(404, ask.ask("dropSwap", Map.of("swap", swap)).status());
  }

  @Test
  void what_makes_no_sense_is_refused_with_the_field() {
    JsonObject twice = week();
    twice.getJsonArray("turns").add(twice.getJsonArray("turns").getJsonObject(0));
    JsonObject admin = week();
    admin.getJsonArray("turns").getJsonObject(1).put("person", id(ada));

    assertEquals("/turns/2/from", field(ask.ask("putRoster", Map.of(), twice)));
    assertEquals("/turns/1/person", field(ask.ask("putRoster", Map.of(), admin)));
    assertEquals("/person", field(ask.ask("addSwap", Map.of(), swap("2026-11-27T08:00", ada))));
    assertEquals("/until", field(ask.ask("addSwap", Map.of(), swap("2026-11-28T08:01", paul))));
    assertEquals("/until", field(ask.ask("addSwap", Map.of(), swap("2026-08-01T08:00", paul))));
  }

  @Test
  void everybody_chooses_how_they_are_told_and_whoever_has_no_account_cannot() {
    JsonObject form =
        new JsonObject()
            .put("ways", new JsonArray().add("email"))
            .put("language", "en")
            .put("address", "anne@ferme.test")
            .put("phone", "+33611223344")
            .put("smsFor", "all")
            .put("quietFrom", "21:00")
            .put("quietUntil", "07:00");

    JsonObject kept = farm.notices(hub, anne).read("putNoticePreferences", Map.of(), form);
    JsonObject read = farm.notices(hub, anne).read("getNoticePreferences", Map.of());
    Ask stranger = farm.notices(hub, Ask.person("operator", Role.ADMIN));

    assertEquals(form.copy().put("setUp", new JsonArray()), kept);
    assertEquals(kept, read);
    assertEquals(404, stranger.ask("putNoticePreferences", Map.of(), form).status());
    form.remove("quietUntil");
    assertEquals(
        "/quietUntil", field(farm.notices(hub, anne).ask("putNoticePreferences", Map.of(), form)));
  }

  private JsonObject week() {
    return new JsonObject()
        .put("turns", new JsonArray().add(turn("monday", anne)).add(turn("saturday", paul)));
  }

  private static JsonObject turn(String day, Viewer person) {
    return new JsonObject().put("day", day).put("from", "08:00").put("person", id(person));
  }

  private static JsonObject swap(String from, Viewer person) {
    return new JsonObject()
        .put("from", from)
        .put("until", "2026-11-28T08:00")
        .put("person", id(person));
  }

  private static String id(Viewer person) {
    return person.person().toString();
  }

  private static String field(Answer answer) {
    assertEquals(400, answer.status(), answer.body().toString());
    return new JsonObject(answer.body()).getString("field");
  }
}
