package fr.anima.hub.animals.alerts;

import java.time.LocalTime;

/**
 * A part of every day by the farm's clock, over midnight where it ends before it begins.
 *
 * @param from belongs to it
 * @param until no longer belongs to it
 */
public record Hours(LocalTime from, LocalTime until) {
  /** Whether a moment of the day belongs to it; none does where it ends as it begins. */
  public boolean hold(LocalTime at) {
    boolean begun = !at.isBefore(from);
    boolean ended = !at.isBefore(until);
    return until.isAfter(from) ? begun && !ended : !until.equals(from) && (begun || !ended);
  }
}
