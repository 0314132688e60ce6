package fr.anima.hub.bikes;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Position;
import fr.anima.wire.Stamp;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The bikes in PostgreSQL, each with its last fix and its motion by measured-at. Both are kept from
 * the log, so that a bike may be heard before it has a name.
 */
public final class BikeStore implements Bikes {
  private static final String SEEN_BIKES =
      """
      select bike.id, bike.name, bike.expected_every_seconds,
             bike_motion.motion, bike_motion.since,
             fix.measured_at, fix.received_at, fix.latitude_degrees, fix.longitude_degrees,
             fix.altitude_metres, fix.speed_metres_per_second, fix.course_degrees, fix.hdop,
             fix.estimated
        from bike
        left join bike_last_fix as fix on fix.bike = bike.id
        left join bike_motion on bike_motion.bike = bike.id
      """;

  private static final String ALL_BIKES = SEEN_BIKES + " order by bike.name, bike.id";

  private static final String BIKE = SEEN_BIKES + " where bike.id = $1";

  private static final String KEEP_BIKE =
      """
      insert into bike (id, name, expected_every_seconds) values ($1, $2, $3)
      on conflict (id) do update
         set name = excluded.name, expected_every_seconds = excluded.expected_every_seconds
      """;

  /** Two fixes of one instant are told apart by who measured, so that any order gives one last. */
  private static final String KEEP_LAST_FIX =
      """
      insert into bike_last_fix (bike, measured_at, station, boot, sequence, received_at,
                                 latitude_degrees, longitude_degrees, altitude_metres,
                                 speed_metres_per_second, course_degrees, hdop, estimated)
      select distinct on (bike) *
        from unnest($1::text[], $2::timestamptz[], $3::text[], $4::bigint[], $5::bigint[],
                    $6::timestamptz[], $7::float8[], $8::float8[], $9::float8[], $10::float8[],
                    $11::float8[], $12::float8[], $13::boolean[])
             as fix (bike, measured_at, station, boot, sequence, received_at,
                     latitude_degrees, longitude_degrees, altitude_metres,
                     speed_metres_per_second, course_degrees, hdop, estimated)
       order by bike, measured_at desc, station desc, boot desc, sequence desc, received_at
      on conflict (bike) do update
         set measured_at = excluded.measured_at, station = excluded.station,
             boot = excluded.boot, sequence = excluded.sequence,
             received_at = excluded.received_at,
             latitude_degrees = excluded.latitude_degrees,
             longitude_degrees = excluded.longitude_degrees,
             altitude_metres = excluded.altitude_metres,
             speed_metres_per_second = excluded.speed_metres_per_second,
             course_degrees = excluded.course_degrees, hdop = excluded.hdop,
             estimated = excluded.estimated
       where (bike_last_fix.measured_at, bike_last_fix.station, bike_last_fix.boot,
              bike_last_fix.sequence)
           < (excluded.measured_at, excluded.station, excluded.boot, excluded.sequence)
      """;

  private static final String KEEP_MOTION =
      """
      insert into bike_motion (bike, motion, since, judged_at) values ($1, $2, $3, $4)
      on conflict (bike) do update
         set motion = excluded.motion, since = excluded.since, judged_at = excluded.judged_at
       where bike_motion.judged_at < excluded.judged_at
      """;

  private final Database database;

  /** Over a migrated database. */
  public BikeStore(Database database) {
    this.database = database;
  }

  /** A bike and what is known of it. */
  record Seen(Bike bike, Optional<Fix> last, Motion.Kind motion, Optional<Instant> motionSince) {}

  @Override
  public Future<Optional<Whereabouts>> find(String bike) {
    return seen(bike)
        .map(
            found ->
                found.map(
                    it ->
                        new Whereabouts(
                            bike,
                            it.bike().name(),
                            it.last()
                                .map(
                                    fix ->
                                        new Place(
                                            fix.latitude(), fix.longitude(), fix.measuredAt())))));
  }

  /** Keeps the last fix of each bike from the raw positions. */
  public Projection<Arrival> lastFixes() {
    return new Keeping<>("bikes-last-fix", Topics.POSITIONS, this::keepLastFixes);
  }

  /** Keeps the motion of each bike. */
  public Projection<?> motions() {
    return new Keeping<>("bikes-motion", Motion.TOPIC, this::keepMotions);
  }

  /** Every bike by name. */
  Future<List<Seen>> all() {
    return database.client().preparedQuery(ALL_BIKES).execute().map(BikeStore::seen);
  }

  /** The bike of that id; empty when there is none. */
  Future<Optional<Seen>> seen(String bike) {
    return database
        .client()
        .preparedQuery(BIKE)
        .execute(Tuple.of(bike))
        .map(rows -> seen(rows).stream().findFirst());
  }

