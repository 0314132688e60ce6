package fr.anima.hub.history;

import fr.anima.hub.history.SeriesStore.SeriesField;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A series as a table for other programs: UTF-8, commas, dots, UTC as ISO 8601, RFC 4180. Written
 * piece by piece; a year of it is never in memory.
 */
public final class CsvExport {
  private static final CsvFlavour CSV = CsvFlavour.STANDARD;
  private static final String SAMPLE_HEAD =
      CSV.line("subject", "quantity", "unit", "measured_at", "arrived_at", "clock", "value");
  private static final String BUCKET_HEAD =
      CSV.line("subject", "quantity", "unit", "from", "count", "min", "max", "mean");

  /** Roll-ups are read in pieces of so many. */
  private static final int PIECE = 5_000;

  private final SeriesStore store;
  private final Function<String, Future<Void>> reader;

  /**
   * To somebody who reads.
   *
   * @param reader takes a piece; the next is made when its future succeeds
   */
  public CsvExport(SeriesStore store, Function<String, Future<Void>> reader) {
    this.store = store;
    this.reader = reader;
  }

  /** Every sample of the period, as it was measured. */
  public Future<Void> samples(SeriesField field, TimeRange range, String unit) {
    return reader
        .apply(SAMPLE_HEAD)
        .compose(
            it ->
                store.eachSample(
                    field.measurement(),
                    field.subject(),
                    range,
                    page -> reader.apply(sampleLines(page, field, unit))));
  }

  /** Every bucket of the period, least and most and mean. */
  public Future<Void> buckets(SeriesField field, TimeRange range, Step step, String unit) {
    return reader.apply(BUCKET_HEAD).compose(it -> piece(field, range, step, unit));
  }

  private Future<Void> piece(SeriesField field, TimeRange range, Step step, String unit) {
    if (!range.from().isBefore(range.until())) {
      return Future.succeededFuture();
    }
    Duration much = step.width().multipliedBy(PIECE);
    Instant middle = range.from().plus(much);
    Instant until = middle.isBefore(range.until()) ? middle : range.until();
    return store
        .buckets(field, new TimeRange(range.from(), until), step)
        .compose(
            buckets ->
                buckets.isEmpty()
                    ? Future.succeededFuture()
                    : reader.apply(bucketLines(buckets, field, unit)))
        .compose(it -> piece(field, new TimeRange(until, range.until()), step, unit));
  }

  private static String sampleLines(List<Sample> samples, SeriesField field, String unit) {
    StringBuilder lines = new StringBuilder();
    for (Sample sample : samples) {
      Optional.ofNullable(sample.fields().get(field.field()))
          .ifPresent(
              value ->
                  lines.append(
                      CSV.line(
                          CSV.text(field.subject()),
                          CSV.text(field.field()),
                          CSV.text(unit),
                          sample.measuredAt().toString(),
                          sample.arrivedAt().toString(),
                          sample.estimated() ? "estimated" : "synced",
                          CSV.number(value))));
    }
    return lines.toString();
  }

  private static String bucketLines(List<Bucket> buckets, SeriesField field, String unit) {
    StringBuilder lines = new StringBuilder();
    for (Bucket bucket : buckets) {
      lines.append(
          CSV.line(
              CSV.text(field.subject()),
              CSV.text(field.field()),
              CSV.text(unit),
              bucket.at().toString(),
              Long.toString(bucket.count()),
              CSV.number(bucket.min()),
              CSV.number(bucket.max()),
              CSV.number(bucket.mean())));
    }
    return lines.toString();
  }
}
