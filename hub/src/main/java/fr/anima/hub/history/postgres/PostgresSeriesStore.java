package fr.anima.hub.history.postgres;

import fr.anima.hub.database.Database;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Refused;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
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
import java.util.function.Function;

/** History in PostgreSQL tables: what the default runs on, where no InfluxDB is. */
public final class PostgresSeriesStore implements SeriesStore {
  private static final int PAGE = 5_000;

  private static final String PAGE_OF_SUBJECT =
      """
      select sample.measured_at, sample.arrived_at, sample.estimated, sample.field_values,
        array(
          select field.name
          from unnest(sample.field_ids) with ordinality as part (id, place)
          join history_field field on field.id = part.id
          order by part.place
        ) as fields, sample.source_id, sample.sequence
      from history_subject subject
      join %s sample on sample.subject_id = subject.id
      where subject.measurement = $1 and subject.name = $2
        and sample.measured_at >= $3 and sample.measured_at < $4
        and (sample.measured_at, sample.source_id, sample.sequence) > ($3, $6, $7)
      order by sample.measured_at, sample.source_id, sample.sequence
      limit $5
      """;

  private static final String SAMPLES_OF_SUBJECT = PAGE_OF_SUBJECT.formatted("history_sample");
  private static final String POSITIONS_OF_SUBJECT = PAGE_OF_SUBJECT.formatted("history_position");

  /**
   * One row per series, its sums in arrays: a row each would be most of the time that a year takes.
   * By way of the latest values, which know the fields of a subject: each is then one index.
   */
  private static final String BUCKETS_OF_MEASUREMENT =
      """
      select subject.name, field.name, sums.starts, sums.counts, sums.leasts, sums.mosts,
        sums.totals
      from history_subject subject
      join history_latest latest on latest.subject_id = subject.id
      join history_field field on field.id = latest.field_id
      cross join lateral (
        select array_agg(starts_at) as starts, array_agg(count) as counts,
          array_agg(least) as leasts, array_agg(most) as mosts, array_agg(total) as totals
        from (
          select starts_at, count, least, most, total
          from history_bucket bucket
          where bucket.subject_id = latest.subject_id and bucket.field_id = latest.field_id
            and bucket.step_seconds = $2 and bucket.starts_at >= $3 and bucket.starts_at < $4
          order by starts_at
        ) as in_order
      ) as sums
      where subject.measurement = $1 and sums.starts is not null
      """;

  private static final String BUCKETS_OF_FIELD =
      BUCKETS_OF_MEASUREMENT + " and subject.name = $5 and field.name = $6";

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
  private final HistoryRules rules;
  private final Partitions partitions;
  private final SampleWriting writing;

  /** In that database, whose schema is up to date. */
  public PostgresSeriesStore(Database database, HistoryRules rules) {
    this.database = database;
    this.rules = rules;
    this.partitions = new Partitions(database, rules.retention());
    this.writing = new SampleWriting(database, rules.retention(), partitions);
  }

  @Override
  public Future<List<Refused>> write(List<Point> points) {
    HistoryRules.Sorted sorted = rules.sort(points);
    return writing.write(sorted.kept()).map(it -> sorted.refused());
  }

  @Override
  public Future<List<Sample>> samples(
      String measurement, String subject, TimeRange range, int most) {
    return page(measurement, subject, Place.before(rules.kept(measurement, range)), most)
        .map(rows -> list(rows, PostgresSeriesStore::sample));
  }

  @Override
  public Future<Void> eachSample(
      String measurement,
      String subject,
      TimeRange range,
      Function<List<Sample>, Future<Void>> page) {
    return eachSample(measurement, subject, Place.before(rules.kept(measurement, range)), page);
  }

  /** Where in a range reading goes on: after a sample. */
  private record Place(Instant at, int source, long sequence, Instant until) {
    static Place before(TimeRange range) {
      return new Place(range.from(), 0, 0, range.until());
    }
  }

  private Future<Void> eachSample(
      String measurement, String subject, Place place, Function<List<Sample>, Future<Void>> taken) {
    return page(measurement, subject, place, PAGE)
        .compose(
            rows -> {
              if (rows.size() == 0) {
                return Future.succeededFuture();
              }
              List<Row> all = list(rows, it -> it);
              Row last = all.get(all.size() - 1);
              Place next =
                  new Place(instant(last, 0), last.getInteger(5), last.getLong(6), place.until());
              return taken
                  .apply(all.stream().map(PostgresSeriesStore::sample).toList())
                  .compose(it -> eachSample(measurement, subject, next, taken));
            });
  }

  private Future<RowSet<Row>> page(String measurement, String subject, Place place, int most) {
    boolean personal = rules.retention().isPersonal(measurement);
    return ask(
        personal ? POSITIONS_OF_SUBJECT : SAMPLES_OF_SUBJECT,
        Tuple.tuple()
            .addString(measurement)
            .addString(subject)
            .addOffsetDateTime(time(place.at()))
            .addOffsetDateTime(time(place.until()))
            .addInteger(most)
            .addInteger(place.source())
            .addLong(place.sequence()));
  }

  @Override
  public Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    Tuple about =
        sumsOf(field.measurement(), range, step)
            .addString(field.subject())
            .addString(field.field());
    return ask(BUCKETS_OF_FIELD, about)
        .map(rows -> rows.size() == 0 ? List.of() : buckets(rows.iterator().next(), step));
  }

  @Override
  public Future<Map<SeriesField, List<Bucket>>> allBuckets(
      String measurement, TimeRange range, Step step) {
    return ask(BUCKETS_OF_MEASUREMENT, sumsOf(measurement, range, step))
        .map(
            rows -> {
              Map<SeriesField, List<Bucket>> all = new LinkedHashMap<>();
              for (Row row : rows) {
                all.put(
                    new SeriesField(measurement, row.getString(0), row.getString(1)),
                    buckets(row, step));
              }
              return all;
            });
  }

  private Tuple sumsOf(String measurement, TimeRange range, Step step) {
    TimeRange parts = rules.parts(range, step);
    return Tuple.tuple()
        .addString(measurement)
        .addInteger((int) rules.kept(step, range).width().toSeconds())
        .addOffsetDateTime(time(parts.from()))
        .addOffsetDateTime(time(parts.until()));
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
              return rules.kept(measurement, all);
            });
  }

  @Override
  public HistoryRules rules() {
    return rules;
  }

  @Override
  public Future<String> answers() {
    return database
        .client()
        .query("show server_version")
        .execute()
        .map(rows -> "PostgreSQL " + rows.iterator().next().getString(0) + " answers");
  }

  @Override
  public Future<List<String>> forget() {
    return partitions.forget(rules.clock().instant());
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

  private List<Bucket> buckets(Row row, Step step) {
    OffsetDateTime[] starts = row.getArrayOfOffsetDateTimes(2);
    Long[] counts = row.getArrayOfLongs(3);
    Double[] leasts = row.getArrayOfDoubles(4);
    Double[] mosts = row.getArrayOfDoubles(5);
    Double[] totals = row.getArrayOfDoubles(6);
    List<Bucket> buckets = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      buckets.add(
          new Bucket(starts[i].toInstant(), counts[i], leasts[i], mosts[i], totals[i] / counts[i]));
    }
    return step == Step.DAY ? rules.together(buckets, step) : buckets;
  }

  private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> each) {
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
