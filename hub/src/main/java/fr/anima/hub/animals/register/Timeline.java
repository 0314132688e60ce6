package fr.anima.hub.animals.register;

import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;

/** What an animal went through, newest first: what was noted, and what its enclosure rang for. */
final class Timeline {
  private Timeline() {}

  /**
   * One line of it: exactly one of the two is there.
   *
   * @param at when it happened; an alert since when the condition lasted
   */
  record Line(Instant at, Optional<AnimalEvent> event, Optional<AlertSeen> alert) {}

  /**
   * An alert of an enclosure as far as its animals are concerned; what its kind does not have is
   * empty.
   */
  record AlertSeen(
      UUID id,
      String enclosure,
      String kind,
      Optional<Quantity> quantity,
      Optional<String> side,
      String severity,
      OptionalDouble raiseAt,
      OptionalDouble value,
      Instant since,
      Optional<Instant> clearedAt,
      Optional<String> acknowledgedBy) {}

  /**
   * Puts them together.
   *
   * @param alerts of any enclosure and any time; only what the animal was there for is kept
   */
  static List<Line> of(List<Stay> stays, List<AnimalEvent> events, List<AlertSeen> alerts) {
    List<Line> lines = new ArrayList<>();
    events.forEach(it -> lines.add(new Line(it.at(), Optional.of(it), Optional.empty())));
    alerts.stream()
        .filter(it -> stays.stream().anyMatch(stay -> wasThere(stay, it)))
        .forEach(it -> lines.add(new Line(it.since(), Optional.empty(), Optional.of(it))));
    lines.sort(Comparator.comparing(Line::at).reversed());
    return List.copyOf(lines);
  }

  private static boolean wasThere(Stay stay, AlertSeen alert) {
    return stay.enclosure().equals(alert.enclosure()) && stay.saw(alert.since(), alert.clearedAt());
  }
}
