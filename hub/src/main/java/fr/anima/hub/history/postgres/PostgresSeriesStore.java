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
import fr.anima.hub.history.Total;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
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
  private final SumReading sums;

  /** In that database, whose schema is up to date. */
  public PostgresSeriesStore(Database database, HistoryRules rules) {
    this.database = database;
    this.rules = rules;
    this.partitions = new Partitions(database, rules.retention());
    this.writing = new SampleWriting(database, rules.retention(), partitions);
    this.sums = new SumReading(database, rules);
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
    return sums.buckets(field, range, step);
  }

  @Override
  public Future<Map<SeriesField, List<Total>>> totals(
      String measurement, TimeRange range, Step step) {
    return sums.totals(measurement, range, step);
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
  public Future<List<String>> forget(Duration samples) {
    return partitions.forget(rules.clock().instant(), samples);
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
