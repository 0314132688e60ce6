package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.history.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Too many hours of heat in the last 24: stress grows with how long it lasts (reterurale.it, THI
 * page). Minutes without an index do not count as heat. Over when it is an hour less than too much.
 */
final class HeatLoad implements HeatRule {
  private static final Duration DAY = Duration.ofHours(24);
  private static final double MINUTES_OF_HOUR = 60;

  /** Our choice: what one warm minute begins one cool minute does not end. */
  private static final double HOURS_LESS = 1;

  @Override
  public AlertKind kind() {
    return AlertKind.HEAT;
  }

  @Override
  public Optional<Finding> judge(Known known) {
    List<Bucket> hot = hot(known);
    double hours = hours(known);
    double limit = known.watch().hours();
    double enough = known.standing().isPresent() ? Math.max(0, limit - HOURS_LESS) : limit;
    if (hot.isEmpty() || hours < enough) {
      return Optional.empty();
    }
    Instant since = known.standing().orElseGet(() -> hot.get(0).at());
    return Optional.of(new Finding(since, hours, limit));
  }

  /** Hours of heat in the last 24. */
  static double hours(Known known) {
    return hot(known).size() / MINUTES_OF_HOUR;
  }

  private static List<Bucket> hot(Known known) {
    Instant from = known.now().minus(DAY);
    return known.minutes().stream()
        .filter(it -> it.at().isAfter(from) && it.mean() >= known.watch().threshold())
        .toList();
  }
}
