package fr.anima.edge.sensors.safety;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * When an output of the station is on. Pure: {@link #judge} is given everything, also the time, in
 * nanoseconds of a clock that only goes forward.
 *
 * @param on beyond this it is switched on: above where {@code on} is the larger, for a fan, below
 *     where it is the smaller, for a lamp
 * @param off beyond this, the other way, it is switched off; between the two it stays as it is
 * @param longest it never runs longer at a stretch
 * @param rest and then stays off for so long
 * @param lost a sensor silent for so long is lost, and the output off
 */
public record SafetyRule(double on, double off, Duration longest, Duration rest, Duration lost) {
  /** Refuses a rule without hysteresis, which would wear out a relay in an afternoon. */
  public SafetyRule {
    if (!(Math.abs(on - off) > 0)) {
      throw new IllegalArgumentException("on and off must differ");
    }
  }

  /** Why the output is as it is. */
  public enum Reason {
    /** The value is on the good side. */
    CALM,
    /** The value went beyond. */
    BEYOND,
    /** It has run as long as it may and rests. */
    RESTING,
    /** The sensor says nothing. */
    SENSOR_LOST
  }

  /**
   * What is remembered from one judgement to the next.
   *
   * @param sinceNanos since when the output is as it is, or since when it rests
   */
  public record State(boolean isOn, Reason reason, long sinceNanos) {
    /** Off, as every run of the agent begins. */
    public static State off(long nanos) {
      return new State(false, Reason.CALM, nanos);
    }
  }

  /**
   * The output from now on.
   *
   * @param value the sensor's latest; empty when it was told nothing for {@link #lost} or nothing
   *     possible
   */
  public State judge(State before, OptionalDouble value, long nanos) {
    Duration elapsed = Duration.ofNanos(nanos - before.sinceNanos);
    // The rest comes first: a sensor that comes and goes must not shorten it.
    if (before.reason == Reason.RESTING && elapsed.compareTo(rest) < 0) {
      return before;
    }
    if (before.isOn && elapsed.compareTo(longest) >= 0) {
      return new State(false, Reason.RESTING, nanos);
    }
    if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
      return changed(before, false, Reason.SENSOR_LOST, nanos);
    }
    boolean isOn =
        before.isOn
            ? !isBeyond(off, on, value.getAsDouble())
            : isBeyond(on, off, value.getAsDouble());
    return changed(before, isOn, isOn ? Reason.BEYOND : Reason.CALM, nanos);
  }

  /** Whether the value is past the limit, seen from the other limit. */
  private static boolean isBeyond(double limit, double other, double value) {
    return limit > other ? value >= limit : value <= limit;
  }

  private static State changed(State before, boolean isOn, Reason reason, long nanos) {
    return before.isOn == isOn && before.reason == reason
        ? before
        : new State(isOn, reason, before.isOn == isOn ? before.sinceNanos : nanos);
  }
}
