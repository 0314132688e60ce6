package fr.anima.hub.animals.heat;

import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The temperature-humidity index of an enclosure, with what is known of its age; or why there is
 * none.
 *
 * @param measuredAt of the older of the two values: no index is younger than what it is made of
 * @param estimated whether a station did not know the time
 */
record HeatIndex(double value, Instant measuredAt, Instant receivedAt, boolean estimated) {
  /**
   * Names the formula in history and in the contract; many exist and rank differently (nine of them
   * for calves alone, Ciência Rural, scielo.br).
   */
  static final String FORMULA = "thi-noaa-1976";

  /** A value older than so many periods is not used. */
  private static final int PERIODS = 3;

  /** Why there is no index. */
  enum Absent {
    /** Temperature or humidity is not measured here, or never came. */
    NOT_MEASURED,
    /** One of them is too old. */
    STALE,
    /** One of them is doubted. */
    DOUBTED
  }

  /**
   * What an enclosure says at present.
   *
   * @param periods in seconds, by the word of each quantity that is measured
   * @param latest the newest value by quantity
   * @param doubted whose sensor is in doubt
   */
  record Present(Map<String, Double> periods, Map<Quantity, Latest> latest, Set<Quantity> doubted) {
    Optional<Absent> absent(Quantity quantity, Instant now) {
      Double seconds = periods.get(quantity.word());
      Latest value = latest.get(quantity);
      if (seconds == null || value == null) {
        return Optional.of(Absent.NOT_MEASURED);
      }
      Duration oldest = Duration.ofMillis(Math.round(seconds * 1000)).multipliedBy(PERIODS);
      if (value.measuredAt().plus(oldest).isBefore(now)) {
        return Optional.of(Absent.STALE);
      }
      return doubted.contains(quantity) ? Optional.of(Absent.DOUBTED) : Optional.empty();
    }
  }

  /**
   * The index of NOAA (1976), as given by reterurale.it after St-Pierre (2003): {@code (1.8 T + 32)
   * − (0.55 − 0.55 RH)(1.8 T − 26)}. At 24 °C and 80 % it is 73.3.
   *
   * @param celsius air temperature
   * @param percent relative humidity, 0 to 100
   */
  static double thi(double celsius, double percent) {
    return 1.8 * celsius + 32 - (0.55 - 0.55 * percent / 100) * (1.8 * celsius - 26);
  }

  /** Why an enclosure has no index now; empty when it has one. */
  static Optional<Absent> absent(Present present, Instant now) {
    return present
        .absent(Quantity.TEMPERATURE, now)
        .or(() -> present.absent(Quantity.HUMIDITY, now));
  }

  /** The index of an enclosure now; none of values that are stale or doubted. */
  static Optional<HeatIndex> of(Present present, Instant now) {
    Latest warmth = present.latest().get(Quantity.TEMPERATURE);
    Latest moisture = present.latest().get(Quantity.HUMIDITY);
    if (warmth == null || moisture == null || absent(present, now).isPresent()) {
      return Optional.empty();
    }
    Latest older = warmth.measuredAt().isBefore(moisture.measuredAt()) ? warmth : moisture;
    return Optional.of(
        new HeatIndex(
            thi(warmth.value(), moisture.value()),
            older.measuredAt(),
            older.arrivedAt(),
            warmth.estimated() || moisture.estimated()));
  }
}
