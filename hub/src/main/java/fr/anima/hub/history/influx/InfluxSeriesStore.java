package fr.anima.hub.history.influx;

import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Refused;
import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import fr.anima.hub.history.influx.SampleReading.Page;
import fr.anima.hub.history.influx.SampleReading.Span;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * History in an InfluxDB of one's own, from 1.6 on. Its client blocks, so it works on threads
 * called {@code anima-influx}.
 */
public final class InfluxSeriesStore implements SeriesStore, AutoCloseable {
  private static final int THREADS = 4;
  private static final int PAGE = 5_000;

  private final HistoryRules rules;
  private final InfluxConnection influx;
  private final InfluxSchema schema;
  private final InfluxQl influxQl;
  private final InfluxWriting writing;
  private final SampleReading reading;
  private final SumReading sums;
  private final WorkerExecutor threads;
  private volatile String version = "";

  /** Connects when it is first used; an InfluxDB that is away holds up only who needs it. */
  public InfluxSeriesStore(Vertx vertx, InfluxConfig config, HistoryRules rules) {
    this(vertx, config, rules, rules.retention());
  }

  /**
   * The same, for a clock that is not the server's.
   *
   * @param serverRetention what the server is told, which goes by its own clock
   */
  InfluxSeriesStore(
      Vertx vertx, InfluxConfig config, HistoryRules rules, Retention serverRetention) {
    this.rules = rules;
    this.influx = new InfluxConnection(config);
    this.schema = new InfluxSchema(influx, config, serverRetention);
    this.influxQl = new InfluxQl(config.database(), rules.retention());
    this.writing = new InfluxWriting(influx, influxQl, rules.retention());
    this.reading = new SampleReading(influx, influxQl);
    this.sums = new SumReading(influx, influxQl, rules);
    this.threads = vertx.createSharedWorkerExecutor("anima-influx", THREADS);
  }

  @Override
  public Future<List<Refused>> write(List<Point> points) {
    HistoryRules.Sorted sorted = rules.sort(points);
    return inThread(
        () -> {
          List<Refused> refused = new ArrayList<>(sorted.refused());
          for (int from = 0; from < sorted.kept().size(); from += PAGE) {
            int until = Math.min(from + PAGE, sorted.kept().size());
            refused.addAll(writing.write(sorted.kept().subList(from, until)));
          }
          return refused;
        });
  }

  @Override
  public Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    Span span = InfluxQl.span(rules.kept(measurement, range));
    return inThread(() -> reading.earliest(measurement, subject, span, most));
  }

  @Override
  public Future<Void> eachSample(
      String measurement,
      String subject,
      TimeRange range,
      Function<List<Sample>, Future<Void>> page) {
    return eachPage(
        InfluxQl.span(rules.kept(measurement, range)),
        span -> reading.page(measurement, subject, span, PAGE),
        page);
  }

  private Future<Void> eachPage(
      Span span, Function<Span, Page> read, Function<List<Sample>, Future<Void>> taken) {
    return inThread(() -> read.apply(span))
        .compose(
            page ->
                (page.samples().isEmpty()
                        ? Future.<Void>succeededFuture()
                        : taken.apply(page.samples()))
                    .compose(
                        it ->
                            page.isLast()
                                ? Future.succeededFuture()
                                : eachPage(page.rest(), read, taken)));
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    return inThread(() -> sums.buckets(field, range, step));
  }

  @Override
  public Future<Map<SeriesField, List<Total>>> totals(
      String measurement, TimeRange range, Step step) {
    return inThread(() -> sums.totals(measurement, range, step));
  }

  @Override
  public Future<Map<SeriesField, Latest>> latest(String measurement) {
    return inThread(() -> reading.latest(measurement)).map(all -> rules.kept(measurement, all));
  }

  @Override
  public HistoryRules rules() {
    return rules;
  }

  @Override
  public Future<String> answers() {
    return inThread(() -> "InfluxDB " + influx.greet() + " answers");
  }

  /** The server drops by itself what its retention policies say. */
  @Override
  public Future<List<String>> forget(Duration samples) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public void close() {
    threads.close();
    influx.close();
  }

  /** Makes sure of the schema before the first use, and again after anything went wrong. */
  private <T> Future<T> inThread(Callable<T> work) {
    return threads
        .executeBlocking(
            () -> {
              if (version.isEmpty()) {
                version = schema.ensure();
              }
              return work.call();
            },
            false)
        .onFailure(why -> version = "");
  }
}
