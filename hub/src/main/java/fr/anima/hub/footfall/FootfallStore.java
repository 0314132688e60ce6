package fr.anima.hub.footfall;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.history.TimeRange;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Counters and their hourly totals in PostgreSQL. Totals are absolute and only grow: twice is once,
 * and a hub that was too slow to notice that another one took over cannot write an older one back.
 */
public final class FootfallStore implements Projection<HourTotal> {
  private static final String COUNTERS =
      """
      select id, name, latitude_degrees, longitude_degrees, expected_every_seconds
        from counter order by name, id
      """;

  private static final String COUNTER =
      """
      select id, name, latitude_degrees, longitude_degrees, expected_every_seconds
        from counter where id = $1
      """;

  private static final String KEEP_COUNTER =
      """
      insert into counter (id, name, latitude_degrees, longitude_degrees, expected_every_seconds)
      values ($1, $2, $3, $4, $5)
      on conflict (id) do update
         set name = excluded.name,
             latitude_degrees = excluded.latitude_degrees,
             longitude_degrees = excluded.longitude_degrees,
             expected_every_seconds = excluded.expected_every_seconds
      """;

  private static final String KEEP_HOURS =
      """
      insert into footfall_hour (counter, start, in_count, out_count, measured_millis,
                                 last_measured_at, last_received_at)
      select * from unnest($1::text[], $2::timestamptz[], $3::bigint[], $4::bigint[],
                           $5::bigint[], $6::timestamptz[], $7::timestamptz[])
      on conflict (counter, start) do update
         set in_count = excluded.in_count,
             out_count = excluded.out_count,
             measured_millis = excluded.measured_millis,
             last_measured_at = excluded.last_measured_at,
             last_received_at = excluded.last_received_at
       where footfall_hour.measured_millis <= excluded.measured_millis
      """;

  private static final String HOURS_OF_COUNTER =
      """
      select counter, start, in_count, out_count, measured_millis, last_measured_at,
             last_received_at
        from footfall_hour
       where counter = $1 and start >= $2 and start < $3
       order by start
      """;

  private static final String HOURS_OF_ALL =
      """
      select counter, start, in_count, out_count, measured_millis, last_measured_at,
             last_received_at
        from footfall_hour
       where start >= $1 and start < $2
       order by counter, start
      """;

  private static final String NEWEST_HOURS =
      """
      select counter.id as counter, newest.*
        from counter
       cross join lateral (
             select start, in_count, out_count, measured_millis, last_measured_at, last_received_at
               from footfall_hour
              where footfall_hour.counter = counter.id
              order by start desc
              limit 2) as newest
      """;

  private final Database database;

  /** Over a migrated database. */
  public FootfallStore(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "footfall-hours";
  }

  @Override
  public Topic<HourTotal> topic() {
    return HourTotal.TOPIC;
  }

  @Override
  public Future<Void> project(List<LogRecord<HourTotal>> batch) {
    Map<String, HourTotal> newest = new LinkedHashMap<>();
    batch.forEach(it -> newest.put(it.value().key(), it.value()));
    Collection<HourTotal> hours = newest.values();
    Tuple columns =
        Tuple.from(
            List.of(
                column(hours, HourTotal::counter).toArray(String[]::new),
                column(hours, it -> utc(it.start())).toArray(OffsetDateTime[]::new),
                column(hours, HourTotal::in).toArray(Long[]::new),
                column(hours, HourTotal::out).toArray(Long[]::new),
                column(hours, HourTotal::measuredMillis).toArray(Long[]::new),
                column(hours, it -> utc(it.lastMeasuredAt())).toArray(OffsetDateTime[]::new),
                column(hours, it -> utc(it.lastReceivedAt())).toArray(OffsetDateTime[]::new)));
    return database.client().preparedQuery(KEEP_HOURS).execute(columns).mapEmpty();
  }

  /** Every counter by name. */
  Future<List<Counter>> counters() {
    return database.client().preparedQuery(COUNTERS).execute().map(FootfallStore::counters);
  }

  /** The counter of that id; empty when there is none. */
  Future<Optional<Counter>> find(String id) {
    return database
        .client()
        .preparedQuery(COUNTER)
        .execute(Tuple.of(id))
        .map(rows -> counters(rows).stream().findFirst());
  }

  /** Creates or changes a counter. */
  Future<Void> put(Counter counter) {
    return database
        .client()
        .preparedQuery(KEEP_COUNTER)
        .execute(
            Tuple.of(
                counter.id(),
                counter.name(),
                counter.latitudeDegrees(),
                counter.longitudeDegrees(),
                counter.expectedEverySeconds()))
        .mapEmpty();
  }

  /** The measured hours of a counter that start within a range, in order. */
  Future<List<HourTotal>> hours(String counter, TimeRange range) {
    return database
        .client()
        .preparedQuery(HOURS_OF_COUNTER)
        .execute(Tuple.of(counter, utc(range.from()), utc(range.until())))
        .map(FootfallStore::hours);
  }

  /** The measured hours of all counters that start within a range. */
  Future<List<HourTotal>> hours(TimeRange range) {
    return database
        .client()
        .preparedQuery(HOURS_OF_ALL)
        .execute(Tuple.of(utc(range.from()), utc(range.until())))
        .map(FootfallStore::hours);
  }

  /**
   * The two newest measured hours of every counter; one of them holds its latest interval, which
   * may start in the older and end in the newer.
   */
  Future<List<HourTotal>> newestHours() {
    return database.client().preparedQuery(NEWEST_HOURS).execute().map(FootfallStore::hours);
  }

  private static <T> List<T> column(Collection<HourTotal> hours, Function<HourTotal, T> value) {
    return hours.stream().map(value).toList();
  }

  private static List<Counter> counters(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Counter(
                    row.getString("id"),
                    row.getString("name"),
                    row.getDouble("latitude_degrees"),
                    row.getDouble("longitude_degrees"),
                    row.getDouble("expected_every_seconds")))
        .toList();
  }

  private static List<HourTotal> hours(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new HourTotal(
                    row.getString("counter"),
                    instant(row, "start"),
                    row.getLong("in_count"),
                    row.getLong("out_count"),
                    row.getLong("measured_millis"),
                    instant(row, "last_measured_at"),
                    instant(row, "last_received_at")))
        .toList();
  }

  private static Instant instant(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
