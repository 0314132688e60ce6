package fr.anima.hub.footfall;

import fr.anima.hub.history.TimeRange;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The contract's FootfallDay: a day of the site's zone, summed from its hours, of which it has 23
 * to 25.
 *
 * @param hours how many of them were measured at all
 */
record FootfallDay(
    LocalDate day, long in, long out, int hours, long measuredSeconds, long lengthSeconds) {
  /** One day of its hours; all zero but for its length when none was measured. */
  static FootfallDay of(LocalDate day, ZoneId zone, List<HourTotal> hours) {
    return new FootfallDay(
        day,
        hours.stream().mapToLong(HourTotal::in).sum(),
        hours.stream().mapToLong(HourTotal::out).sum(),
        hours.size(),
        hours.stream().mapToLong(HourTotal::measuredSeconds).sum(),
        length(range(day, day, zone)).toSeconds());
  }

  /** The days of some hours in order; a day on which nothing was measured is absent. */
  static List<FootfallDay> of(List<HourTotal> hours, ZoneId zone) {
    return hours.stream()
        .collect(
            Collectors.groupingBy(
                it -> it.start().atZone(zone).toLocalDate(), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(it -> of(it.getKey(), zone, it.getValue()))
        .toList();
  }

  /** From the first instant of one local day until the last of another. */
  static TimeRange range(LocalDate first, LocalDate last, ZoneId zone) {
    return new TimeRange(
        first.atStartOfDay(zone).toInstant(), last.plusDays(1).atStartOfDay(zone).toInstant());
  }

  private static Duration length(TimeRange range) {
    return Duration.between(range.from(), range.until());
  }
}
