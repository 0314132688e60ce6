package fr.anima.hub.history.influx;

import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Point.Identity;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.Total;
import fr.anima.hub.history.influx.Stretch.Source;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How history lies in InfluxDB. Samples: the measurement, tags subject and station, one field per
 * quantity beside those of the sample itself. Roll-ups: the measurement and its step, a further tag
 * for the field.
 */
final class InfluxLayout {
  static final String SUBJECT = "subject";
  static final String STATION = "station";
  static final String FIELD = "field";
  static final String ARRIVED = "sample_arrived";
  static final String ESTIMATED = "sample_estimated";
  static final String BOOT = "sample_boot";
  static final String SEQUENCE = "sample_sequence";
  static final String COUNT = "count";
  static final String MIN = "min";
  static final String MAX = "max";
  static final String MEAN = "mean";

  /** What a row says about its sample rather than about the world. */
  static final Set<String> NO_QUANTITIES =
      Set.of("time", SUBJECT, STATION, ARRIVED, ESTIMATED, BOOT, SEQUENCE);

  /** The columns that {@link #buckets} reads, after time. */
  static final String SELECT_SUMS = "select \"count\", \"min\", \"max\", \"mean\"";

  /** The columns that {@link #totals} reads, after time. */
  static final String SELECT_TOTALS = "select \"count\", \"mean\"";

  /** Every series of sums by itself, with the tags that say whose it is. */
  static final String BY_SERIES = " group by subject, station, \"field\"";

  private InfluxLayout() {}

  /** The measurement of the roll-ups of a step. */
  static String rolledUp(String measurement, Step step) {
    return measurement
        + switch (step) {
          case MINUTE -> "_1m";
          case QUARTER -> "_15m";
          case HOUR -> "_24x1h";
          case DAY -> throw new IllegalArgumentException("days are summed when somebody asks");
        };
  }

  static String line(Places.Placed placed) {
    fr.anima.hub.history.Point point = placed.point();
    Point line =
        Point.measurement(point.measurement())
            .addTag(SUBJECT, point.subject())
            .addTag(STATION, point.identity().station())
            .addField(ARRIVED, micros(point.arrivedAt()))
            .addField(ESTIMATED, point.estimated())
            .addField(BOOT, point.identity().boot())
            .addField(SEQUENCE, point.identity().sequence())
            .time(placed.nanos(), WritePrecision.NS);
    point.fields().forEach(line::addField);
    return line.toLineProtocol();
  }

  static String line(String measurement, Source source, String field, Step step, Bucket bucket) {
    return sums(measurement, step, source, field)
        .addField(COUNT, bucket.count())
        .addField(MIN, bucket.min())
        .addField(MAX, bucket.max())
        .addField(MEAN, bucket.mean())
        .time(InfluxQl.nanos(bucket.at()), WritePrecision.NS)
        .toLineProtocol();
  }

  /** A line of sums, still without them. */
  static Point sums(String measurement, Step step, Source source, String field) {
    return Point.measurement(rolledUp(measurement, step))
        .addTag(SUBJECT, source.subject())
        .addTag(STATION, source.station())
        .addTag(FIELD, field);
  }

  /** A row of samples, read with all its columns. */
  static fr.anima.hub.history.Point point(
      String measurement, Source source, List<String> columns, @Nullable Object[] row) {
    Map<String, Double> fields = new HashMap<>();
    for (int i = 0; i < row.length; i++) {
      if (row[i] instanceof Number number && !NO_QUANTITIES.contains(columns.get(i))) {
        fields.put(columns.get(i), number.doubleValue());
      }
    }
    return new fr.anima.hub.history.Point(
        measurement,
        source.subject(),
        InfluxQl.millisecond(whole(row[0])),
        instant(whole(row[columns.indexOf(ARRIVED)])),
        new Identity(
            source.station(),
            whole(row[columns.indexOf(BOOT)]),
            whole(row[columns.indexOf(SEQUENCE)])),
        Boolean.TRUE.equals(row[columns.indexOf(ESTIMATED)]),
        fields);
  }

  /** The sums of a row whose columns are time, count, min, max and mean: one, or those of a day. */
  static List<Bucket> buckets(@Nullable Object[] row) {
    return row[1] instanceof String
        ? DayStrip.buckets(row)
        : List.of(
            new Bucket(
                InfluxQl.instant(whole(row[0])),
                whole(row[1]),
                number(row[2]),
                number(row[3]),
                number(row[4])));
  }

  /** The sums of a row whose columns are time, count and mean: one, or those of a day. */
  static List<Total> totals(@Nullable Object[] row) {
    return row[1] instanceof String
        ? DayStrip.totals(row)
        : List.of(
            new Total(
                InfluxQl.instant(whole(row[0])), whole(row[1]), number(row[2]) * whole(row[1])));
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long whole(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  static double number(@Nullable Object value) {
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
