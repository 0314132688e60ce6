package fr.anima.hub.animals.register;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How an animal stands after all that was noted; computed from it, and kept beside the animal only
 * to be found quickly.
 *
 * @param since since when it lives there
 * @param milkEggsUntil the last day of the longest wait
 * @param portrait the latest, by its id
 */
record Standing(
    String enclosure,
    Instant since,
    Optional<Instant> diedAt,
    Optional<Weighing> weight,
    Optional<LocalDate> milkEggsUntil,
    Optional<LocalDate> meatUntil,
    Optional<String> portrait) {
  /** The latest weight. */
  record Weighing(int grams, Instant at) {}

  static Standing of(Entry entry, List<AnimalEvent> events) {
    List<Stay> stays = Stay.of(entry, events);
    Stay last =
        stays.isEmpty()
            ? new Stay(entry.enclosure(), entry.arrivedAt(), Optional.empty())
            : stays.get(stays.size() - 1);
    return new Standing(
        last.enclosure(),
        last.from(),
        Stay.death(events),
        latest(events, Kind.WEIGHT).map(it -> new Weighing(it.grams().orElseThrow(), it.at())),
        longest(events, AnimalEvent::milkEggsUntil),
        longest(events, AnimalEvent::meatUntil),
        latest(events, Kind.PORTRAIT).flatMap(AnimalEvent::photo));
  }

  private static Optional<AnimalEvent> latest(List<AnimalEvent> events, Kind kind) {
    return events.stream()
        .filter(it -> it.kind() == kind && it.counts())
        .max(Comparator.comparing(AnimalEvent::at).thenComparing(AnimalEvent::recordedAt));
  }

  private static Optional<LocalDate> longest(
      List<AnimalEvent> events, Function<AnimalEvent, Optional<LocalDate>> until) {
    return events.stream()
        .filter(AnimalEvent::counts)
        .flatMap(it -> until.apply(it).stream())
        .max(Comparator.naturalOrder());
  }
}
