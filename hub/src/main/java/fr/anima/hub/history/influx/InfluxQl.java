package fr.anima.hub.history.influx;

import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.influx.SampleReading.Span;
import java.time.Instant;

/** Words of InfluxQL, the one language that 1.x and 2.x have in common, for one database. */
final class InfluxQl {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /** InfluxDB's own ends of time are the years 1677 and 2262. */
  private static final long MOST_SECONDS = 9_000_000_000L;

  private final String database;
  private final Retention retention;

  InfluxQl(String database, Retention retention) {
    this.database = database;
    this.retention = retention;
  }

  /** Where samples of a measurement are. */
  String samples(String measurement) {
    return from(Shelf.of(measurement, retention), measurement);
  }

  /** Where roll-ups of a measurement are. */
  String sums(String measurement, Step step) {
    return from(Shelf.of(step), InfluxLayout.rolledUp(measurement, step));
  }

  /** Where hours of a measurement were until they came to lie in days. */
  String hoursBefore(String measurement) {
    return from(Shelf.of(Step.HOUR), measurement + "_1h");
  }

  /** A text that is compared with. */
  static String text(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /** The name of a measurement, field or tag. */
  static String name(String value) {
    return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }

  private String from(Shelf shelf, String measurement) {
    return " from " + name(database) + "." + name(shelf.word()) + "." + name(measurement);
  }

  /** From the first millisecond that is not before the range to the last that is. */
  static Span span(TimeRange range) {
    return new Span(ceiling(range.from()), ceiling(range.until()));
  }

  static String within(TimeRange range) {
    Span span = span(range);
    return "time >= " + span.from() + " and time < " + span.until();
  }

  /** The nanosecond at which the first millisecond begins that is not before this instant. */
  private static long ceiling(Instant at) {
    long nanos = nanos(at);
    return Math.floorDiv(nanos + NANOS_PER_MILLI - 1, NANOS_PER_MILLI) * NANOS_PER_MILLI;
  }

  static long nanos(Instant at) {
    long seconds = Math.max(-MOST_SECONDS, Math.min(MOST_SECONDS, at.getEpochSecond()));
    return seconds * NANOS_PER_SECOND + at.getNano();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  /** The millisecond of a point; what is finer tells points of one millisecond apart. */
  static Instant millisecond(long nanos) {
    return Instant.ofEpochMilli(Math.floorDiv(nanos, NANOS_PER_MILLI));
  }
}
