package fr.anima.edge.sensors.simulated;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * How one quantity runs through a day: warmest at its peak hour, coldest twelve hours later, with
 * noise.
 *
 * @param mean the middle, in the quantity's unit
 * @param dailySwing how far it goes up and down from the middle
 * @param peakHour local hour of the highest value, 0 to 24
 * @param noise standard deviation of the noise; half of it wanders over ten minutes, half is new
 *     with each value
 * @param lowest never below
 * @param highest never above
 * @param resolution smallest step; 1 makes a contact of a quantity between 0 and 1
 */
public record Curve(
    double mean,
    double dailySwing,
    double peakHour,
    double noise,
    double lowest,
    double highest,
    double resolution) {
  private static final long WANDER_MILLIS = 600_000;

  double at(Instant time, ZoneId zone, Dice dice) {
    ZonedDateTime local = time.atZone(zone);
    double hour = local.toLocalTime().toSecondOfDay() / 3600.0;
    long millis = time.toEpochMilli();
    return mean
        + dailySwing * Math.cos((hour - peakHour) / 24 * 2 * Math.PI)
        + noise * (0.5 * dice.wander(millis, WANDER_MILLIS) + 0.5 * dice.gauss(millis));
  }

  double shown(double value) {
    double held = Math.max(lowest, Math.min(highest, value));
    double stepped = Math.round(held / resolution) * resolution;
    // A product such as 3 * 0.1 has a tail that no instrument shows.
    return Math.round(stepped * 1e6) / 1e6;
  }
}
