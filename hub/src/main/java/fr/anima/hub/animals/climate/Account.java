package fr.anima.hub.animals.climate;

import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * The climate of an enclosure during some days.
 *
 * @param id of the enclosure
 * @param name of the enclosure
 * @param step by which time beyond limits was counted
 * @param climates in the order of quantities
 * @param reactions the worst first
 */
record Account(
    String id,
    String name,
    Days days,
    TimeRange period,
    Step step,
    List<Climate> climates,
    List<Reaction> reactions) {
  private static final Duration MINUTES_UP_TO = Duration.ofDays(32);
  private static final Duration QUARTERS_UP_TO = Duration.ofDays(400);

  /**
   * Local days, both included.
   *
   * @param madeAt when the account was asked for
   */
  record Days(LocalDate first, LocalDate last, ZoneId zone, Instant madeAt) {
    /** As far as they are over; empty when they have not begun or run backwards. */
    Optional<TimeRange> period() {
      Instant from = first.atStartOfDay(zone).toInstant();
      Instant end = last.plusDays(1).atStartOfDay(zone).toInstant();
      Instant until = end.isBefore(madeAt) ? end : madeAt;
      return from.isBefore(until) ? Optional.of(new TimeRange(from, until)) : Optional.empty();
    }
  }

  /** The narrowest step that is kept for all of a period and is not too much to read. */
  static Step step(TimeRange period, Retention kept, Instant now) {
    Duration length = Duration.between(period.from(), period.until());
    boolean hasMinutes = !period.from().isBefore(now.minus(kept.of(Step.MINUTE)));
    if (hasMinutes && length.compareTo(MINUTES_UP_TO) <= 0) {
      return Step.MINUTE;
    }
    return length.compareTo(QUARTERS_UP_TO) <= 0 ? Step.QUARTER : Step.HOUR;
  }

  /** As a file is called. */
  String fileName(String ending) {
    return "climat-" + id + "-" + days.first() + "-" + days.last() + "." + ending;
  }
}
