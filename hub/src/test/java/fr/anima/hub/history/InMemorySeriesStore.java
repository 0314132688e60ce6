package fr.anima.hub.history;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** History as a map of points; sums are computed from them when somebody asks. */
public class InMemorySeriesStore implements SeriesStore {
  private static final Comparator<Point> IN_ORDER =
      Comparator.comparing(Point::measuredAt)
          .thenComparing(it -> it.identity().boot())
          .thenComparing(it -> it.identity().sequence());

  private final HistoryRules rules;
  private final Map<Key, Point> points = new LinkedHashMap<>();

  public InMemorySeriesStore(HistoryRules rules) {
    this.rules = rules;
  }

  private record Key(
      String measurement, String subject, Instant measuredAt, Point.Identity identity) {}

  @Override
  public synchronized Future<List<Refused>> write(List<Point> written) {
    HistoryRules.Sorted sorted = rules.sort(written);
    for (Point point : sorted.kept()) {
      points.putIfAbsent(
          new Key(point.measurement(), point.subject(), point.measuredAt(), point.identity()),
          point);
    }
    return Future.succeededFuture(sorted.refused());
  }

  @Override
  public synchronized Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    return Future.succeededFuture(
        of(measurement)
            .filter(it -> it.subject().equals(subject))
            .filter(it -> within(rules.kept(measurement, range), it.measuredAt()))
            .limit(most)
            .map(it -> new Sample(it.measuredAt(), it.arrivedAt(), it.estimated(), it.fields()))
            .toList());
  }

  @Override
  public Future<Void> eachSample(
      String measurement,
      String subject,
      TimeRange range,
      Function<List<Sample>, Future<Void>> page) {
    return samples(measurement, subject, range, Integer.MAX_VALUE)
        .compose(all -> all.isEmpty() ? Future.succeededFuture() : page.apply(all));
  }

  @Override
  public HistoryRules rules() {
    return rules;
  }

  @Override
  public Future<String> answers() {
    return Future.succeededFuture("memory");
  }

  @Override
  public synchronized Future<List<String>> forget(Duration samples) {
    points
        .values()
        .removeIf(
            it ->
                it.measuredAt()
                    .isBefore(
                        rules.clock().instant().minus(rules.retention().of(it.measurement()))));
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    return Future.succeededFuture(
        allBuckets(field.measurement(), range, step).getOrDefault(field, List.of()));
  }

  @Override
  public Future<Map<SeriesField, List<Total>>> totals(
      String measurement, TimeRange range, Step step) {
    Map<SeriesField, List<Total>> totals = new HashMap<>();
    allBuckets(measurement, range, step)
        .forEach(
            (field, buckets) ->
                totals.put(
                    field,
                    buckets.stream()
                        .map(it -> new Total(it.at(), it.count(), it.mean() * it.count()))
                        .toList()));
    return Future.succeededFuture(totals);
  }

  private synchronized Map<SeriesField, List<Bucket>> allBuckets(
      String measurement, TimeRange range, Step step) {
    Map<SeriesField, TreeMap<Instant, Bucket>> all = new HashMap<>();
    if (rules.retention().isPersonal(measurement)) {
      return Map.of();
    }
    of(measurement)
        .forEach(
            point -> {
              Instant at = step.start(point.measuredAt(), rules.zone());
              if (within(range, at)) {
                point
                    .fields()
                    .forEach(
                        (name, value) ->
                            all.computeIfAbsent(
                                    new SeriesField(measurement, point.subject(), name),
                                    it -> new TreeMap<>())
                                .merge(at, Bucket.of(at, value), Bucket::with));
              }
            });
    Map<SeriesField, List<Bucket>> answer = new HashMap<>();
    all.forEach((field, buckets) -> answer.put(field, new ArrayList<>(buckets.values())));
    return answer;
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
    return Future.succeededFuture(rules.kept(measurement, latest));
  }

  private Stream<Point> of(String measurement) {
    return points.values().stream()
        .filter(it -> it.measurement().equals(measurement))
        .sorted(IN_ORDER);
  }

  private static boolean within(TimeRange range, Instant at) {
    return !at.isBefore(range.from()) && at.isBefore(range.until());
  }
}
