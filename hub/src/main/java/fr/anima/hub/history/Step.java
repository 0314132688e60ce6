package fr.anima.hub.history;

import java.time.Duration;

/**
 * The widths of the roll-ups. Local days are summed from hours, because they have 23 to 25 of them.
 */
public enum Step {
  /** One minute. */
  MINUTE(Duration.ofMinutes(1)),
  /** A quarter of an hour. */
  QUARTER(Duration.ofMinutes(15)),
  /** One hour. */
  HOUR(Duration.ofHours(1));

  private final Duration width;

  Step(Duration width) {
    this.width = width;
  }

  /** How wide a bucket is. */
  public Duration width() {
    return width;
  }
}
