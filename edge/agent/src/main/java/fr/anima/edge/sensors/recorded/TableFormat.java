package fr.anima.edge.sensors.recorded;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How to read a table of readings or counts.
 *
 * @param delimiter between the cells
 * @param timeColumns the columns that make the time, joined with a space in this order
 * @param timePattern their form, as of {@link DateTimeFormatter}; English month names, any case
 * @param zone of times that carry neither zone nor offset
 * @param where only rows whose column has one of these values
 */
public record TableFormat(
    char delimiter,
    List<String> timeColumns,
    String timePattern,
    ZoneId zone,
    Map<String, Set<String>> where) {
  /** Keeps copies. */
  public TableFormat {
    timeColumns = List.copyOf(timeColumns);
    where = Map.copyOf(where);
  }

  /**
   * The pattern as a formatter.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /**
   * The moment a cell's text means. An hour that the clock showed twice is the first of the two.
   *
   * @throws DateTimeException when the text has another form, or when the clock never showed that
   *     time because it was put forward
   */
  Instant instant(DateTimeFormatter formatter, String text) {
    TemporalAccessor time =
        formatter.parseBest(text, ZonedDateTime::from, OffsetDateTime::from, LocalDateTime::from);
    if (time instanceof ZonedDateTime zoned) {
      return zoned.toInstant();
    }
    if (time instanceof OffsetDateTime offset) {
      return offset.toInstant();
    }
    LocalDateTime local = LocalDateTime.from(time);
    if (zone.getRules().getValidOffsets(local).isEmpty()) {
      throw new DateTimeException(local + " never was in " + zone + ": the clock was put forward");
    }
    return local.atZone(zone).toInstant();
  }
}
