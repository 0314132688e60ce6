package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FixDatesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final Instant LATEST = NOW.plus(Duration.ofDays(1));
  private static final Duration ERA = Duration.ofDays(7168);

  private final FixDates live = FixDates.ofLive(() -> LATEST);
  private final FixDates recorded = FixDates.ofRecording(() -> LATEST);

  @Test
  void a_time_before_2000_or_more_than_a_day_ahead_never_passes() {
    for (FixDates each : List.of(live, recorded)) {
      assertEquals(Optional.empty(), each.judged(Instant.parse("1999-12-31T23:59:59Z")));
      assertEquals(Optional.empty(), each.judged(LATEST.plusMillis(1)));
      assertEquals(Optional.empty(), each.judged(NOW.plus(ERA)));
      assertEquals(Optional.of(LATEST), each.judged(LATEST));
    }
  }

  @Test
  void a_live_receiver_that_fell_back_an_era_is_put_right_by_a_known_clock() {
    for (Duration late : List.of(Duration.ofDays(-1), Duration.ZERO, Duration.ofDays(1))) {
      assertEquals(Optional.of(NOW.plus(late)), live.judged(NOW.plus(late).minus(ERA)));
    }
  }

  @Test
  void any_other_old_time_stays_what_the_receiver_said() {
    Instant old = NOW.minus(ERA).minus(Duration.ofDays(2));

    assertEquals(Optional.of(old), live.judged(old));
    assertEquals(Optional.of(NOW.minus(ERA)), recorded.judged(NOW.minus(ERA)));
  }

  @Test
  void without_a_known_clock_nothing_is_put_right() {
    FixDates clockless = FixDates.ofLive(() -> Instant.MAX);

    assertEquals(Optional.of(NOW.minus(ERA)), clockless.judged(NOW.minus(ERA)));
    assertEquals(Optional.empty(), clockless.judged(Instant.EPOCH));
  }
}
