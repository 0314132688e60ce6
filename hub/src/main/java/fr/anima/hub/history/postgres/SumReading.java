package fr.anima.hub.history.postgres;

import static fr.anima.hub.history.postgres.PostgresSeriesStore.time;

import fr.anima.hub.database.Database;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.Summed;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Roll-ups out of tables: one row per series, each column of its sums packed into one value, eight
 * bytes a sum, as PostgreSQL itself sends them: an element of an array would be an object before it
 * is a number. A row per sum took six times as long as an array.
 */
final class SumReading {
  /**
   * By way of the latest values, which know the fields of a subject: each is then one index. Not in
   * order, because sorting is cheaper here, where almost everything is in order already.
   */
  private static final String SUMS =
      """
      select subject.name, field.name, sums.*
      from history_subject subject
      join history_latest latest on latest.subject_id = subject.id
      join history_field field on field.id = latest.field_id
      cross join lateral (
        select string_agg(timestamptz_send(starts_at), '') as starts,
          string_agg(int8send(count), '') as counts, string_agg(float8send(total), '') as totals%s
        from history_bucket bucket
        where bucket.subject_id = latest.subject_id and bucket.field_id = latest.field_id
          and bucket.step_seconds = $2 and bucket.starts_at >= $3 and bucket.starts_at < $4
      ) as sums
      where subject.measurement = $1 and sums.starts is not null
      """;

  private static final String TOTALS_OF_MEASUREMENT = SUMS.formatted("");

  private static final String BUCKETS_OF_FIELD =
      SUMS.formatted(
              """
              ,
                string_agg(float8send(least), '') as leasts, string_agg(float8send(most), '') as mosts
              """)
          + " and subject.name = $5 and field.name = $6";

  /** Where PostgreSQL counts its microseconds from. */
  private static final long EPOCH_SECONDS = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();

  private static final int MICROS = 1_000_000;

  private final Database database;
  private final HistoryRules rules;

  SumReading(Database database, HistoryRules rules) {
    this.database = database;
    this.rules = rules;
  }

  /** All about one field of one subject. */
  Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step) {
    Tuple about =
        about(field.measurement(), range, step).addString(field.subject()).addString(field.field());
    return ask(BUCKETS_OF_FIELD, about)
        .map(rows -> rows.size() == 0 ? List.of() : inOrder(buckets(rows.iterator().next()), step));
  }

  /** The narrow sums of every field of every subject. */
  Future<Map<SeriesField, List<Total>>> totals(String measurement, TimeRange range, Step step) {
    return ask(TOTALS_OF_MEASUREMENT, about(measurement, range, step))
        .map(
            rows -> {
              Map<SeriesField, List<Total>> all = new LinkedHashMap<>();
              for (Row row : rows) {
                all.put(
                    new SeriesField(measurement, row.getString(0), row.getString(1)),
                    inOrder(totals(row), step));
              }
              return all;
            });
  }

  private Tuple about(String measurement, TimeRange range, Step step) {
    TimeRange parts = rules.parts(range, step);
    return Tuple.tuple()
        .addString(measurement)
        .addInteger((int) rules.kept(step, range).width().toSeconds())
        .addOffsetDateTime(time(parts.from()))
        .addOffsetDateTime(time(parts.until()));
  }

  private Future<RowSet<Row>> ask(String question, Tuple about) {
    return database.client().preparedQuery(question).execute(about);
  }

  private <S extends Summed<S>> List<S> inOrder(List<S> parts, Step step) {
    parts.sort(Comparator.comparing(Summed::at));
    return step == Step.DAY ? rules.together(parts, step) : parts;
  }

  private static List<Bucket> buckets(Row row) {
    List<Total> totals = totals(row);
    Buffer leasts = row.getBuffer(5);
    Buffer mosts = row.getBuffer(6);
    List<Bucket> buckets = new ArrayList<>(totals.size());
    for (Total total : totals) {
      int place = buckets.size() * Long.BYTES;
      buckets.add(
          new Bucket(
              total.at(),
              total.count(),
              leasts.getDouble(place),
              mosts.getDouble(place),
              total.mean()));
    }
    return buckets;
  }

  private static List<Total> totals(Row row) {
    Buffer starts = row.getBuffer(2);
    Buffer counts = row.getBuffer(3);
    Buffer sums = row.getBuffer(4);
    List<Total> totals = new ArrayList<>(starts.length() / Long.BYTES);
    for (int place = 0; place < starts.length(); place += Long.BYTES) {
      Instant at = Instant.ofEpochSecond(EPOCH_SECONDS + starts.getLong(place) / MICROS);
      totals.add(new Total(at, counts.getLong(place), sums.getDouble(place)));
    }
    return totals;
  }
}
