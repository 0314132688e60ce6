package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.history.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A night in which it never became cooler than the threshold, between 22:00 and 06:00 by the farm's
 * clock: animals recover from a hot day by night or not at all (reterurale.it, THI page). Told when
 * the night is over, if its index is known for three quarters of it; over when it was cool for an
 * hour since, or when the next night was.
 */
final class NightRelief implements HeatRule {
  private static final LocalTime BEGINS = LocalTime.of(22, 0);
  private static final LocalTime ENDS = LocalTime.of(6, 0);
  private static final double KNOWN_SHARE = 0.75;

  /** Our choice. */
  private static final int RELIEF_MINUTES = 60;

  /** Seven to nine hours: clocks change at night. */
  private record Night(Instant from, Instant until) {
    static Night lastBefore(Instant now, ZoneId zone) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      Night night = endingOn(today, zone);
      return night.until.isAfter(now) ? endingOn(today.minusDays(1), zone) : night;
    }

    private static Night endingOn(LocalDate day, ZoneId zone) {
      return new Night(
          day.minusDays(1).atTime(BEGINS).atZone(zone).toInstant(),
          day.atTime(ENDS).atZone(zone).toInstant());
    }

    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  @Override
  public AlertKind kind() {
    return AlertKind.NIGHT;
  }

  @Override
  public Optional<Finding> judge(Known known) {
    double threshold = known.watch().threshold();
    Night night = Night.lastBefore(known.now(), known.zone());
    List<Bucket> dark = known.minutes().stream().filter(it -> night.holds(it.at())).toList();
    long minutes = Duration.between(night.from(), night.until()).toMinutes();
    boolean isKnown = dark.size() >= minutes * KNOWN_SHARE;
    double lowest = dark.stream().mapToDouble(Bucket::min).min().orElse(threshold);
    long relief =
        known.minutes().stream()
            .filter(it -> !it.at().isBefore(night.until()) && it.mean() < threshold)
            .count();
    return isKnown && lowest >= threshold && relief < RELIEF_MINUTES
        ? Optional.of(new Finding(night.from(), lowest, threshold))
        : Optional.empty();
  }
}
