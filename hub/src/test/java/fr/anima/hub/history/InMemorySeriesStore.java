package fr.anima.hub.history;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** History as a map of points; sums are computed when somebody asks. */
public final class InMemorySeriesStore implements SeriesStore {
  private static final Comparator<Point> IN_ORDER =
      Comparator.comparing(Point::measuredAt)
          .thenComparing(it -> it.identity().boot())
          .thenComparing(it -> it.identity().sequence());

  private final Map<Key, Point> points = new LinkedHashMap<>();

  private record Key(
      String measurement, String subject, Instant measuredAt, Point.Identity identity) {}

  @Override
  public synchronized Future<Void> write(List<Point> written) {
    for (Point point : written) {
      points.putIfAbsent(
          new Key(point.measurement(), point.subject(), point.measuredAt(), point.identity()),
          point);
    }
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    return Future.succeededFuture(
        of(measurement)
            .filter(it -> it.subject().equals(subject))
            .filter(it -> within(range, it.measuredAt()))
            .limit(most)
            .map(it -> new Sample(it.measuredAt(), it.arrivedAt(), it.estimated(), it.fields()))
            .toList());
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    return allBuckets(field.measurement(), range, step)
        .map(all -> all.getOrDefault(field, List.of()));
  }

  @Override
  public synchronized Future<Map<SeriesField, List<Bucket>>> allBuckets(
      String measurement, TimeRange range, Step step) {
    Map<SeriesField, TreeMap<Instant, Bucket>> all = new HashMap<>();
    of(measurement)
        .forEach(
            point -> {
              Instant at = start(point.measuredAt(), step);
              if (within(range, at)) {
                point
                    .fields()
                    .forEach(
                        (name, value) ->
                            all.computeIfAbsent(
                                    new SeriesField(measurement, point.subject(), name),
                                    it -> new TreeMap<>())
                                .merge(
                                    at,
                                    new Bucket(at, 1, value, value, value),
                                    InMemorySeriesStore::plus));
              }
            });
    Map<SeriesField, List<Bucket>> answer = new HashMap<>();
    all.forEach((field, buckets) -> answer.put(field, new ArrayList<>(buckets.values())));
    return Future.succeededFuture(answer);
  }

  @Override
  public synchronized Future<Map<SeriesField, Latest>> latest(String measurement) {
    Map<SeriesField, Latest> latest = new HashMap<>();
    of(measurement)
        .forEach(
            point ->
                point
                    .fields()
                    .forEach(
                        (name, value) ->
                            latest.put(
                                new SeriesField(measurement, point.subject(), name),
                                new Latest(
                                    value,
                                    point.measuredAt(),
                                    point.arrivedAt(),
                                    point.estimated()))));
    return Future.succeededFuture(latest);
  }

  private Stream<Point> of(String measurement) {
    return points.values().stream()
        .filter(it -> it.measurement().equals(measurement))
        .sorted(IN_ORDER);
  }

  private static Bucket plus(Bucket one, Bucket other) {
    long count = one.count() + other.count();
    double total = one.mean() * one.count() + other.mean() * other.count();
    return new Bucket(
        one.at(),
        count,
        Math.min(one.min(), other.min()),
        Math.max(one.max(), other.max()),
        total / count);
  }

  private static Instant start(Instant at, Step step) {
    long width = step.width().toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), width) * width);
  }

  private static boolean within(TimeRange range, Instant at) {
    return !at.isBefore(range.from()) && at.isBefore(range.until());
  }
}
