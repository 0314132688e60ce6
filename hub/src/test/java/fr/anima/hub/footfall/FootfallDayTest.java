package fr.anima.hub.footfall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.history.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FootfallDayTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "2027-03-28, 23, 82800, 2027-03-27T23:00:00Z",
    "2027-06-15, 24, 86400, 2027-06-14T22:00:00Z",
    "2027-10-31, 25, 90000, 2027-10-30T22:00:00Z"
  })
  void a_day_has_as_many_hours_as_the_clocks_give_it(
      LocalDate day, int hours, long seconds, Instant start) {
    TimeRange range = FootfallDay.range(day, day, PARIS);

    List<HourTotal> measured = hoursOf(range);
    List<FootfallDay> days = FootfallDay.of(measured, PARIS);

    assertEquals(start, range.from());
    assertEquals(
        List.of(new FootfallDay(day, hours * 7L, hours * 3L, hours, seconds, seconds)), days);
  }

  @Test
  void three_days_around_a_clock_change_share_no_hour_and_lose_none() {
    TimeRange range =
        FootfallDay.range(LocalDate.of(2027, 10, 30), LocalDate.of(2027, 11, 1), PARIS);

    List<FootfallDay> days = FootfallDay.of(hoursOf(range), PARIS);

    assertEquals(List.of(24, 25, 24), days.stream().map(FootfallDay::hours).toList());
  }

  @Test
  void the_hour_that_comes_twice_is_two_hours_with_different_names() {
    TimeRange night =
        new TimeRange(Instant.parse("2027-10-30T23:00:00Z"), Instant.parse("2027-10-31T03:00:00Z"));

    List<String> names =
        hoursOf(night).stream().map(it -> FootfallHour.of(it, PARIS).localHour()).toList();

    assertEquals(
        List.of(
            "2027-10-31T01:00+02:00",
            "2027-10-31T02:00+02:00",
            "2027-10-31T02:00+01:00",
            "2027-10-31T03:00+01:00"),
        names);
    assertEquals(names.size(), new HashSet<>(names).size());
  }

  @Test
  void the_hour_that_does_not_exist_is_not_named() {
    TimeRange day = FootfallDay.range(LocalDate.of(2027, 3, 28), LocalDate.of(2027, 3, 28), PARIS);

    List<String> names =
        hoursOf(day).stream().map(it -> FootfallHour.of(it, PARIS).localHour()).toList();

    assertFalse(names.stream().anyMatch(it -> it.startsWith("2027-03-28T02")));
    assertEquals("2027-03-28T03:00+02:00", names.get(2));
  }

  @Test
  void a_day_on_which_nothing_was_measured_is_absent_and_never_zero() {
    List<HourTotal> hours = new ArrayList<>();
    hours.add(hour(Instant.parse("2027-06-01T10:00:00Z")));
    hours.add(hour(Instant.parse("2027-06-03T10:00:00Z")));

    List<LocalDate> days = FootfallDay.of(hours, PARIS).stream().map(FootfallDay::day).toList();

    assertEquals(List.of(LocalDate.of(2027, 6, 1), LocalDate.of(2027, 6, 3)), days);
  }

  private static List<HourTotal> hoursOf(TimeRange range) {
    List<HourTotal> hours = new ArrayList<>();
    for (Instant at = range.from(); at.isBefore(range.until()); at = at.plus(Duration.ofHours(1))) {
      hours.add(hour(at));
    }
    return hours;
  }

  private static HourTotal hour(Instant start) {
    Instant end = start.plusSeconds(3600);
    return new HourTotal("place-d-armes", start, 7, 3, 3_600_000, end, end);
  }
}
