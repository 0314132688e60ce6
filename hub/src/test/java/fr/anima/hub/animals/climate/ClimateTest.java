package fr.anima.hub.animals.climate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.climate.Climate.Outside;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClimateTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void least_most_and_mean_are_of_all_values() {
    Climate it = hour(List.of(new Bucket(at(0), 2, 10, 12, 11), new Bucket(at(1), 1, 20, 20, 20)));

    assertEquals(Optional.of(new Climate.Seen(10, 20, 14)), it.seen());
  }

  @Test
  void time_outside_is_that_of_the_steps_whose_mean_is_beyond_a_limit() {
    Climate it = hour(minutes(0, 60, minute -> minute >= 10 && minute < 25 ? 31 : 20));

    assertEquals(Duration.ofMinutes(15), outside(it).total());
    assertEquals(Optional.of(at(10)), outside(it).longestSince());
    assertEquals(1, it.coverage());
  }

  @Test
  void too_cold_is_outside_as_too_warm_is_and_both_together_are_one_stretch() {
    Climate it = hour(minutes(0, 60, minute -> minute < 10 ? 31 : minute < 20 ? 4 : 20));

    assertEquals(Duration.ofMinutes(20), outside(it).longest());
  }

  @Test
  void a_limit_is_outside_as_soon_as_it_is_reached() {
    assertEquals(Duration.ofMinutes(60), outside(hour(minutes(0, 60, minute -> 30))).total());
    assertEquals(Duration.ZERO, outside(hour(minutes(0, 60, minute -> 29.9))).total());
  }

  @Test
  void a_gap_is_neither_and_ends_the_longest_stretch() {
    List<Bucket> steps = new ArrayList<>(minutes(0, 20, minute -> 31));
    steps.addAll(minutes(40, 60, minute -> 31));

    Climate it = hour(steps);

    assertEquals(Duration.ofMinutes(40), outside(it).total());
    assertEquals(Duration.ofMinutes(20), outside(it).longest());
    assertEquals(40 / 60.0, it.coverage(), 1e-9);
  }

  @Test
  void a_silence_of_three_expected_periods_is_no_gap_and_a_longer_one_is() {
    List<Bucket> bridged = new ArrayList<>(minutes(0, 30, minute -> 20));
    bridged.addAll(minutes(32, 60, minute -> 20));
    List<Bucket> broken = new ArrayList<>(minutes(0, 30, minute -> 20));
    broken.addAll(minutes(33, 60, minute -> 20));

    assertEquals(1, hour(bridged).coverage(), 1e-9);
    assertEquals(57 / 60.0, hour(broken).coverage(), 1e-9);
  }

  @Test
  void days_on_which_values_were_asked_for_less_often_are_covered_too() {
    List<Bucket> sparse = List.of(value(0), value(10), value(20), value(30), value(40), value(50));

    assertEquals(1, hour(sparse).coverage(), 1e-9);
  }

  @Test
  void a_rare_sensor_covers_what_lies_between_its_values() {
    TimeRange period = new TimeRange(NOON, at(60));
    List<Bucket> steps = List.of(value(0), value(20), value(40));

    Climate it = Climate.of(question(Optional.of(Duration.ofMinutes(20)), period, MINUTE), steps);

    assertEquals(1, it.coverage());
  }

  @Test
  void a_quarter_of_an_hour_with_one_reading_is_not_a_whole_one() {
    Duration quarter = Step.QUARTER.width();
    TimeRange period = new TimeRange(NOON, at(45));
    List<Bucket> steps =
        List.of(
            new Bucket(at(0), 15, 20, 20, 20),
            new Bucket(at(15), 1, 20, 20, 20),
            new Bucket(at(30), 15, 20, 20, 20));

    Climate it = Climate.of(question(Optional.of(MINUTE), period, quarter), steps);

    assertEquals(33 / 45.0, it.coverage(), 1e-9);
  }

  @Test
  void the_mildest_limit_of_each_side_is_where_comfort_ends() {
    Climate it = hour(List.of());

    assertEquals(OptionalDouble.of(5), it.low());
    assertEquals(OptionalDouble.of(30), it.high());
    assertEquals(Optional.empty(), it.seen());
    assertEquals(0, it.coverage());
  }

  @Test
  void where_nobody_set_a_limit_nothing_is_outside() {
    TimeRange period = new TimeRange(NOON, at(60));
    Climate it =
        Climate.of(
            new Climate.Question(Quantity.LIGHT, limits(), Optional.of(MINUTE), period, MINUTE),
            minutes(0, 60, minute -> 9_999));

    assertTrue(it.outside().isEmpty());
  }

  @Test
  void days_are_the_farms_and_end_now_at_the_latest() {
    ZoneId paris = ZoneId.of("Europe/Paris");
    LocalDate short23 = LocalDate.parse("2027-03-28");

    TimeRange whole = new Account.Days(short23, short23, paris, Instant.MAX).period().orElseThrow();
    Instant within = Instant.parse("2027-03-28T10:00:00Z");

    assertEquals(Duration.ofHours(23), Duration.between(whole.from(), whole.until()));
    assertEquals(
        within, new Account.Days(short23, short23, paris, within).period().orElseThrow().until());
    assertTrue(new Account.Days(short23, short23, paris, whole.from()).period().isEmpty());
    assertTrue(
        new Account.Days(short23.plusDays(1), short23, paris, Instant.MAX).period().isEmpty());
  }

  @Test
  void a_long_period_and_one_whose_minutes_are_gone_are_counted_in_wider_steps() {
    Retention kept =
        new Retention(
            Set.of(),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(400),
            Duration.ofDays(3660));

    assertEquals(Step.MINUTE, step(kept, 31, 0));
    assertEquals(Step.QUARTER, step(kept, 90, 0));
    assertEquals(Step.QUARTER, step(kept, 1, 500));
    assertEquals(Step.HOUR, step(kept, 1000, 0));
  }

  private static Step step(Retention kept, int days, int daysAgo) {
    Instant until = NOON.minus(Duration.ofDays(daysAgo));
    return Account.step(new TimeRange(until.minus(Duration.ofDays(days)), until), kept, NOON);
  }

  private static Outside outside(Climate it) {
    return it.outside().orElseThrow();
  }

  private static Climate hour(List<Bucket> steps) {
    return Climate.of(question(Optional.of(MINUTE), new TimeRange(NOON, at(60)), MINUTE), steps);
  }

  private static Climate.Question question(
      Optional<Duration> every, TimeRange period, Duration step) {
    return new Climate.Question(Quantity.TEMPERATURE, limits(), every, period, step);
  }

  private static List<Limit> limits() {
    return List.of(
        new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 60, Severity.ATTENTION),
        new Limit(Quantity.TEMPERATURE, Side.ABOVE, 35, 33, 60, 60, Severity.URGENCE),
        new Limit(Quantity.TEMPERATURE, Side.BELOW, 5, 7, 60, 60, Severity.ALERTE),
        new Limit(Quantity.TEMPERATURE, Side.BELOW, 0, 2, 60, 60, Severity.URGENCE));
  }

  private static List<Bucket> minutes(
      int from, int until, java.util.function.IntToDoubleFunction celsius) {
    List<Bucket> steps = new ArrayList<>();
    for (int minute = from; minute < until; minute++) {
      steps.add(Bucket.of(at(minute), celsius.applyAsDouble(minute)));
    }
    return steps;
  }

  private static Bucket value(int minute) {
    return Bucket.of(at(minute), 20);
  }

  private static Instant at(int minute) {
    return NOON.plusSeconds(60L * minute);
  }
}
