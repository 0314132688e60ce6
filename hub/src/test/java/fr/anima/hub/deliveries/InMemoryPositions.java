package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Refused;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Bikes called {@code velo-...}, and the fixes of one of them. */
final class InMemoryPositions implements Bikes, SeriesStore {
  private final List<Sample> fixes = new ArrayList<>();

  void fix(Instant at, double latitude, double longitude) {
    fixes.add(new Sample(at, at, false, Map.of("latitude", latitude, "longitude", longitude)));
  }

  @Override
  public Future<Optional<Whereabouts>> find(String bike) {
    return Future.succeededFuture(
        bike.startsWith("velo-")
            ? Optional.of(new Whereabouts(bike, "Vélo " + bike, last()))
            : Optional.empty());
  }

  private Optional<Place> last() {
    return fixes.isEmpty()
        ? Optional.empty()
        : Optional.of(fixes.get(fixes.size() - 1))
            .map(
                it ->
                    new Place(
                        it.fields().getOrDefault("latitude", 0.0),
                        it.fields().getOrDefault("longitude", 0.0),
                        it.measuredAt()));
  }

  @Override
  public Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    return Future.succeededFuture(
        fixes.stream()
            .filter(it -> !it.measuredAt().isBefore(range.from()))
            .filter(it -> it.measuredAt().isBefore(range.until()))
            .limit(most)
            .toList());
  }

  @Override
  public Future<List<Refused>> write(List<Point> points) {
    return Future.failedFuture(new UnsupportedOperationException("positions are only read"));
  }

  @Override
  public Future<Void> eachSample(
      String measurement,
      String subject,
      TimeRange range,
      Function<List<Sample>, Future<Void>> page) {
    return page.apply(fixes);
  }

  @Override
  public HistoryRules rules() {
    return TestRules.at(TestRules.NOW);
  }

  @Override
  public Future<String> answers() {
    return Future.succeededFuture("memory");
  }

  @Override
  public Future<List<String>> forget(Duration samples) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public Future<Map<SeriesField, List<Total>>> totals(
      String measurement, TimeRange range, Step step) {
    return Future.succeededFuture(Map.of());
  }

  @Override
  public Future<Map<SeriesField, Latest>> latest(String measurement) {
    return Future.succeededFuture(Map.of());
  }
}
