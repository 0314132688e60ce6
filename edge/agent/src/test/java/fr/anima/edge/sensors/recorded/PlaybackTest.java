package fr.anima.edge.sensors.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaybackTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant THEN = Instant.parse("2012-01-01T00:00:00Z");

  private Duration passed = Duration.ZERO;
  private Duration setBy = Duration.ZERO;

  private long nanos() {
    return passed.toNanos();
  }

  /** Asks when a clock shows that, which was set by so much since {@code NOW}. */
  private List<Sample> ask(Playback playback, Instant now) throws IOException {
    passed = Duration.between(NOW.plus(setBy), now);
    return playback.sample(now);
  }

  @Test
  void at_its_own_pace_a_sample_comes_when_as_much_time_has_passed() throws IOException {
    Playback playback = new Playback(tape(3), new Pace(1, false), this::nanos);

    assertEquals(times(THEN), times(ask(playback, NOW)));
    assertEquals(List.of(), ask(playback, NOW.plusSeconds(599)));
    assertEquals(times(THEN.plusSeconds(600)), times(ask(playback, NOW.plusSeconds(600))));
    assertFalse(playback.isFinished());
    assertEquals(times(THEN.plusSeconds(1200)), times(ask(playback, NOW.plusSeconds(5000))));
    assertTrue(playback.isFinished());
  }

  @Test
  void sixty_times_faster_ten_minutes_are_ten_seconds() throws IOException {
    Playback playback = new Playback(tape(3), new Pace(60, false), this::nanos);
    ask(playback, NOW);

    assertEquals(List.of(), ask(playback, NOW.plusMillis(9_999)));
    assertEquals(1, ask(playback, NOW.plusMillis(10_000)).size());
  }

  @Test
  void shifted_times_begin_now_and_keep_their_proportions() throws IOException {
    Playback playback = new Playback(tape(3), new Pace(60, true), this::nanos);

    List<Sample> first = ask(playback, NOW);
    List<Sample> rest = ask(playback, NOW.plusSeconds(60));

    assertEquals(times(NOW), times(first));
    assertEquals(times(NOW.plusSeconds(10), NOW.plusSeconds(20)), times(rest));
    assertEquals(Sample.TimeOf.STATION, rest.get(0).timeOf());
  }

  @Test
  void a_clock_that_is_set_meanwhile_hurries_nothing_and_moves_what_comes() throws IOException {
    Playback playback = new Playback(tape(3), new Pace(60, true), this::nanos);
    ask(playback, NOW);
    setBy = Duration.ofDays(300);

    List<Sample> early = ask(playback, NOW.plus(setBy).plusSeconds(9));
    List<Sample> rest = ask(playback, NOW.plus(setBy).plusSeconds(11));

    assertEquals(List.of(), early);
    assertEquals(times(NOW.plus(setBy).plusSeconds(10)), times(rest));
  }

  @Test
  void a_shifted_count_keeps_its_interval_in_proportion() throws IOException {
    Sample count = new Sample.Count(THEN.plusSeconds(3600), Sample.TimeOf.SENSOR, THEN, 5, 3);
    Playback playback = new Playback(tape(List.of(count)), new Pace(60, true), this::nanos);

    Sample.Count told = (Sample.Count) ask(playback, NOW).get(0);

    assertEquals(NOW, told.at());
    assertEquals(NOW.minusSeconds(60), told.from());
  }

  @Test
  void as_fast_as_possible_comes_in_portions() throws IOException {
    Playback playback = new Playback(tape(450), Pace.AS_FAST_AS_POSSIBLE, this::nanos);
    List<Integer> portions = new ArrayList<>();
    do {
      portions.add(ask(playback, NOW).size());
    } while (playback.hasMore());

    assertEquals(List.of(200, 200, 50), portions);
    assertTrue(playback.isFinished());
    assertEquals(List.of(), ask(playback, NOW));
  }

  @Test
  void an_empty_recording_is_finished_at_once() throws IOException {
    Playback playback = new Playback(tape(0), new Pace(1, true), this::nanos);

    assertEquals(List.of(), ask(playback, NOW));
    assertTrue(playback.isFinished());
  }

  @Test
  void a_pace_that_cannot_be_played_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Pace(0, false));
    assertThrows(IllegalArgumentException.class, () -> new Pace(Double.NaN, false));
    assertThrows(IllegalArgumentException.class, () -> new Pace(Double.POSITIVE_INFINITY, true));
  }

  private static Recording tape(int length) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      samples.add(
          new Sample.Values(
              THEN.plusSeconds(600L * i), Sample.TimeOf.SENSOR, Map.of("temperature", 1.0 * i)));
    }
    return tape(samples);
  }

  private static Recording tape(List<Sample> samples) {
    Deque<Sample> left = new ArrayDeque<>(samples);
    return new Recording() {
      @Override
      public Optional<Sample> next() {
        return Optional.ofNullable(left.pollFirst());
      }

      @Override
      public String complaint() {
        return "";
      }

      @Override
      public void close() {}
    };
  }

  private static List<Instant> times(Instant... times) {
    return List.of(times);
  }

  private static List<Instant> times(List<Sample> samples) {
    return samples.stream().map(Sample::at).toList();
  }
}
