package fr.anima.hub.animals.care;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Why;
import fr.anima.hub.animals.care.RaiseRules.Earlier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whether an alert that begins rings, without a database. */
class RaiseRulesTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final Optional<Cleaning> NO_CLEANING = Optional.empty();
  private static final Rung HOT = Rung.in("barn", Severity.ALERTE, TEN);

  @Test
  void what_nothing_is_known_of_rings() {
    assertEquals(Optional.empty(), quiet(List.of(), NO_CLEANING, TEN));
  }

  @Test
  void what_was_put_aside_stays_so_when_it_begins_again_before_the_end() {
    Quiet shelf = shelf(TEN.plusSeconds(1));

    assertEquals(
        Optional.of(shelf), quiet(List.of(before(Severity.ALERTE, shelf)), NO_CLEANING, TEN));
    assertEquals(
        Optional.empty(),
        quiet(List.of(before(Severity.ALERTE, shelf)), NO_CLEANING, TEN.plusSeconds(1)));
  }

  @Test
  void what_begins_worse_than_what_was_put_aside_rings() {
    Quiet shelf = shelf(TEN.plusSeconds(60));

    assertEquals(
        Optional.empty(), quiet(List.of(before(Severity.ATTENTION, shelf)), NO_CLEANING, TEN));
  }

  @Test
  void only_the_latest_of_its_like_counts() {
    Earlier shelved = before(Severity.ALERTE, shelf(TEN.plusSeconds(60)));
    Earlier ringing =
        new Earlier(
            Optional.of(Side.ABOVE),
            Optional.empty(),
            Severity.ALERTE,
            TEN.minusSeconds(5),
            Optional.empty(),
            OptionalInt.empty());
    Earlier cold =
        new Earlier(
            Optional.of(Side.BELOW),
            Optional.empty(),
            Severity.ALERTE,
            TEN.minusSeconds(5),
            Optional.of(shelf(TEN.plusSeconds(60))),
            OptionalInt.empty());

    assertEquals(Optional.empty(), quiet(List.of(ringing, shelved), NO_CLEANING, TEN));
    assertEquals(Optional.empty(), quiet(List.of(cold), NO_CLEANING, TEN));
  }

  @Test
  void what_begins_during_a_cleaning_is_quiet_until_its_end_and_not_before_it_or_after() {
    Cleaning cleaning = cleaning(TEN, TEN.plus(Duration.ofHours(1)), Optional.empty());

    assertEquals(
        Optional.of(TEN.plus(Duration.ofHours(1))),
        quiet(List.of(), Optional.of(cleaning), TEN).map(Quiet::until));
    assertEquals(
        Optional.empty(),
        quiet(
            List.of(),
            Optional.of(cleaning(TEN.plusMillis(1), TEN.plusSeconds(60), Optional.empty())),
            TEN));
    assertEquals(
        Optional.empty(), quiet(List.of(), Optional.of(cleaning), TEN.plus(Duration.ofHours(1))));
    assertEquals(
        Optional.empty(),
        quiet(
            List.of(),
            Optional.of(cleaning(TEN, TEN.plusSeconds(60), Optional.of(TEN.plusSeconds(5)))),
            TEN));
  }

  @Test
  void of_several_reasons_the_one_that_lasts_longest_decides() {
    Quiet shelf = shelf(TEN.plusSeconds(90));
    Cleaning cleaning = cleaning(TEN, TEN.plusSeconds(60), Optional.empty());

    assertEquals(
        Optional.of(shelf),
        quiet(List.of(before(Severity.ALERTE, shelf)), Optional.of(cleaning), TEN));
  }

  @Test
  void the_fifth_within_an_hour_stands_for_all_and_the_fourth_does_not() {
    Duration ten = Duration.ofMinutes(10);

    assertEquals(OptionalInt.empty(), raises(raised(3, ten)));
    assertEquals(OptionalInt.of(5), raises(raised(4, ten)));
    assertEquals(OptionalInt.of(6), raises(raised(5, ten)));
    assertEquals(OptionalInt.empty(), raises(raised(4, Duration.ofMinutes(15))), "an hour ago");
  }

  @Test
  void those_that_follow_ring_nobody_until_the_hour_is_over_and_are_not_told_again() {
    List<Earlier> told =
        List.of(
            raised(Duration.ofMinutes(5), Severity.ALERTE, OptionalInt.of(5)),
            raised(Duration.ofMinutes(9), Severity.ALERTE, OptionalInt.empty()));
    Instant over = TEN.plus(Duration.ofMinutes(55));

    assertEquals(OptionalInt.empty(), raises(told));
    assertEquals(
        Optional.of(new Quiet(Why.FLAPPING, over, Optional.empty(), Optional.empty())),
        quiet(told, NO_CLEANING, TEN));
    assertEquals(Optional.empty(), quiet(told, NO_CLEANING, over));
  }

  @Test
  void one_that_is_worse_than_what_was_told_rings() {
    List<Earlier> told =
        List.of(raised(Duration.ofMinutes(5), Severity.ATTENTION, OptionalInt.of(5)));

    assertEquals(Optional.empty(), quiet(told, NO_CLEANING, TEN));
  }

  private static OptionalInt raises(List<Earlier> earlier) {
    return RaiseRules.raises(HOT.beginning(), earlier);
  }

  private static Optional<Quiet> quiet(
      List<Earlier> earlier, Optional<Cleaning> cleaning, Instant now) {
    return RaiseRules.quiet(HOT.beginning(), earlier, cleaning, now);
  }

  private static Quiet shelf(Instant until) {
    return new Quiet(Why.SHELVED, until, Optional.of("Anne"), Optional.of("vu"));
  }

  private static Earlier before(Severity severity, Quiet quiet) {
    return new Earlier(
        Optional.of(Side.ABOVE),
        Optional.empty(),
        severity,
        TEN.minusSeconds(600),
        Optional.of(quiet),
        OptionalInt.empty());
  }

  private static Earlier raised(Duration before, Severity severity, OptionalInt raises) {
    return new Earlier(
        Optional.of(Side.ABOVE),
        Optional.empty(),
        severity,
        TEN.minus(before),
        Optional.empty(),
        raises);
  }

  private static List<Earlier> raised(int times, Duration apart) {
    return IntStream.rangeClosed(1, times)
        .mapToObj(n -> raised(apart.multipliedBy(n), Severity.ALERTE, OptionalInt.empty()))
        .toList();
  }

  private static Cleaning cleaning(Instant from, Instant until, Optional<Instant> endedAt) {
    return new Cleaning(new UUID(1, 1), "barn", from, until, "Anne", "lavage", endedAt);
  }
}
