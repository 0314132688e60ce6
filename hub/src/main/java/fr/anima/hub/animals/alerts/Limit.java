package fr.anima.hub.animals.alerts;

import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;

/**
 * When a quantity of an enclosure calls for somebody: raised at one level held for a time, cleared
 * at another on the safe side held for a time. A quantity may have two of them on a side, one to
 * warn and a worse one further out, of different severities.
 *
 * @param raiseAt reaching it is beyond the limit
 * @param clearAt reaching it is safe again; strictly on the safe side of {@code raiseAt}
 * @param raiseAfterSeconds how long it must last, by the station's time
 * @param clearAfterSeconds how long safety must last, by the station's time
 * @param hours the part of the day in which it holds, by the farm's clock; always where empty
 * @param latching whether somebody has to look at what it left when it is over (mission 5.2)
 */
public record Limit(
    Quantity quantity,
    Side side,
    double raiseAt,
    double clearAt,
    int raiseAfterSeconds,
    int clearAfterSeconds,
    Severity severity,
    Optional<Hours> hours,
    boolean latching) {
  /** Holds at any hour, and is over when it is over. */
  public Limit(
      Quantity quantity,
      Side side,
      double raiseAt,
      double clearAt,
      int raiseAfterSeconds,
      int clearAfterSeconds,
      Severity severity) {
    this(
        quantity,
        side,
        raiseAt,
        clearAt,
        raiseAfterSeconds,
        clearAfterSeconds,
        severity,
        Optional.empty(),
        false);
  }

  /** Which way is dangerous. */
  public enum Side {
    /** Too much. */
    ABOVE,
    /** Too little. */
    BELOW;

    /** Whether a value has reached a level, coming from the safe side. */
    boolean reached(double value, double level) {
      return this == ABOVE ? value >= level : value <= level;
    }

    private Side opposite() {
      return this == ABOVE ? BELOW : ABOVE;
    }
  }

  /** How bad it is, in the keepers' words, the worst first. */
  public enum Severity {
    /** Now. */
    URGENCE,
    /** Today. */
    ALERTE,
    /** When you pass. */
    ATTENTION
  }

  /** Whether it holds at that moment of the day. */
  public boolean holdsAt(LocalTime at) {
    return hours.isEmpty() || hours.get().hold(at);
  }

  /** Whether a value calls for somebody. */
  public boolean isBeyond(double value) {
    return side.reached(value, raiseAt);
  }

  /** Whether a value is well on the safe side. */
  public boolean isSafe(double value) {
    return side.opposite().reached(value, clearAt);
  }

  /** Whether clearing is on the safe side of raising; false for NaN. */
  public boolean hasHysteresis() {
    return side == Side.ABOVE ? clearAt < raiseAt : clearAt > raiseAt;
  }

  /** Whether this one lies further from the safe side than another, at both its levels. */
  public boolean isFurtherOutThan(Limit milder) {
    return side == Side.ABOVE
        ? raiseAt > milder.raiseAt && clearAt >= milder.clearAt
        : raiseAt < milder.raiseAt && clearAt <= milder.clearAt;
  }

  /** How long it must last. */
  public Duration raiseAfter() {
    return Duration.ofSeconds(raiseAfterSeconds);
  }

  /** How long safety must last. */
  public Duration clearAfter() {
    return Duration.ofSeconds(clearAfterSeconds);
  }
}
