package fr.anima.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpeningRoutesTest {
  private static final String MARK =
      "<script type=\"application/json\" id=\"opening\" data-topics=\"goats\">";
  private static final String BUILT =
      "<!doctype html><div id=\"app\"></div>" + MARK + "</script><p>end</p>";

  private final Listening house = new Listening();
  private final Ask visit = visits(Map.of("/goats", BUILT, "/other", "<!doctype html>"));

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  @Test
  void a_page_brings_who_asks_and_what_its_stream_would_say_first() {
    house.goats.known.add("Bella");

    JsonObject opening = opening(visit.as(Ask.person("Lucie", Role.KEEPER)).ask("/goats", none()));

    assertEquals("Lucie", opening.getJsonObject("session").getString("name"));
    JsonObject snapshot = opening.getJsonArray("messages").getJsonObject(0);
    assertEquals("snapshot", snapshot.getString("kind"));
    assertEquals("goats", snapshot.getString("topic"));
    assertEquals("2027-03-01T08:00:00Z", snapshot.getString("hubTime"));
    assertEquals("Bella", snapshot.getJsonArray("data").getJsonObject(0).getString("goat"));
  }

  @Test
  void whoever_is_not_signed_in_or_may_not_listen_gets_the_page_as_it_was_built() {
    assertEquals(BUILT, visit.asStranger().ask("/goats", none()).body().toString());
    assertEquals(
        BUILT, visit.as(Ask.person("Rémi", Role.COURIER)).ask("/goats", none()).body().toString());
  }

  @Test
  void what_a_worker_fetches_to_keep_holds_nothing_that_could_grow_old() {
    visit.as(Ask.person("Lucie", Role.KEEPER)).with(Map.of("Sec-Fetch-Mode", "cors"));
    assertEquals(BUILT, visit.ask("/goats", none()).body().toString());

    visit.with(Map.of("Sec-Fetch-Mode", "navigate"));
    assertFalse(visit.ask("/goats", none()).body().toString().equals(BUILT));
  }

  @Test
  void a_name_cannot_end_the_element_it_is_written_into() {
    house.goats.known.add("</script><script>alert(1)</script>");

    Answer page = visit.as(Ask.person("Lucie", Role.KEEPER)).ask("/goats", none());

    assertEquals(2, page.body().toString().split("</script>", -1).length);
    assertEquals(
        "</script><script>alert(1)</script>",
        opening(page)
            .getJsonArray("messages")
            .getJsonObject(0)
            .getJsonArray("data")
            .getJsonObject(0)
            .getString("goat"));
  }

  @Test
  void a_page_neither_waits_long_nor_grows_large_nor_fails_for_it() {
    visit.as(Ask.person("Lucie", Role.KEEPER));
    Promise<Void> never = Promise.promise();
    house.goats.slowly = never::future;
    assertEquals(BUILT, visit.ask("/goats", none()).body().toString());

    house.goats.slowly = () -> Future.failedFuture(new IllegalStateException("no database"));
    assertEquals(BUILT, visit.ask("/goats", none()).body().toString());

    house.goats.slowly = Future::succeededFuture;
    house.goats.known.add("Bella".repeat(20_000));
    assertEquals(BUILT, visit.ask("/goats", none()).body().toString());
  }

  @Test
  void facts_are_never_kept_by_the_browser_but_the_built_page_may_be() {
    Answer facts = visit.as(Ask.person("Lucie", Role.KEEPER)).ask("/goats", none());
    assertFalse(facts.headers().containsKey("Cache-Control"), "no-store is the rule");

    Answer built = visit.asStranger().ask("/goats", none());
    assertEquals("no-cache", built.headers().get("Cache-Control"));
  }

  @Test
  void a_page_that_names_a_topic_nobody_has_stops_the_start() {
    String wrong = BUILT.replace("goats", "weather");

    Exception why = assertThrows(IllegalStateException.class, () -> visits(Map.of("/sky", wrong)));

    assertTrue(String.valueOf(why.getMessage()).contains("/sky opens with weather"));
  }

  private Ask visits(Map<String, String> documents) {
    return new Ask(
        new OpeningRoutes(
            house.feed, documents, viewer -> new JsonObject().put("name", viewer.name())));
  }

  private static JsonObject opening(Answer page) {
    String html = page.body().toString();
    int start = html.indexOf(MARK) + MARK.length();
    return new JsonObject(html.substring(start, html.indexOf("</script>", start)));
  }

  private static Map<String, String> none() {
    return Map.of();
  }
}
