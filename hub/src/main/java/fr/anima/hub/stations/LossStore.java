package fr.anima.hub.stations;

import fr.anima.hub.database.Database;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.LostRange;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which messages stations lost, as they tell in some of their heartbeats, for people to see. */
public final class LossStore implements Projection<Arrival> {
  private static final int SHOWN = 5;

  private static final String KEEP_LOSS =
      """
      insert into station_loss (station, name, rank, from_boot, from_sequence,
        to_boot, to_sequence, records, told_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (station, name, rank, from_boot, from_sequence) do update
      set to_boot = excluded.to_boot, to_sequence = excluded.to_sequence,
          records = excluded.records, told_at = excluded.told_at
      where station_loss.records < excluded.records""";

  private static final String NEWEST_LOSSES_OF_EACH_STATION =
      """
      select station, name, rank, from_boot, from_sequence, to_boot, to_sequence, records, told_at
      from (select *, row_number() over
              (partition by station order by told_at desc, from_boot desc, from_sequence desc) as nth
            from station_loss) as loss
      where nth <= $1
      order by station, nth""";

  private final Database database;

  /** Over the given database. */
  public LossStore(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "station-losses";
  }

  @Override
  public Topic<Arrival> topic() {
    return Topics.HEARTBEATS;
  }

  @Override
  public Future<Void> project(List<LogRecord<Arrival>> batch) {
    List<Tuple> rows =
        batch.stream()
            .map(it -> it.value().message())
            .filter(Heartbeat.class::isInstance)
            .map(Heartbeat.class::cast)
            .flatMap(beat -> beat.lost().stream().map(range -> row(beat, range)))
            .toList();
    return rows.isEmpty()
        ? Future.succeededFuture()
        : database.client().preparedQuery(KEEP_LOSS).executeBatch(rows).mapEmpty();
  }

  private static Tuple row(Heartbeat beat, LostRange range) {
    return Tuple.of(
        beat.station().value(),
        range.name(),
        range.rank(),
        range.from().map(LostRange.Place::boot).orElse(0L),
        range.from().map(LostRange.Place::sequence).orElse(0L),
        range.to().map(LostRange.Place::boot).orElse(0L),
        range.to().map(LostRange.Place::sequence).orElse(0L),
        range.records(),
        beat.measuredAt().atOffset(ZoneOffset.UTC));
  }

  /** The latest of each station that lost anything, newest first, as the contract shows them. */
  Future<Map<StationId, JsonArray>> newest() {
    return database
        .client()
        .preparedQuery(NEWEST_LOSSES_OF_EACH_STATION)
        .execute(Tuple.of(SHOWN))
        .map(
            rows -> {
              Map<StationId, JsonArray> newest = new HashMap<>();
              for (Row row : rows) {
                newest
                    .computeIfAbsent(new StationId(row.getString("station")), it -> new JsonArray())
                    .add(json(row));
              }
              return newest;
            });
  }

  private static JsonObject json(Row row) {
    JsonObject json =
        new JsonObject()
            .put("name", row.getString("name"))
            .put("rank", row.getString("rank"))
            .put("records", row.getLong("records"))
            .put("toldAt", row.getOffsetDateTime("told_at").toInstant().toString());
    place(row, "from").ifPresent(it -> json.put("from", it));
    place(row, "to").ifPresent(it -> json.put("to", it));
    return json;
  }

  private static Optional<JsonObject> place(Row row, String end) {
    long boot = row.getLong(end + "_boot");
    long sequence = row.getLong(end + "_sequence");
    return boot == 0
        ? Optional.empty()
        : Optional.of(new JsonObject().put("boot", boot).put("sequence", sequence));
  }
}
