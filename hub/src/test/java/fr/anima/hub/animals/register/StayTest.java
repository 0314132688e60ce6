package fr.anima.hub.animals.register;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.register.AnimalEvent.Kind;
import fr.anima.hub.animals.register.Entry.Sex;
import fr.anima.hub.animals.register.Timeline.AlertSeen;
import fr.anima.hub.animals.species.Species;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StayTest {
  private static final Instant MONDAY = Instant.parse("2026-11-23T10:00:00Z");
  private static final UUID BELLE = new UUID(0, 1);
  private static final Entry ENTRY =
      new Entry(
          "FR 1",
          "Belle",
          Species.GOAT,
          Sex.FEMALE,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          "pré",
          MONDAY);

  private final List<AnimalEvent> events = new ArrayList<>();

  @Test
  void an_animal_that_never_moved_lives_where_it_arrived() {
    assertEquals(List.of(new Stay("pré", MONDAY, Optional.empty())), Stay.of(ENTRY, events));
  }

  @Test
  void moves_are_ordered_by_when_they_happened_and_not_by_when_they_were_heard_of() {
    noted(move("étable", 20));
    noted(move("clapier", 10));

    assertEquals("pré 0-10, clapier 10-20, étable 20-", stays());
  }

  @Test
  void a_corrected_move_never_was_and_death_ends_the_last_stay() {
    noted(move("étable", 10));
    noted(corrected(move("clapier", 20)));
    noted(death(30));
    noted(move("pré", 40));

    assertEquals("pré 0-10, étable 10-30", stays());
  }

  @Test
  void a_death_that_was_an_error_leaves_it_alive() {
    noted(corrected(death(10)));

    Standing standing = Standing.of(ENTRY, events);

    assertEquals(Optional.empty(), standing.diedAt());
    assertEquals("pré", standing.enclosure());
  }

  @Test
  void the_latest_weight_and_the_longest_wait_that_count_are_shown() {
    noted(weight(41_000, 20));
    noted(weight(40_000, 10));
    noted(corrected(weight(4_100, 30)));
    noted(treatment(LocalDate.of(2026, 12, 5)));
    noted(treatment(LocalDate.of(2026, 12, 1)));
    noted(corrected(treatment(LocalDate.of(2027, 12, 5))));

    Standing standing = Standing.of(ENTRY, events);

    assertEquals(41_000, standing.weight().orElseThrow().grams());
    assertEquals(Optional.of(LocalDate.of(2026, 12, 5)), standing.milkEggsUntil());
    assertEquals(Optional.empty(), standing.meatUntil());
  }

  @ParameterizedTest
  @CsvSource({
    "étable, 12, 15, true",
    "étable, 5, 11, true",
    "étable, 5, 10, false",
    "étable, 19, 40, true",
    "étable, 20, 40, false",
    "étable, 2, 0, true",
    "pré, 12, 15, false",
    "clapier, 12, 15, false"
  })
  void an_alert_is_of_the_animals_that_were_there_while_it_lasted(
      String enclosure, int since, int cleared, boolean seen) {
    noted(move("étable", 10));
    noted(move("pré", 20));
    AlertSeen alert = alert(enclosure, since, cleared);

    List<Timeline.Line> lines = Timeline.of(Stay.of(ENTRY, events), events, List.of(alert));

    assertEquals(seen, lines.stream().anyMatch(it -> it.alert().isPresent()));
  }

  @Test
  void a_timeline_is_told_from_the_newest_on() {
    noted(weight(40_000, 30));
    noted(move("étable", 10));

    List<Timeline.Line> lines =
        Timeline.of(Stay.of(ENTRY, events), events, List.of(alert("étable", 20, 25)));

    assertEquals(List.of(at(30), at(20), at(10)), lines.stream().map(Timeline.Line::at).toList());
  }

  private void noted(AnimalEvent event) {
    events.add(event);
  }

  private String stays() {
    return String.join(
        ", ",
        Stay.of(ENTRY, events).stream()
            .map(
                it ->
                    it.enclosure()
                        + " "
                        + minutes(it.from())
                        + "-"
                        + it.until().map(StayTest::minutes).map(String::valueOf).orElse(""))
            .toList());
  }

  private static long minutes(Instant at) {
    return java.time.Duration.between(MONDAY, at).toMinutes();
  }

  private static Instant at(int minute) {
    return MONDAY.plusSeconds(60L * minute);
  }

  private static AlertSeen alert(String enclosure, int since, int cleared) {
    return new AlertSeen(
        new UUID(1, since),
        enclosure,
        "limit",
        Optional.of(Quantity.AMMONIA),
        Optional.of("above"),
        "alerte",
        OptionalDouble.of(5),
        OptionalDouble.of(6),
        at(since),
        cleared == 0 ? Optional.empty() : Optional.of(at(cleared)),
        Optional.empty());
  }

  private AnimalEvent move(String enclosure, int minute) {
    return event(Kind.MOVE, minute, 0, Optional.of(enclosure), Optional.empty());
  }

  private AnimalEvent death(int minute) {
    return event(Kind.DEATH, minute, 0, Optional.empty(), Optional.empty());
  }

  private AnimalEvent weight(int grams, int minute) {
    return event(Kind.WEIGHT, minute, grams, Optional.empty(), Optional.empty());
  }

  private AnimalEvent treatment(LocalDate until) {
    return event(Kind.TREATMENT, 15, 0, Optional.empty(), Optional.of(until));
  }

  private AnimalEvent event(
      Kind kind, int minute, int grams, Optional<String> enclosure, Optional<LocalDate> until) {
    return new AnimalEvent(
        new UUID(2, events.size()),
        BELLE,
        kind,
        at(minute),
        at(100 + events.size()),
        "Anne",
        grams == 0 ? Optional.empty() : Optional.of(grams),
        Optional.empty(),
        until,
        Optional.empty(),
        enclosure,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static AnimalEvent corrected(AnimalEvent it) {
    return new AnimalEvent(
        it.id(),
        it.animal(),
        it.kind(),
        it.at(),
        it.recordedAt(),
        it.by(),
        it.grams(),
        it.text(),
        it.milkEggsUntil(),
        it.meatUntil(),
        it.enclosure(),
        it.young(),
        it.photo(),
        it.corrects(),
        Optional.of(new UUID(9, 9)));
  }
}
