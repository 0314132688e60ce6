package fr.anima.hub.bikes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.bikes.Motion.Kind;
import fr.anima.hub.bikes.MotionDetector.Detected;
import fr.anima.hub.bikes.MotionDetector.State;
import fr.anima.hub.bikes.MotionDetector.Turn;
import fr.anima.wire.ClockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionDetectorTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final double LATITUDE = 50.9581;
  private static final double LONGITUDE = 1.8530;
  private static final double METRES_PER_DEGREE = 111_195;

  private Optional<State> state = Optional.empty();
  private final List<Turn> turns = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void a_bike_that_stands_for_an_hour_in_noise_of_30_metres_never_moves(long seed) {
    Random noise = new Random(seed);

    for (int second = 0; second <= 3600; second++) {
      fix(second, 60 * noise.nextDouble() - 30, 60 * noise.nextDouble() - 30);
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds());
    assertEquals(TEN, turns.get(1).since());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void gaussian_noise_of_20_metres_moves_nobody_either(long seed) {
    Random noise = new Random(seed);

    for (int second = 0; second <= 3600; second += 2) {
      fix(second, 20 * noise.nextGaussian(), 20 * noise.nextGaussian());
    }

    assertEquals(0, kinds().stream().filter(Kind.MOVING::equals).count());
  }

  @Test
  void a_round_is_standing_moving_standing() {
    for (int second = 0; second < 300; second += 5) {
      fix(second, 0, 0);
    }
    for (int second = 300; second < 600; second += 5) {
      fix(second, 0, 4.1 * (second - 300));
    }
    for (int second = 600; second < 900; second += 5) {
      fix(second, 0, 1230);
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING, Kind.MOVING, Kind.STANDING), kinds());
    assertEquals(TEN.plusSeconds(325), turns.get(2).since());
    assertEquals(true, turns.get(3).since().isBefore(TEN.plusSeconds(605)));
  }

  @Test
  void one_stray_fix_moves_nobody() {
    for (int second = 0; second < 600; second += 10) {
      fix(second, second % 100 == 50 ? 400 : 0, 0);
    }

    assertEquals(0, kinds().stream().filter(Kind.MOVING::equals).count());
  }

  @Test
  void a_vague_fix_decides_nothing() {
    stand();
    for (int second = 200; second < 300; second += 5) {
      fix(second, 500, 500, OptionalDouble.of(25));
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds());
  }

  @Test
  void a_late_fix_decides_nothing() {
    stand();
    State before = state.orElseThrow();
    for (int second = 0; second < 100; second++) {
      fix(second, 3 * second, 0);
    }

    assertEquals(before, state.orElseThrow());
  }

  @Test
  void after_long_silence_a_bike_that_moved_is_unknown_until_seen_again() {
    for (int second = 0; second < 120; second += 5) {
      fix(second, 5 * second, 0);
    }
    fix(1200, 9000, 0);
    for (int second = 1205; second < 1400; second += 5) {
      fix(second, 9000, 0);
    }

    assertEquals(List.of(Kind.UNKNOWN, Kind.MOVING, Kind.UNKNOWN, Kind.STANDING), kinds());
  }

  @Test
  void a_bike_that_stands_still_stands_after_a_silent_night() {
    stand();
    fix(40_000, 10, 10);

    assertEquals(List.of(Kind.UNKNOWN, Kind.STANDING), kinds());
  }

  private void stand() {
    for (int second = 0; second < 200; second += 5) {
      fix(second, 0, 0);
    }
  }

  private void fix(int second, double north, double east) {
    fix(second, north, east, OptionalDouble.empty());
  }

  private void fix(int second, double north, double east, OptionalDouble hdop) {
    Fix fix =
        new Fix(
            TEN.plusSeconds(second),
            TEN.plusSeconds(second + 1),
            LATITUDE + north / METRES_PER_DEGREE,
            LONGITUDE + east / METRES_PER_DEGREE / Math.cos(Math.toRadians(LATITUDE)),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            hdop,
            ClockQuality.SYNCED);
    Detected detected =
        state.map(it -> MotionDetector.detect(it, fix)).orElseGet(() -> MotionDetector.first(fix));
    state = Optional.of(detected.state());
    detected.turn().ifPresent(turns::add);
  }

  private List<Kind> kinds() {
    return turns.stream().map(Turn::motion).toList();
  }
}
