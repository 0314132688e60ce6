package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.Decoded;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Message;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The table of stations, and their last heartbeats as a projection of what they said. */
public final class StationStore implements Projection<Arrival> {
  private static final String ADD_STATION =
      """
      insert into station (id, kind, place, key_hash, added_at, dialect)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (id) do nothing""";

  private static final String REVOKE_STATION =
      "update station set revoked_at = $2 where id = $1 and revoked_at is null";

  private static final String VALID_STATIONS =
      """
      select id, kind, place, key_hash, plan, dialect,
        (select coalesce(json_agg(device_mapping), '[]'::json)
         from device_mapping where station = station.id) as devices
      from station where revoked_at is null""";

  private static final String SET_PLAN =
      "update station set plan = $2 where id = $1 and revoked_at is null";

  private static final String ALL_STATIONS =
      """
      select id, kind, place, added_at, revoked_at, last_heard_at, heartbeat, plan, dialect
      from station order by id""";

  /** Locked in the order of their names: hubs side by side wait for each other, none dies. */
  private static final String NOTE_HEARD =
      """
      with heard as (
        select * from unnest($1::text[], $2::timestamptz[]) as heard (id, at)
      ), turn as materialized (
        select id from station where id = any($1) order by id for no key update
      )
      update station set last_heard_at = greatest(station.last_heard_at, heard.at)
      from heard join turn using (id)
      where station.id = heard.id""";

  private static final String KEEP_HEARTBEAT =
      """
      update station
      set heartbeat = $2, heartbeat_measured_at = $3,
          last_heard_at = greatest(last_heard_at, $4)
      where id = $1
        and (heartbeat_measured_at is null or heartbeat_measured_at <= $3)""";

  private final Database database;

  /** Over the given database. */
  public StationStore(Database database) {
    this.database = database;
  }

  /** Adds a station; false when the name was ever used before: names are not given twice. */
  Future<Boolean> add(Station station, StationKey key) {
    return database
        .client()
        .preparedQuery(ADD_STATION)
        .execute(
            Tuple.of(
                station.id().value(),
                station.kind().word(),
                station.place(),
                key.hash(),
                station.addedAt().atOffset(ZoneOffset.UTC),
                station.dialect().map(Dialect::word).orElse(null)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Revokes a station; false when there is none of that name with a valid key. */
  Future<Boolean> revoke(String id, Instant at) {
    return database
        .client()
        .preparedQuery(REVOKE_STATION)
        .execute(Tuple.of(id, at.atOffset(ZoneOffset.UTC)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** Says how often a station shall sample; false when there is none of that name. */
  Future<Boolean> plan(String id, SamplingPlan plan) {
    return database
        .client()
        .preparedQuery(SET_PLAN)
        .execute(Tuple.of(id, new String(WireJson.encode(plan), StandardCharsets.UTF_8)))
        .map(rows -> rows.rowCount() == 1);
  }

  /** The stations that may speak. */
  Future<List<StationRegistry.Entry>> valid() {
    return database
        .client()
        .query(VALID_STATIONS)
        .execute()
        .map(
            rows -> {
              List<StationRegistry.Entry> entries = new ArrayList<>();
              for (Row row : rows) {
                entries.add(
                    new StationRegistry.Entry(
                        new StationId(row.getString("id")),
                        StationKind.ofWord(row.getString("kind")),
                        row.getString("place"),
                        row.getString("key_hash"),
                        plan(row),
                        dialect(row).map(it -> new StationRegistry.Speech(it, devices(row)))));
              }
              return entries;
            });
  }

  /** Every station there ever was. */
  Future<List<Station>> all() {
    return database
        .client()
        .query(ALL_STATIONS)
        .execute()
        .map(
            rows -> {
              List<Station> stations = new ArrayList<>();
              rows.forEach(row -> stations.add(station(row)));
              return stations;
            });
  }

  /** Keeps signs of life. */
  Future<Void> heard(Map<StationId, Instant> signs) {
    if (signs.isEmpty()) {
      return Future.succeededFuture();
    }
    String[] ids = signs.keySet().stream().map(StationId::value).toArray(String[]::new);
    Object[] times = signs.values().stream().map(at -> at.atOffset(ZoneOffset.UTC)).toArray();
    return database
        .client()
        .preparedQuery(NOTE_HEARD)
        .execute(
            Tuple.tuple()
                .addArrayOfString(ids)
                .addArrayOfOffsetDateTime(
                    java.util.Arrays.copyOf(times, times.length, java.time.OffsetDateTime[].class)))
        .mapEmpty();
  }

  @Override
  public String name() {
    return "station-heartbeats";
  }

  @Override
  public Topic<Arrival> topic() {
    return Topics.HEARTBEATS;
  }

  @Override
  public Future<Void> project(List<LogRecord<Arrival>> batch) {
    Map<StationId, LogRecord<Arrival>> newest =
        new TreeMap<>(Comparator.comparing(StationId::value));
    batch.forEach(
        record -> newest.merge(record.value().message().station(), record, StationStore::newer));
    List<Tuple> rows = newest.values().stream().map(StationStore::row).toList();
    return database.client().preparedQuery(KEEP_HEARTBEAT).executeBatch(rows).mapEmpty();
  }

  private static LogRecord<Arrival> newer(LogRecord<Arrival> one, LogRecord<Arrival> other) {
    boolean otherIsOlder =
        other.value().message().measuredAt().isBefore(one.value().message().measuredAt());
    return otherIsOlder ? one : other;
  }

  private static Tuple row(LogRecord<Arrival> record) {
    Message message = record.value().message();
    return Tuple.of(
        message.station().value(),
        new String(WireJson.encode(message), StandardCharsets.UTF_8),
        message.measuredAt().atOffset(ZoneOffset.UTC),
        record.arrivedAt().atOffset(ZoneOffset.UTC));
  }

  private static Station station(Row row) {
    StationId id = new StationId(row.getString("id"));
    return new Station(
        id,
        StationKind.ofWord(row.getString("kind")),
        row.getString("place"),
        row.getOffsetDateTime("added_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("revoked_at")).map(it -> it.toInstant()),
        Optional.ofNullable(row.getOffsetDateTime("last_heard_at")).map(it -> it.toInstant()),
        Optional.ofNullable(row.getString("heartbeat")).flatMap(text -> heartbeat(id, text)),
        plan(row),
        dialect(row));
  }

  /** A dialect that this hub has never heard of is none that anybody speaks here. */
  private static Optional<Dialect> dialect(Row row) {
    return Optional.ofNullable(row.getString("dialect")).flatMap(Dialect::ofWord);
  }

  private static DeviceMap devices(Row row) {
    return new DeviceMap(
        row.getJsonArray("devices").stream().map(it -> DeviceStore.row((JsonObject) it)).toList());
  }

  private static Optional<SamplingPlan> plan(Row row) {
    return Optional.ofNullable(row.getString("plan"))
        .map(text -> WireJson.decodePlan(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<Heartbeat> heartbeat(StationId id, String text) {
    WireTopic topic = new WireTopic(id, Message.Kind.HEARTBEATS);
    Decoded decoded = WireJson.decode(topic, text.getBytes(StandardCharsets.UTF_8)).get(0);
    return decoded.fold(
        known -> known.message() instanceof Heartbeat it ? Optional.of(it) : Optional.empty(),
        unreadable -> Optional.empty());
  }
}
