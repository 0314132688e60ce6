package fr.anima.edge.sensors.recorded;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast a recording is played, and which times its samples carry.
 *
 * @param factor 1 is the recording's own pace, 60 plays an hour in a minute, infinity is as fast as
 *     possible
 * @param shifted whether the first sample is now and the distances are divided by the factor;
 *     otherwise the recorded times are kept
 */
public record Pace(double factor, boolean shifted) {
  /** As fast as possible, with the recorded times. */
  public static final Pace AS_FAST_AS_POSSIBLE = new Pace(Double.POSITIVE_INFINITY, false);

  /** Refuses a standstill, and shifted times without distances. */
  public Pace {
    if (!(factor > 0) || (shifted && Double.isInfinite(factor))) {
      throw new IllegalArgumentException("a pace of " + factor + " cannot be played");
    }
  }

  /** When a sample is told, of a recording whose first sample is told at {@code start}. */
  Instant due(Instant start, Instant first, Instant at) {
    if (Double.isInfinite(factor)) {
      return start;
    }
    double millis = Duration.between(first, at).toMillis() / factor;
    return start.plusMillis(Math.round(millis));
  }
}
