package fr.anima.hub.bikes;

import fr.anima.hub.bikes.Motion.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides from fix to fix whether a bike moves or stands, by the stations' time only.
 *
 * <p>A receiver between houses errs by 30 m each way, so distances are taken from one spot and not
 * from fix to fix. Whoever stays within 100 m of a spot for two minutes stands: two fixes of one
 * place are at most 85 m apart, and even a walker is out of the circle by then. Whoever stood moves
 * when three fixes in a row lie outside, so that one stray fix moves nobody. A fix older than the
 * newest judged one decides nothing: it belongs to history.
 */
final class MotionDetector {
  private static final Duration STANDS_AFTER = Duration.ofMinutes(2);
  private static final int STRAY = 3;
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** Above this dilution a fix is off by more than our circle. */
  private static final double WORST_HDOP = 10;

  private MotionDetector() {}

  /** Fixes in a row outside the circle. */
  record Away(Instant since, int fixes) {}

  /**
   * What is remembered between fixes.
   *
   * @param newest measured-at of the newest judged fix
   */
  record State(Kind motion, Instant newest, Spot spot, Optional<Away> away) {
    private static State of(Kind motion, Fix fix, Spot spot) {
      return new State(motion, fix.measuredAt(), spot, Optional.empty());
    }
  }

  /** A motion that has begun. */
  record Turn(Kind motion, Instant since) {}

  /** What comes of a fix: the state afterwards and, rarely, something to announce. */
  record Detected(State state, Optional<Turn> turn) {
    private static Detected silently(State state) {
      return new Detected(state, Optional.empty());
    }

    private static Detected announcing(State state, Instant since) {
      return new Detected(state, Optional.of(new Turn(state.motion(), since)));
    }
  }

  /** Judges the first fix of a bike. */
  static Detected first(Fix fix) {
    return Detected.announcing(State.of(Kind.UNKNOWN, fix, Spot.of(fix)), fix.measuredAt());
  }

  /** Judges a further fix. */
  static Detected detect(State before, Fix fix) {
    boolean late = !fix.measuredAt().isAfter(before.newest());
    boolean vague = fix.hdop().orElse(0) > WORST_HDOP;
    if (late || vague) {
      return Detected.silently(before);
    }
    boolean gap = Duration.between(before.newest(), fix.measuredAt()).compareTo(SILENCE) > 0;
    if (before.spot().isNear(fix)) {
      return near(before, fix, gap);
    }
    return switch (before.motion()) {
      case STANDING -> outside(before, fix, gap);
      case UNKNOWN ->
          gap
              ? Detected.silently(State.of(Kind.UNKNOWN, fix, Spot.of(fix)))
              : outside(before, fix, false);
      case MOVING -> gap ? first(fix) : Detected.silently(State.of(Kind.MOVING, fix, Spot.of(fix)));
    };
  }

  private static Detected near(State before, Fix fix, boolean gap) {
    if (before.motion() == Kind.STANDING) {
      return Detected.silently(State.of(Kind.STANDING, fix, before.spot().steadied(fix)));
    }
    // Nobody saw it during the gap, so the two minutes start anew.
    Spot spot = gap ? Spot.of(fix) : before.spot();
    if (Duration.between(spot.since(), fix.measuredAt()).compareTo(STANDS_AFTER) >= 0) {
      return Detected.announcing(State.of(Kind.STANDING, fix, spot.steadied(fix)), spot.since());
    }
    return gap && before.motion() == Kind.MOVING
        ? first(fix)
        : Detected.silently(State.of(before.motion(), fix, spot));
  }

  private static Detected outside(State before, Fix fix, boolean gap) {
    Away away =
        before
            .away()
            .filter(it -> !gap)
            .map(it -> new Away(it.since(), it.fixes() + 1))
            .orElse(new Away(fix.measuredAt(), 1));
    return away.fixes() >= STRAY
        ? Detected.announcing(State.of(Kind.MOVING, fix, Spot.of(fix)), away.since())
        : Detected.silently(
            new State(before.motion(), fix.measuredAt(), before.spot(), Optional.of(away)));
  }
}
