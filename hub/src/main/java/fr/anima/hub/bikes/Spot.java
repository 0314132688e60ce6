package fr.anima.hub.bikes;

import java.time.Instant;

/**
 * The spot from which {@link MotionDetector} takes distances: the first fix, and once the bike
 * stands the mean of the first twenty, which is steadier than any one of them.
 */
record Spot(double latitude, double longitude, Instant since, int fixes) {
  /** Two fixes of one place, each wrong by 30 m north and east, are 85 m apart. */
  private static final double RADIUS_METRES = 100;

  private static final int STEADY = 20;

  /** Length of one degree of latitude, from the mean radius of the earth (IUGG 1980). */
  private static final double METRES_PER_DEGREE = 6_371_008.8 * Math.PI / 180;

  static Spot of(Fix fix) {
    return new Spot(fix.latitude(), fix.longitude(), fix.measuredAt(), 1);
  }

  Spot steadied(Fix fix) {
    if (fixes >= STEADY) {
      return this;
    }
    double share = 1.0 / (fixes + 1);
    return new Spot(
        latitude + (fix.latitude() - latitude) * share,
        longitude + eastOf(fix) * share,
        since,
        fixes + 1);
  }

  boolean isNear(Fix fix) {
    double north = (fix.latitude() - latitude) * METRES_PER_DEGREE;
    double east = eastOf(fix) * METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
    return Math.hypot(north, east) <= RADIUS_METRES;
  }

  private double eastOf(Fix fix) {
    return Math.IEEEremainder(fix.longitude() - longitude, 360);
  }
}
