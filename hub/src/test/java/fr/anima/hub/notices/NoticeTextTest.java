package fr.anima.hub.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.notices.NoticeText.Reading;
import fr.anima.hub.notices.NoticeText.Surroundings;
import fr.anima.hub.notices.NoticeText.Written;
import fr.anima.hub.notices.Preferences.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NoticeTextTest {
  private static final Instant MORNING = Instant.parse("2026-11-28T05:10:00Z");

  /** As the farm's room tells it. */
  private static final String SHUT =
      """
      {"id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff", "enclosure": "henhouse", "severity": "alerte",
       "kind": "limit", "quantity": "door", "side": "above", "raiseAt": 1, "value": 1,
       "since": "2026-11-28T02:00:00Z", "clearedAt": "2026-11-28T05:00:00Z"%s, "version": 3}""";

  @Test
  void what_is_over_and_left_something_to_look_at_says_so_in_both_languages() {
    assertEquals(
        List.of(
            "Où\u00a0: Poulailler",
            "Quoi\u00a0: porte ouverte",
            "Dernière mesure\u00a0: fermée à 06:09, 30\u00a0s avant cet avis",
            "Revenu à la normale\u00a0: 06:00",
            "À faire\u00a0: aller voir, et noter ce que vous trouvez."),
        body(", \"latched\": true", Language.FR).stream()
            .filter(it -> !isOfBeginning(it))
            .toList());
    assertEquals(
        "To do: go and look, and note what you find.",
        body(", \"latched\": true", Language.EN).get(5));
  }

  @Test
  void what_is_over_and_left_nothing_asks_for_nothing() {
    assertFalse(body("", Language.FR).stream().anyMatch(it -> it.startsWith("À faire")));
  }

  private static boolean isOfBeginning(String line) {
    return line.startsWith("Depuis");
  }

  private static List<String> body(String latched, Language language) {
    byte[] told = SHUT.formatted(latched).getBytes(StandardCharsets.UTF_8);
    return NoticeText.of(
            Transition.CLEARED,
            Json.read(told, AlertNews.class),
            new Surroundings("Poulailler", Optional.of(new Reading(0, MORNING.minusSeconds(30)))),
            new Written(language, ZoneId.of("Europe/Paris"), MORNING))
        .body()
        .lines()
        .toList();
  }
}
