package fr.anima.hub.animals;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreviewRoutesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:07:00Z");

  private final InMemorySeriesStore history = new InMemorySeriesStore(TestRules.at(NOW));
  private final Ask ask =
      new Ask(new PreviewRoutes(history, InstantSource.fixed(NOW), ZoneOffset.UTC))
          .as(Ask.person("Anne", Role.KEEPER));

  @Test
  void the_alerts_of_a_fortnight_are_told_with_how_bad_how_long_and_how_far() {
    Instant hot = NOW.minus(Duration.ofDays(3));
    measured(hot.minusSeconds(3_600), 60, 60, 20);
    measured(hot, 60, 30, 29);
    measured(hot.plusSeconds(1_800), 60, 30, 33.5);
    measured(hot.plusSeconds(3_600), 60, 60, 20);

    JsonObject preview = preview(form());
    JsonObject above = side(preview, 0);

    Contract.demands("LimitsPreview", preview);
    assertEquals("raw", preview.getString("step"));
    assertEquals(1, above.getInteger("alerts"));
    assertEquals(4, above.getInteger("hoursSeen"));
    JsonObject alert = above.getJsonArray("listed").getJsonObject(0);
    assertEquals(hot.toString(), alert.getString("since"));
    assertEquals("urgence", alert.getString("worst"));
    assertEquals(33.5, alert.getDouble("furthest"));
    assertEquals(hot.plusSeconds(3_600 + 600).toString(), alert.getString("clearedAt"));
    assertEquals(0, side(preview, 1).getInteger("alerts"));
  }

  @Test
  void readings_too_many_to_wait_for_are_judged_by_the_minute() {
    Instant hot = NOW.minus(Duration.ofDays(2));
    measured(hot, 1, 151_000, 29);

    JsonObject preview = preview(form());

    assertEquals("1m", preview.getString("step"));
    JsonObject above = side(preview, 0);
    assertEquals(1, above.getInteger("alerts"));
    assertEquals("attention", above.getJsonArray("listed").getJsonObject(0).getString("worst"));
    assertFalse(above.getJsonArray("listed").getJsonObject(0).containsKey("clearedAt"));
  }

  @Test
  void of_many_alerts_the_newest_are_listed_and_all_are_counted() {
    JsonObject form = form();
    form.getJsonArray("limits")
        .getJsonObject(0)
        .put("raiseAfterSeconds", 0)
        .put("clearAfterSeconds", 0);
    Instant first = NOW.minus(Duration.ofDays(1));
    for (int i = 0; i < 120; i++) {
      measured(first.plusSeconds(i * 60L), 60, 1, i % 2 == 0 ? 29 : 20);
    }

    JsonObject above = side(preview(form), 0);

    assertEquals(60, above.getInteger("alerts"));
    assertEquals(50, above.getJsonArray("listed").size());
    assertEquals(
        first.plusSeconds(118 * 60L).toString(),
        above.getJsonArray("listed").getJsonObject(49).getString("since"));
  }

  @Test
  void a_limit_of_the_night_counts_nights_only() {
    JsonObject form = form();
    form.getJsonArray("limits")
        .getJsonObject(0)
        .put("hours", new JsonObject().put("from", "22:00").put("until", "06:00"));
    measured(NOW.minus(Duration.ofHours(24)), 60, 24 * 60, 29);

    JsonObject above = side(preview(form), 0);

    assertEquals(1, above.getInteger("alerts"));
    JsonObject alert = above.getJsonArray("listed").getJsonObject(0);
    assertEquals("2026-11-22T22:00:00Z", alert.getString("since"));
    assertEquals("2026-11-23T06:00:00Z", alert.getString("clearedAt"));
  }

  @Test
  void where_nothing_was_measured_nothing_is_known() {
    JsonObject preview = preview(form());

    assertEquals(0, side(preview, 0).getInteger("hoursSeen"));
    assertEquals(0, side(preview, 0).getInteger("alerts"));
  }

  @Test
  void limits_that_make_no_sense_are_refused_with_the_field_as_for_saving() {
    JsonObject form = form();
    form.getJsonArray("limits").getJsonObject(0).put("clearAt", 40);

    Answer answer = ask.ask("previewEnclosure", Map.of("enclosure", "barn"), form);

    assertEquals(400, answer.status());
    assertEquals("/limits/0/clearAt", new JsonObject(answer.body()).getString("field"));
  }

  private JsonObject preview(JsonObject form) {
    return ask.read("previewEnclosure", Map.of("enclosure", "barn"), form);
  }

  private static JsonObject side(JsonObject preview, int place) {
    return preview.getJsonArray("sides").getJsonObject(place);
  }

  private static JsonObject form() {
    return new JsonObject()
        .put("name", "Étable")
        .put("species", new JsonArray())
        .put(
            "limits",
            new JsonArray()
                .add(limit("above", 28, 27, "attention"))
                .add(limit("above", 32, 31, "urgence"))
                .add(limit("below", 5, 7, "attention")))
        .put("expectedEverySeconds", new JsonObject().put("temperature", 60));
  }

  private static JsonObject limit(String side, double raiseAt, double clearAt, String severity) {
    return new JsonObject()
        .put("quantity", "temperature")
        .put("side", side)
        .put("raiseAt", raiseAt)
        .put("clearAt", clearAt)
        .put("raiseAfterSeconds", 600)
        .put("clearAfterSeconds", 600)
        .put("severity", severity);
  }

  private long sequence;

  private void measured(Instant from, int everySeconds, int times, double celsius) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Instant at = from.plusSeconds((long) i * everySeconds);
      points.add(
          new Point(
              ConditionsSeries.MEASUREMENT,
              "barn",
              at,
              at,
              new Point.Identity("pi-1", 1, ++sequence),
              false,
              Map.of("temperature", celsius)));
    }
    await(history.write(points));
  }
}
