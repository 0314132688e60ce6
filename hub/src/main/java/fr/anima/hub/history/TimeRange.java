package fr.anima.hub.history;

import java.time.Duration;
import java.time.Instant;

/** From an instant until before another. */
public record TimeRange(Instant from, Instant until) {
  /**
   * Refuses a range that runs backwards.
   *
   * @throws IllegalArgumentException with both ends
   */
  public TimeRange {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("range ends at " + until + " before it starts at " + from);
    }
  }

  /** How long it is, in milliseconds. */
  long millis() {
    return Duration.between(from, until).toMillis();
  }
}
