package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an animal lived from when until when.
 *
 * @param until empty while it lives there
 */
record Stay(String enclosure, Instant from, Optional<Instant> until) {
  /** One stay after the other, from its arrival to its death or to now. */
  static List<Stay> of(Entry entry, List<AnimalEvent> events) {
    Optional<Instant> death = death(events);
    List<AnimalEvent> moves =
        counting(events, Kind.MOVE)
            .filter(it -> death.map(it.at()::isBefore).orElse(true))
            .sorted(Comparator.comparing(AnimalEvent::at).thenComparing(AnimalEvent::recordedAt))
            .toList();
    List<Stay> stays = new ArrayList<>();
    String enclosure = entry.enclosure();
    Instant from = entry.arrivedAt();
    for (AnimalEvent move : moves) {
      String to = move.enclosure().orElseThrow();
      if (!to.equals(enclosure)) {
        add(stays, new Stay(enclosure, from, Optional.of(move.at())));
        enclosure = to;
        from = from.isAfter(move.at()) ? from : move.at();
      }
    }
    add(stays, new Stay(enclosure, from, death));
    return List.copyOf(stays);
  }

  /** When it died; the first to say so counts. */
  static Optional<Instant> death(List<AnimalEvent> events) {
    return counting(events, Kind.DEATH).map(AnimalEvent::at).min(Comparator.naturalOrder());
  }

  /** Whether something that lasted from one instant to another touched this stay. */
  boolean saw(Instant since, Optional<Instant> over) {
    return until.map(since::isBefore).orElse(true) && over.map(from::isBefore).orElse(true);
  }

  private static Stream<AnimalEvent> counting(List<AnimalEvent> events, Kind kind) {
    return events.stream().filter(it -> it.kind() == kind && it.counts());
  }

  /** Moves within one breath leave no stay. */
  private static void add(List<Stay> stays, Stay stay) {
    if (stay.until().map(stay.from()::isBefore).orElse(true)) {
      stays.add(stay);
    }
  }
}