  /** Creates or changes a bike. */
  Future<Void> put(Bike bike) {
    return database
        .client()
        .preparedQuery(KEEP_BIKE)
        .execute(Tuple.of(bike.id(), bike.name(), bike.expectedEverySeconds()))
        .mapEmpty();
  }

  private record Keeping<T>(
      String name, Topic<T> topic, Function<List<LogRecord<T>>, Future<Void>> keep)
      implements Projection<T> {
    @Override
    public Future<Void> project(List<LogRecord<T>> batch) {
      return keep.apply(batch);
    }
  }

  private record Heard(String bike, Stamp stamp, Fix fix) {}

  private Future<Void> keepLastFixes(List<LogRecord<Arrival>> batch) {
    List<Heard> heard =
        batch.stream()
            .filter(it -> it.value().message() instanceof Position)
            .map(
                it -> {
                  Position position = (Position) it.value().message();
                  return new Heard(
                      it.value().place(), position.stamp(), Fix.of(position, it.arrivedAt()));
                })
            .toList();
    Tuple columns =
        Tuple.from(
            List.of(
                column(heard, Heard::bike).toArray(String[]::new),
                column(heard, it -> utc(it.fix().measuredAt())).toArray(OffsetDateTime[]::new),
                column(heard, it -> it.stamp().station().value()).toArray(String[]::new),
                column(heard, it -> it.stamp().boot()).toArray(Long[]::new),
                column(heard, it -> it.stamp().sequence()).toArray(Long[]::new),
                column(heard, it -> utc(it.fix().receivedAt())).toArray(OffsetDateTime[]::new),
                column(heard, it -> it.fix().latitude()).toArray(Double[]::new),
                column(heard, it -> it.fix().longitude()).toArray(Double[]::new),
                optional(heard, Fix::altitudeMetres),
                optional(heard, Fix::speedMetresPerSecond),
                optional(heard, Fix::courseDegrees),
                optional(heard, Fix::hdop),
                column(heard, it -> it.fix().clock() == ClockQuality.ESTIMATED)
                    .toArray(Boolean[]::new)));
    return database.client().preparedQuery(KEEP_LAST_FIX).execute(columns).mapEmpty();
  }

  private Future<Void> keepMotions(List<LogRecord<Motion>> batch) {
    List<Tuple> motions =
        batch.stream()
            .map(LogRecord::value)
            .map(
                it ->
                    Tuple.of(
                        it.bike(),
                        it.motion().name().toLowerCase(Locale.ROOT),
                        utc(it.since()),
                        utc(it.judgedAt())))
            .toList();
    return database.inTransaction(
        transaction -> transaction.preparedQuery(KEEP_MOTION).executeBatch(motions).mapEmpty());
  }

  private static <T> List<T> column(List<Heard> heard, Function<Heard, T> value) {
    return heard.stream().map(value).toList();
  }

  private static @Nullable Double[] optional(
      List<Heard> heard, Function<Fix, OptionalDouble> value) {
    @Nullable Double[] column = new Double[heard.size()];
    Arrays.setAll(
        column,
        i -> {
          OptionalDouble it = value.apply(heard.get(i).fix());
          return it.isPresent() ? it.getAsDouble() : null;
        });
    return column;
  }

  private static List<Seen> seen(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Seen(
                    new Bike(
                        row.getString("id"),
                        row.getString("name"),
                        row.getDouble("expected_every_seconds")),
                    Optional.ofNullable(row.getOffsetDateTime("measured_at"))
                        .map(at -> fix(row, at.toInstant())),
                    Optional.ofNullable(row.getString("motion"))
                        .map(it -> Motion.Kind.valueOf(it.toUpperCase(Locale.ROOT)))
                        .orElse(Motion.Kind.UNKNOWN),
                    Optional.ofNullable(row.getOffsetDateTime("since"))
                        .map(OffsetDateTime::toInstant)))
        .toList();
  }

  private static Fix fix(Row row, Instant measuredAt) {
    return new Fix(
        measuredAt,
        row.getOffsetDateTime("received_at").toInstant(),
        row.getDouble("latitude_degrees"),
        row.getDouble("longitude_degrees"),
        optional(row, "altitude_metres"),
        optional(row, "speed_metres_per_second"),
        optional(row, "course_degrees"),
        optional(row, "hdop"),
        row.getBoolean("estimated") ? ClockQuality.ESTIMATED : ClockQuality.SYNCED);
  }

  private static OptionalDouble optional(Row row, String column) {
    return Optional.ofNullable(row.getDouble(column)).stream().mapToDouble(it -> it).findFirst();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
