package fr.anima.hub.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The widths of the roll-ups. Local days have 23 to 25 hours and are another zone's tomorrow: they
 * are not kept, but summed from hours or quarters when somebody asks.
 */
public enum Step {
  /** One minute. */
  MINUTE(Duration.ofMinutes(1)),
  /** A quarter of an hour. */
  QUARTER(Duration.ofMinutes(15)),
  /** One hour. */
  HOUR(Duration.ofHours(1)),
  /** A civil day of the hub's zone. */
  DAY(Duration.ofDays(1));

  private final Duration width;

  Step(Duration width) {
    this.width = width;
  }

  /** How wide a bucket is; a day's is the usual one. */
  public Duration width() {
    return width;
  }

  /** The roll-ups that days of a zone are summed from: the widest that midnights never cut. */
  public static Step partOfDay(ZoneId zone, Instant around) {
    boolean wholeHours = zone.getRules().getOffset(around).getTotalSeconds() % 3600 == 0;
    return wholeHours ? HOUR : QUARTER;
  }

  /** When the bucket begins into which this instant falls. */
  public Instant start(Instant at, ZoneId zone) {
    if (this == DAY) {
      return at.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
    }
    long seconds = width.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  /** When the bucket ends into which this instant falls. */
  public Instant end(Instant at, ZoneId zone) {
    return this == DAY
        ? at.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant()
        : start(at, zone).plus(width);
  }
}
