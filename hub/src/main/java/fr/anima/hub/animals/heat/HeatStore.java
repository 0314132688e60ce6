package fr.anima.hub.animals.heat;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.heat.HeatRule.Watch;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Whose heat is watched, who is in doubt, and which alerts of heat stand, in PostgreSQL. */
final class HeatStore {
  private static final String PLACES =
      """
      select e.id, e.expected_every_seconds, w.threshold, w.hours,
             array(select quantity from alert
                    where kind = 'suspect' and cleared_at is null and enclosure = e.id) as doubted
        from enclosure e left join heat_watch w on w.enclosure = e.id
      """;

  private static final String ALL_PLACES = PLACES + " order by e.id";

  private static final String PLACE = PLACES + " where e.id = $1";

  private static final String OPEN_ALERTS =
      """
      select kind, enclosure, since, raised_at, value, raise_at
        from alert
       where kind in ('heat', 'night') and cleared_at is null
      """;

  private static final String WATCH =
      """
      insert into heat_watch (enclosure, threshold, hours)
      select id, $2, $3 from enclosure where id = $1
      on conflict (enclosure) do update
         set threshold = excluded.threshold, hours = excluded.hours
      """;

  private static final String FORGET = "delete from heat_watch where enclosure = $1";

  private final Database database;
  private final Outbox outbox;

  HeatStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * An enclosure as far as heat is concerned.
   *
   * @param periods in seconds, by the word of each quantity that is measured
   * @param doubted whose sensor is in doubt
   */
  record Place(
      String id, Map<String, Double> periods, Set<Quantity> doubted, Optional<Watch> watch) {}

  Future<List<Place>> places() {
    return database.client().preparedQuery(ALL_PLACES).execute().map(HeatStore::places);
  }

  /** The enclosure of that id; empty when there is none. */
  Future<Optional<Place>> place(String id) {
    return database
        .client()
        .preparedQuery(PLACE)
        .execute(Tuple.of(id))
        .map(rows -> places(rows).stream().findFirst());
  }

  /** Alerts of heat that stand. */
  Future<List<Beginning>> open() {
    return database
        .client()
        .query(OPEN_ALERTS)
        .execute()
        .map(
            rows -> StreamSupport.stream(rows.spliterator(), false).map(HeatStore::alert).toList());
  }

  /** From now on heat is watched so, or no longer. */
  Future<Void> watch(String enclosure, Optional<Watch> watch) {
    return watch
        .map(
            it ->
                database
                    .client()
                    .preparedQuery(WATCH)
                    .execute(Tuple.of(enclosure, it.threshold(), it.hours())))
        .orElseGet(() -> database.client().preparedQuery(FORGET).execute(Tuple.of(enclosure)))
        .mapEmpty();
  }

  /** Adds what is news to the signals. */
  Future<Void> tell(List<AlertSignal> news) {
    return news.isEmpty()
        ? Future.succeededFuture()
        : database.inTransaction(
            transaction ->
                outbox.addAll(transaction, AlertSignal.TOPIC, it -> it.alert().enclosure(), news));
  }

  private static List<Place> places(Iterable<Row> rows) {
    List<Place> places = new ArrayList<>();
    rows.forEach(
        row -> {
          Set<Quantity> doubted = EnumSet.noneOf(Quantity.class);
          for (String word : row.getArrayOfStrings("doubted")) {
            doubted.add(Quantity.ofWord(word));
          }
          places.add(
              new Place(
                  row.getString("id"),
                  periods(row.getJsonObject("expected_every_seconds")),
                  doubted,
                  Optional.ofNullable(row.getDouble("threshold"))
                      .map(it -> new Watch(it, row.getDouble("hours")))));
        });
    return places;
  }

  private static Map<String, Double> periods(JsonObject seconds) {
    Map<String, Double> periods = new HashMap<>();
    seconds.fieldNames().forEach(word -> periods.put(word, seconds.getDouble(word)));
    return periods;
  }

  private static Beginning alert(Row row) {
    return Beginning.ofHeat(
        AlertKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("enclosure"),
        row.getOffsetDateTime("since").toInstant(),
        row.getOffsetDateTime("raised_at").toInstant(),
        row.getDouble("value"),
        row.getDouble("raise_at"));
  }
}
