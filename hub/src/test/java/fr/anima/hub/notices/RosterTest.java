package fr.anima.hub.notices;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.notices.Roster.Swap;
import fr.anima.hub.notices.Roster.Turn;
import fr.anima.hub.notices.Roster.Watch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final UUID ANNE = UUID.fromString("00000000-0000-4000-8000-00000000000a");
  private static final UUID PAUL = UUID.fromString("00000000-0000-4000-8000-00000000000b");
  private static final UUID ZOE = UUID.fromString("00000000-0000-4000-8000-00000000000c");

  /** Anne from Monday morning, Paul from Thursday evening. */
  private static final List<Turn> WEEK =
      List.of(
          turn(DayOfWeek.MONDAY, "08:00", Optional.of(ANNE)),
          turn(DayOfWeek.THURSDAY, "18:00", Optional.of(PAUL)));

  @Test
  void a_turn_lasts_until_the_next_one_also_over_the_end_of_the_week() {
    Roster roster = roster(WEEK);

    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-23T08:00")));
    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-26T17:59")));
    assertEquals(Optional.of(PAUL), roster.onDuty(at("2026-11-26T18:00")));
    assertEquals(Optional.of(PAUL), roster.onDuty(at("2026-11-30T07:59")));
  }

  @Test
  void a_single_turn_lasts_for_ever() {
    Roster roster = roster(List.of(turn(DayOfWeek.MONDAY, "08:00", Optional.of(ANNE))));

    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-23T07:59")));
    assertEquals(Optional.empty(), roster.nextAfter(at("2026-11-23T08:00")));
  }

  @Test
  void a_swap_takes_precedence_while_it_holds_and_the_later_of_two_wins() {
    Roster roster =
        new Roster(
            PARIS,
            WEEK,
            List.of(
                swap("2026-11-24T12:00", "2026-11-25T12:00", ZOE),
                swap("2026-11-24T20:00", "2026-11-24T22:00", PAUL)));

    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-24T11:59")));
    assertEquals(Optional.of(ZOE), roster.onDuty(at("2026-11-24T12:00")));
    assertEquals(Optional.of(PAUL), roster.onDuty(at("2026-11-24T21:00")));
    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-25T12:00")));
  }

  @Test
  void in_the_night_summer_time_begins_a_turn_in_the_missing_hour_starts_an_hour_later() {
    Roster roster =
        roster(
            List.of(
                turn(DayOfWeek.SATURDAY, "20:00", Optional.of(ANNE)),
                turn(DayOfWeek.SUNDAY, "02:30", Optional.of(PAUL))));

    assertEquals(Optional.of(ANNE), roster.onDuty(Instant.parse("2027-03-28T01:29:00Z")));
    assertEquals(Optional.of(PAUL), roster.onDuty(Instant.parse("2027-03-28T01:30:00Z")));
  }

  @Test
  void in_the_night_summer_time_ends_a_turn_in_the_double_hour_starts_the_first_time() {
    Roster roster =
        roster(
            List.of(
                turn(DayOfWeek.SATURDAY, "20:00", Optional.of(ANNE)),
                turn(DayOfWeek.SUNDAY, "02:30", Optional.of(PAUL))));

    assertEquals(Optional.of(ANNE), roster.onDuty(Instant.parse("2026-10-25T00:29:00Z")));
    assertEquals(Optional.of(PAUL), roster.onDuty(Instant.parse("2026-10-25T00:30:00Z")));
    assertEquals(Optional.of(PAUL), roster.onDuty(Instant.parse("2026-10-25T01:15:00Z")));
  }

  @Test
  void days_of_23_and_25_hours_are_covered_without_holes() {
    Roster roster = roster(WEEK);

    for (String monday : List.of("2027-03-22T00:00", "2026-10-19T00:00")) {
      Instant from = at(monday);
      Instant until = LocalDateTime.parse(monday).plusDays(7).atZone(PARIS).toInstant();
      List<Watch> watches = roster.watches(from, until);
      assertEquals(from, watches.get(0).from());
      assertEquals(until, watches.get(watches.size() - 1).until());
      Duration sum =
          watches.stream()
              .map(it -> Duration.between(it.from(), it.until()))
              .reduce(Duration.ZERO, Duration::plus);
      assertEquals(Duration.between(from, until), sum);
      assertEquals(3, watches.size());
    }
  }

  @Test
  void the_next_person_is_somebody_else_even_across_a_swap() {
    Roster roster =
        new Roster(PARIS, WEEK, List.of(swap("2026-11-26T18:00", "2026-11-27T18:00", ANNE)));

    assertEquals(Optional.of(PAUL), roster.nextAfter(at("2026-11-24T12:00")));
    assertEquals(Optional.of(ANNE), roster.nextAfter(at("2026-11-28T12:00")));
  }

  @Test
  void hours_of_nobody_are_gaps_unless_a_swap_fills_them() {
    List<Turn> week =
        List.of(
            turn(DayOfWeek.MONDAY, "08:00", Optional.of(ANNE)),
            turn(DayOfWeek.SATURDAY, "12:00", Optional.empty()));
    Instant saturday = at("2026-11-28T00:00");
    Instant sunday = at("2026-11-29T00:00");

    List<Watch> gaps = roster(week).gaps(saturday, sunday);
    Roster filled =
        new Roster(PARIS, week, List.of(swap("2026-11-28T10:00", "2026-11-30T10:00", PAUL)));

    assertEquals(1, gaps.size());
    assertEquals(at("2026-11-28T12:00"), gaps.get(0).from());
    assertEquals(sunday, gaps.get(0).until());
    assertTrue(filled.gaps(saturday, sunday).isEmpty());
  }

  @Test
  void without_turns_there_is_no_roster_that_could_have_gaps() {
    assertTrue(roster(List.of()).gaps(at("2026-11-28T00:00"), at("2026-11-29T00:00")).isEmpty());
  }

  @Test
  void the_turn_of_somebody_who_left_is_a_turn_of_nobody() {
    Roster roster = roster(WEEK).of(ANNE::equals);

    assertEquals(Optional.empty(), roster.onDuty(at("2026-11-27T12:00")));
    assertEquals(Optional.of(ANNE), roster.onDuty(at("2026-11-24T12:00")));
  }

  private static Roster roster(List<Turn> turns) {
    return new Roster(PARIS, turns, List.of());
  }

  private static Turn turn(DayOfWeek day, String from, Optional<UUID> person) {
    return new Turn(day, LocalTime.parse(from), person);
  }

  private static Swap swap(String from, String until, UUID person) {
    return new Swap(UUID.nameUUIDFromBytes(from.getBytes(UTF_8)), at(from), at(until), person);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(PARIS).toInstant();
  }
}
