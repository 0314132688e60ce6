package fr.anima.hub.animals.rounds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.rounds.Rounds.Hours;
import fr.anima.hub.animals.rounds.Rounds.Missing;
import fr.anima.hub.animals.rounds.Rounds.Round;
import fr.anima.hub.animals.rounds.Rounds.Schedule;
import fr.anima.hub.animals.rounds.Rounds.Task;
import fr.anima.hub.animals.rounds.Rounds.Tick;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
  private static final Schedule USUAL = schedule("06:30", "10:00", "16:30", "19:30");

  private final List<Tick> ticks = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T08:59:59Z, ''",
    "2026-11-23T09:00:00Z, 2026-11-23 morning",
    "2026-11-23T15:29:59Z, 2026-11-23 morning",
    "2026-11-23T15:30:00Z, ''",
    "2026-11-23T18:30:00Z, 2026-11-23 evening",
    "2026-11-24T05:29:59Z, 2026-11-23 evening",
    "2026-11-24T05:30:00Z, ''"
  })
  void a_round_is_overdue_from_its_hour_until_the_next_begins(Instant now, String overdue) {
    assertEquals(overdue, words(USUAL, now));
  }

  @Test
  void what_was_ticked_is_not_missing_and_a_whole_round_is_not_overdue() {
    tick(MONDAY, Round.MORNING, "clapier", Task.WATER);
    tick(MONDAY, Round.MORNING, "clapier", Task.LOOK);
    tick(MONDAY, Round.EVENING, "clapier", Task.FEED);
    tick(MONDAY.minusDays(1), Round.MORNING, "clapier", Task.BEDDING);
    for (Task task : Task.values()) {
      tick(MONDAY, Round.MORNING, "poulailler", task);
    }

    List<Missing> missing =
        Rounds.overdue(
            List.of("clapier", "poulailler"),
            ticks,
            USUAL,
            PARIS,
            Instant.parse("2026-11-23T10:00:00Z"));

    assertEquals(1, missing.size());
    assertEquals("clapier", missing.get(0).enclosure());
    assertEquals(List.of(Task.FEED, Task.BEDDING), missing.get(0).tasks());
    assertEquals(Instant.parse("2026-11-23T09:00:00Z"), missing.get(0).dueAt());
  }

  @ParameterizedTest
  @CsvSource({
    // The day of 23 hours: 10:00 is an hour earlier for the rest of the world.
    "2027-03-27, 10:00, 2027-03-27T09:00:00Z",
    "2027-03-28, 10:00, 2027-03-28T08:00:00Z",
    // 02:30 does not exist that day.
    "2027-03-28, 02:30, 2027-03-28T01:30:00Z",
    // The day of 25 hours: 02:30 comes twice, and nobody is late before the second.
    "2027-10-31, 02:30, 2027-10-31T01:30:00Z",
    "2027-10-31, 10:00, 2027-10-31T09:00:00Z"
  })
  void hours_are_the_farms_on_days_of_23_and_25_hours_too(
      LocalDate day, LocalTime due, Instant expected) {
    Schedule early = schedule("00:30", due.toString(), "16:30", "19:30");

    assertEquals(expected, Rounds.dueAt(day, Round.MORNING, early, PARIS));
  }

  @ParameterizedTest
  @CsvSource({
    "2027-03-28T04:29:59Z, 2027-03-27 evening",
    "2027-03-28T04:30:00Z, ''",
    "2027-10-31T05:29:59Z, 2027-10-30 evening",
    "2027-10-31T05:30:00Z, ''"
  })
  void the_night_the_clocks_change_ends_with_the_farms_morning(Instant now, String overdue) {
    assertEquals(overdue, words(USUAL, now));
  }

  @Test
  void hours_are_in_order_or_refused() {
    assertEquals(true, USUAL.isOrdered());
    assertEquals(false, schedule("10:00", "06:30", "16:30", "19:30").isOrdered());
    assertEquals(false, schedule("06:30", "17:00", "16:30", "19:30").isOrdered());
    assertEquals(false, schedule("06:30", "10:00", "16:30", "16:30").isOrdered());
  }

  private String words(Schedule schedule, Instant now) {
    return String.join(
        ", ",
        Rounds.overdue(List.of("clapier"), ticks, schedule, PARIS, now).stream()
            .map(it -> it.day() + " " + it.round().word())
            .toList());
  }

  private void tick(LocalDate day, Round round, String enclosure, Task task) {
    Instant at = Instant.parse("2026-11-23T07:00:00Z");
    UUID id = new UUID(0, ticks.size());
    ticks.add(new Tick(id, day, round, enclosure, task, "Anne", at, at));
  }

  private static Schedule schedule(String a, String b, String c, String d) {
    return new Schedule(
        new Hours(LocalTime.parse(a), LocalTime.parse(b)),
        new Hours(LocalTime.parse(c), LocalTime.parse(d)));
  }
}
