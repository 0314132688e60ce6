package fr.anima.hub.animals;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Hours;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.Json;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The enclosures in PostgreSQL; each change goes to the log, where the rules read it. */
public final class EnclosureStore {
  private static final String COLUMNS =
      """
      select id, version, name, species, expected_every_seconds,
             coalesce((
               select jsonb_agg(jsonb_build_object(
                        'quantity', quantity, 'side', side,
                        'raiseAt', raise_at, 'clearAt', clear_at,
                        'raiseAfterSeconds', raise_after_seconds,
                        'clearAfterSeconds', clear_after_seconds,
                        'severity', severity, 'latching', latching,
                        'hours', case when hours_from is not null then jsonb_build_object(
                                   'from', to_char(hours_from, 'HH24:MI'),
                                   'until', to_char(hours_until, 'HH24:MI')) end)
                        order by place)
                 from enclosure_limit where enclosure = id), '[]'::jsonb) as limits
        from enclosure
      """;

  private static final String ALL_ENCLOSURES = COLUMNS + " order by name, id";

  private static final String ENCLOSURE = COLUMNS + " where id = $1";

  private static final String KEEP_ENCLOSURE =
      """
      insert into enclosure (id, name, species, expected_every_seconds)
      values ($1, $2, $3, $4)
      on conflict (id) do update
         set name = excluded.name, species = excluded.species,
             expected_every_seconds = excluded.expected_every_seconds,
             version = enclosure.version + 1
       where $5::bigint is null or enclosure.version = $5
      returning version
      """;

  private static final String FORGET_LIMITS = "delete from enclosure_limit where enclosure = $1";

  private static final String ADD_LIMIT =
      """
      insert into enclosure_limit (enclosure, place, quantity, side, raise_at, clear_at,
                                   raise_after_seconds, clear_after_seconds, severity,
                                   hours_from, hours_until, latching)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      """;

  private final Database database;
  private final Outbox outbox;

  /** Over a migrated database. */
  public EnclosureStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /**
   * An enclosure as it is kept.
   *
   * @param version counts its changes; a change may say on which one it is based
   */
  record Described(Enclosure enclosure, long version) {}

  /** Every enclosure by name. */
  Future<List<Described>> all() {
    return database
        .client()
        .preparedQuery(ALL_ENCLOSURES)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(row -> new Described(enclosure(row), row.getLong("version")))
                    .toList());
  }

  /** What an enclosure is called; empty when it is not described. */
  public Future<Optional<String>> nameOf(String id) {
    return find(id).map(found -> found.map(Enclosure::name));
  }

  /** The enclosure of that id; empty when there is none. */
  public Future<Optional<Enclosure>> find(String id) {
    return database
        .client()
        .preparedQuery(ENCLOSURE)
        .execute(Tuple.of(id))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(EnclosureStore::enclosure)
                    .findFirst());
  }

  /**
   * Creates or replaces an enclosure with its limits, tells the log, and answers the new version.
   *
   * @param seen the version that whoever changes it has seen; with another one nothing happens, and
   *     the answer is empty. Without one it is replaced whatever it is.
   */
  Future<OptionalLong> put(Enclosure enclosure, OptionalLong seen) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(KEEP_ENCLOSURE)
                .execute(
                    Tuple.of(
                        enclosure.id(),
                        enclosure.name(),
                        enclosure.species().toArray(String[]::new),
                        new JsonObject(new HashMap<>(enclosure.expectedEverySeconds())),
                        seen.isPresent() ? seen.getAsLong() : null))
                .compose(
                    kept ->
                        kept.size() == 0
                            ? Future.succeededFuture(OptionalLong.empty())
                            : replaceLimits(transaction, enclosure)
                                .map(
                                    told ->
                                        OptionalLong.of(
                                            kept.iterator().next().getLong("version")))));
  }

  private Future<Void> replaceLimits(SqlClient transaction, Enclosure enclosure) {
    return transaction
        .preparedQuery(FORGET_LIMITS)
        .execute(Tuple.of(enclosure.id()))
        .compose(forgotten -> addLimits(transaction, enclosure))
        .compose(added -> outbox.add(transaction, Enclosure.TOPIC, enclosure.id(), enclosure));
  }

  private static Future<Void> addLimits(SqlClient transaction, Enclosure enclosure) {
    List<Tuple> limits =
        IntStream.range(0, enclosure.limits().size())
            .mapToObj(i -> tuple(enclosure.id(), i, enclosure.limits().get(i)))
            .toList();
    return limits.isEmpty()
        ? Future.succeededFuture()
        : transaction.preparedQuery(ADD_LIMIT).executeBatch(limits).mapEmpty();
  }

  private static Tuple tuple(String enclosure, int place, Limit limit) {
    return Tuple.from(
        Arrays.asList(
            enclosure,
            place,
            limit.quantity().word(),
            limit.side().name().toLowerCase(Locale.ROOT),
            limit.raiseAt(),
            limit.clearAt(),
            limit.raiseAfterSeconds(),
            limit.clearAfterSeconds(),
            limit.severity().name().toLowerCase(Locale.ROOT),
            limit.hours().map(Hours::from).orElse(null),
            limit.hours().map(Hours::until).orElse(null),
            limit.latching()));
  }

  private static Enclosure enclosure(Row row) {
    return new Enclosure(
        row.getString("id"),
        row.getString("name"),
        List.of(row.getArrayOfStrings("species")),
        List.of(
            Json.read(
                ((JsonArray) row.getJson("limits")).encode().getBytes(StandardCharsets.UTF_8),
                Limit[].class)),
        periods(row.getJsonObject("expected_every_seconds")));
  }

  private static Map<String, Double> periods(JsonObject seconds) {
    Map<String, Double> periods = new HashMap<>();
    seconds.fieldNames().forEach(word -> periods.put(word, seconds.getDouble(word)));
    return periods;
  }
}
