package fr.anima.hub.history;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** History in PostgreSQL tables: what the default runs on, where no InfluxDB is. */
public final class PostgresSeriesStore implements SeriesStore {
  private static final String SAMPLES_OF_SUBJECT =
      """
      select sample.measured_at, sample.arrived_at, sample.estimated, sample.field_values,
        array(
          select field.name
          from unnest(sample.field_ids) with ordinality as part (id, place)
          join history_field field on field.id = part.id
          order by part.place
        ) as fields
      from history_subject subject
      join history_sample sample on sample.subject_id = subject.id
      where subject.measurement = $1 and subject.name = $2
        and sample.measured_at >= $3 and sample.measured_at < $4
      order by sample.measured_at, sample.source_id, sample.sequence
      limit $5
      """;

  private static final String BUCKETS_OF_FIELD =
      """
      select bucket.starts_at, bucket.count, bucket.least, bucket.most, bucket.total
      from history_subject subject
      join history_field field on field.name = $3
      join history_bucket bucket
        on bucket.subject_id = subject.id and bucket.field_id = field.id
      where subject.measurement = $1 and subject.name = $2
        and bucket.step_seconds = $4 and bucket.starts_at >= $5 and bucket.starts_at < $6
      order by bucket.starts_at
      """;

  /** By way of the latest values, which know the fields of a subject: each is then one index. */
  private static final String BUCKETS_OF_MEASUREMENT =
      """
      select bucket.starts_at, bucket.count, bucket.least, bucket.most, bucket.total,
        subject.name, field.name
      from history_subject subject
      join history_latest latest on latest.subject_id = subject.id
      join history_field field on field.id = latest.field_id
      join history_bucket bucket
        on bucket.subject_id = subject.id and bucket.field_id = latest.field_id
      where subject.measurement = $1
        and bucket.step_seconds = $2 and bucket.starts_at >= $3 and bucket.starts_at < $4
      order by subject.name, field.name, bucket.starts_at
      """;

  private static final String LATEST_OF_MEASUREMENT =
      """
      select subject.name, field.name, latest.value, latest.measured_at, latest.arrived_at,
        latest.estimated
      from history_subject subject
      join history_latest latest on latest.subject_id = subject.id
      join history_field field on field.id = latest.field_id
      where subject.measurement = $1
      """;

  private final Database database;
  private final SampleWriting writing;

  /** In that database, whose schema is up to date. */
  public PostgresSeriesStore(Database database) {
    this.database = database;
    this.writing = new SampleWriting(database);
  }

  @Override
  public Future<Void> write(List<Point> points) {
    return writing.write(points);
  }

  @Override
  public Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    return ask(
            SAMPLES_OF_SUBJECT,
            Tuple.of(measurement, subject, time(range.from()), time(range.until()), most))
        .map(rows -> list(rows, PostgresSeriesStore::sample));
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    return ask(
            BUCKETS_OF_FIELD,
            Tuple.tuple()
                .addString(field.measurement())
                .addString(field.subject())
                .addString(field.field())
                .addInteger((int) step.width().toSeconds())
                .addOffsetDateTime(time(range.from()))
                .addOffsetDateTime(time(range.until())))
        .map(rows -> list(rows, PostgresSeriesStore::bucket));
  }

  @Override
  public Future<Map<SeriesField, List<Bucket>>> allBuckets(
      String measurement, TimeRange range, Step step) {
    int seconds = (int) step.width().toSeconds();
    return ask(
            BUCKETS_OF_MEASUREMENT,
            Tuple.of(measurement, seconds, time(range.from()), time(range.until())))
        .map(
            rows -> {
              Map<SeriesField, List<Bucket>> all = new LinkedHashMap<>();
              for (Row row : rows) {
                SeriesField field =
                    new SeriesField(measurement, row.getString(5), row.getString(6));
                all.computeIfAbsent(field, it -> new ArrayList<>()).add(bucket(row));
              }
              return all;
            });
  }

  @Override
  public Future<Map<SeriesField, Latest>> latest(String measurement) {
    return ask(LATEST_OF_MEASUREMENT, Tuple.of(measurement))
        .map(
            rows -> {
              Map<SeriesField, Latest> all = new LinkedHashMap<>();
              for (Row row : rows) {
                all.put(
                    new SeriesField(measurement, row.getString(0), row.getString(1)),
                    new Latest(
                        row.getDouble(2), instant(row, 3), instant(row, 4), row.getBoolean(5)));
              }
              return all;
            });
  }

  private Future<RowSet<Row>> ask(String question, Tuple about) {
    return database.client().preparedQuery(question).execute(about);
  }

  private static Sample sample(Row row) {
    Double[] values = row.getArrayOfDoubles(3);
    String[] names = row.getArrayOfStrings(4);
    Map<String, Double> fields = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      fields.put(names[i], values[i]);
    }
    return new Sample(instant(row, 0), instant(row, 1), row.getBoolean(2), fields);
  }

  private static Bucket bucket(Row row) {
    long count = row.getLong(1);
    return new Bucket(
        instant(row, 0), count, row.getDouble(2), row.getDouble(3), row.getDouble(4) / count);
  }

  private static <T> List<T> list(RowSet<Row> rows, java.util.function.Function<Row, T> each) {
    List<T> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(each.apply(row)));
    return all;
  }

  private static Instant instant(Row row, int column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
