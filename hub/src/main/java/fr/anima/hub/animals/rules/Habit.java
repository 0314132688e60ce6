package fr.anima.hub.animals.rules;

import fr.anima.wire.Quantity;
import java.time.Duration;
import java.util.Optional;

/**
 * How a quantity moves in a shed or in the open, by which its sensors are doubted. The figures are
 * ours, wide on purpose: a false doubt takes a true value from the limits. In three months of a
 * recorded house healthy sensors stood exactly still for up to 12 h (temperature, 72 readings) and
 * 7 h (humidity below saturation).
 *
 * @param step between two readings, however close, in the quantity's unit; more is a jump
 * @param perMinute and so much more for each minute between them
 * @param constantFor exactly the same for so long, and in so many readings, is a stuck sensor
 */
record Habit(double step, double perMinute, Duration constantFor) {
  /** Fewer readings prove no constancy. */
  static final int READINGS = 30;

  /** Saturated air stays so for days: 99.9 %RH for 59 h in the recorded house, outdoors. */
  private static final double WETTEST = 99;

  /** Within a good sensor's accuracy of no water at all, which no air of this country is. */
  private static final double DRIEST = 2;

  /**
   * What is known of a quantity's habits; empty for what may jump or stand still for good reason:
   * gases, light and sound jump, water and feed are refilled and stay, contacts stay.
   */
  static Optional<Habit> of(Quantity quantity) {
    return switch (quantity) {
      case TEMPERATURE -> Optional.of(new Habit(15, 3, Duration.ofHours(24)));
      case HUMIDITY -> Optional.of(new Habit(40, 10, Duration.ofHours(12)));
      case PRESSURE -> Optional.of(new Habit(10, 1, Duration.ofHours(24)));
      case AMMONIA,
          CARBON_DIOXIDE,
          WATER_LEVEL,
          FEED_WEIGHT,
          LIGHT,
          SOUND,
          DOOR,
          MOTION,
          BATTERY,
          BOX_TEMPERATURE,
          OUTPUT ->
          Optional.empty();
    };
  }

  /** Whether no air moves like that. */
  boolean isJump(double before, double now, Duration between) {
    return Math.abs(now - before) > step + perMinute * between.toMillis() / 60_000.0;
  }

  /** Whether the sensor can say it and no air is like that. */
  static boolean isImpossible(Quantity quantity, double value) {
    return quantity == Quantity.HUMIDITY && value <= DRIEST;
  }

  /** Whether a sensor that has said the same for so long is stuck. */
  boolean isStuck(Quantity quantity, double value, int readings, Duration same) {
    boolean isSaturated = quantity == Quantity.HUMIDITY && value >= WETTEST;
    return !isSaturated && readings >= READINGS && same.compareTo(constantFor) >= 0;
  }
}
