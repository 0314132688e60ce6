package fr.anima.hub.history.influx;

import com.influxdb.client.domain.WritePrecision;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.Total;
import fr.anima.hub.history.influx.Stretch.Source;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The hours of one UTC day in one row, each column a text of 24 cells, empty where nothing was
 * measured. The server takes more than a microsecond for every row of an answer, however narrow: a
 * year of hours of twenty counters is 175,200 of them, and 7,300 days.
 */
final class DayStrip {
  /** One field of one station at one subject. */
  record Strip(String measurement, Source source, String field) {}

  private static final int HOURS = 24;
  private static final String BETWEEN = ",";

  private DayStrip() {}

  /**
   * A line for each day that has hours to be kept.
   *
   * @param before the hours that were found, which those take the place of
   */
  static List<String> lines(Strip strip, Collection<Bucket> before, Collection<Bucket> kept) {
    Map<Instant, Map<Instant, Bucket>> days = new TreeMap<>();
    kept.forEach(it -> days.computeIfAbsent(day(it), day -> new HashMap<>()).put(it.at(), it));
    for (Bucket hour : before) {
      Optional.ofNullable(days.get(day(hour))).ifPresent(it -> it.putIfAbsent(hour.at(), hour));
    }
    return days.entrySet().stream().map(it -> line(strip, it.getKey(), it.getValue())).toList();
  }

  private static Instant day(Bucket hour) {
    return Step.DAY.start(hour.at(), ZoneOffset.UTC);
  }

  private static String line(Strip strip, Instant day, Map<Instant, Bucket> hours) {
    return InfluxLayout.sums(strip.measurement(), Step.HOUR, strip.source(), strip.field())
        .addField(InfluxLayout.COUNT, cells(day, hours, Bucket::count))
        .addField(InfluxLayout.MIN, cells(day, hours, Bucket::min))
        .addField(InfluxLayout.MAX, cells(day, hours, Bucket::max))
        .addField(InfluxLayout.MEAN, cells(day, hours, Bucket::mean))
        .time(InfluxQl.nanos(day), WritePrecision.NS)
        .toLineProtocol();
  }

  /** The hours of a row whose columns are time, count, min, max and mean. */
  static List<Bucket> buckets(@Nullable Object[] row) {
    String[] leasts = cells(row[2]);
    String[] mosts = cells(row[3]);
    String[] means = cells(row[4]);
    return hours(
        row,
        (hour, at, count) ->
            new Bucket(at, count, number(leasts[hour]), number(mosts[hour]), number(means[hour])));
  }

  /** The hours of a row whose columns are time, count and mean. */
  static List<Total> totals(@Nullable Object[] row) {
    String[] means = cells(row[2]);
    return hours(row, (hour, at, count) -> new Total(at, count, number(means[hour]) * count));
  }

  private interface Hour<S> {
    S of(int hour, Instant at, long count);
  }

  private static <S> List<S> hours(@Nullable Object[] row, Hour<S> made) {
    Instant day = InfluxQl.instant(InfluxLayout.whole(row[0]));
    String[] counts = cells(row[1]);
    List<S> hours = new ArrayList<>(HOURS);
    for (int hour = 0; hour < HOURS; hour++) {
      if (!counts[hour].isEmpty()) {
        hours.add(made.of(hour, at(day, hour), Long.parseLong(counts[hour])));
      }
    }
    return hours;
  }

  private static String cells(
      Instant day, Map<Instant, Bucket> hours, Function<Bucket, Object> cell) {
    return IntStream.range(0, HOURS)
        .mapToObj(it -> Optional.ofNullable(hours.get(at(day, it))))
        .map(hour -> hour.map(it -> cell.apply(it).toString()).orElse(""))
        .collect(Collectors.joining(BETWEEN));
  }

  private static String[] cells(@Nullable Object text) {
    return String.valueOf(text).split(BETWEEN, -1);
  }

  private static double number(String cell) {
    return Double.parseDouble(cell);
  }

  private static Instant at(Instant day, int hour) {
    return day.plusSeconds(hour * Step.HOUR.width().toSeconds());
  }
}
