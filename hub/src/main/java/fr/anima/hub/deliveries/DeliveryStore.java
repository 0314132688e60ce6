package fr.anima.hub.deliveries;

import static fr.anima.hub.deliveries.Stop.read;

import fr.anima.hub.database.Database;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderState;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Deliveries out of PostgreSQL, and the locks under which they change. */
final class DeliveryStore {
  private static final String DELIVERIES =
      """
      select id, customer_order, number, version, bike, order_state, order_version, slot,
        slot_from, slot_until, slot_free, created_at, ended_at
      from delivery where id = any($1) order by slot_from, number
      """;
  private static final String STOPS =
      """
      select id, delivery, position, kind, state, merchant_order, name, address, instructions,
        phone, latitude, longitude, parcels, cold, ready_at, started_at, finished_at, reason,
        decided
      from stop where delivery = any($1) order by delivery, position
      """;
  private static final String OPEN_OR_ENDED_SINCE =
      "select id from delivery where ended_at is null or ended_at >= $1";
  private static final String OF_BIKE_OPEN_OR_ENDED_SINCE =
      "select id from delivery where bike = $1 and (ended_at is null or ended_at >= $2)";
  private static final String OF_ORDER = "select id from delivery where customer_order = $1";
  private static final String LOCK_DELIVERY = "select id from delivery where id = $1 for update";
  private static final String LOCK_OF_ORDER = OF_ORDER + " for update";
  private static final String DELIVERY_OF_STOP = "select delivery as id from stop where id = $1";
  private static final String OTHER_STOP_UNDER_WAY =
      """
      select s.name from stop s join delivery d on d.id = s.delivery
      where d.bike = $1 and d.id <> $2 and s.state in ('started', 'arrived')
      """;

  private final Database database;

  DeliveryStore(Database database) {
    this.database = database;
  }

  /** Every delivery that is open or ended since, by slot. */
  Future<List<Delivery>> openOrEndedSince(Instant since) {
    return find(database.client(), OPEN_OR_ENDED_SINCE, Tuple.of(utc(since)));
  }

  /** A bike's deliveries that are open or ended since, by slot. */
  Future<List<Delivery>> ofBike(String bike, Instant since) {
    return find(database.client(), OF_BIKE_OPEN_OR_ENDED_SINCE, Tuple.of(bike, utc(since)));
  }

  /** The delivery of an order, once its merchants have said yes. */
  Future<Optional<Delivery>> ofOrder(UUID order) {
    return find(database.client(), OF_ORDER, Tuple.of(order)).map(it -> it.stream().findFirst());
  }

  /** One delivery as it is now. */
  Future<Optional<Delivery>> find(UUID delivery) {
    return load(database.client(), List.of(delivery)).map(it -> it.stream().findFirst());
  }

  /** The delivery a stop belongs to, locked until the transaction ends. */
  static Future<Delivery> lockOfStop(SqlClient tx, UUID stop) {
    return tx.preparedQuery(DELIVERY_OF_STOP)
        .execute(Tuple.of(stop))
        .compose(
            rows ->
                rows.size() == 0
                    ? Verdict.<Delivery>no(404, "not-found", "there is no such stop").orUndo()
                    : lock(tx, rows.iterator().next().getUUID("id")));
  }

  /** A delivery, locked until the transaction ends. */
  static Future<Delivery> lock(SqlClient tx, UUID delivery) {
    return find(tx, LOCK_DELIVERY, Tuple.of(delivery))
        .compose(
            found ->
                found.isEmpty()
                    ? Verdict.<Delivery>no(404, "not-found", "there is no such delivery").orUndo()
                    : Future.succeededFuture(found.get(0)));
  }

  /** The delivery of an order, if there is one, locked until the transaction ends. */
  static Future<Optional<Delivery>> lockOfOrder(SqlClient tx, UUID order) {
    return find(tx, LOCK_OF_ORDER, Tuple.of(order)).map(it -> it.stream().findFirst());
  }

  /** Where else this bike is under way. */
  static Future<Optional<String>> elsewhere(SqlClient tx, String bike, UUID delivery) {
    return tx.preparedQuery(OTHER_STOP_UNDER_WAY)
        .execute(Tuple.of(bike, delivery))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .findFirst()
                    .map(it -> it.getString("name")));
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Future<List<Delivery>> find(SqlClient client, String which, Tuple with) {
    return client
        .preparedQuery(which)
        .execute(with)
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(it -> it.getUUID("id"))
                    .toList())
        .compose(ids -> load(client, ids));
  }

  /** Versions first: without a lock a reader may see too old a version, never too new a one. */
  private static Future<List<Delivery>> load(SqlClient client, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple which = Tuple.of((Object) ids.toArray(UUID[]::new));
    return client
        .preparedQuery(DELIVERIES)
        .execute(which)
        .compose(
            rows ->
                client
                    .preparedQuery(STOPS)
                    .execute(which)
                    .map(DeliveryStore::stops)
                    .map(
                        stops ->
                            StreamSupport.stream(rows.spliterator(), false)
                                .map(it -> delivery(it, stops))
                                .toList()));
  }

  private static Map<UUID, List<Stop>> stops(RowSet<Row> rows) {
    Map<UUID, List<Stop>> stops = new HashMap<>();
    rows.forEach(
        it -> stops.computeIfAbsent(it.getUUID("delivery"), id -> new ArrayList<>()).add(stop(it)));
    return stops;
  }

  private static Delivery delivery(Row it, Map<UUID, List<Stop>> stops) {
    UUID id = it.getUUID("id");
    return new Delivery(
        id,
        it.getLong("version"),
        Optional.ofNullable(it.getString("bike")),
        new Delivery.OrderSeen(
            it.getUUID("customer_order"),
            it.getLong("number"),
            it.getLong("order_version"),
            read(OrderState.class, it.getString("order_state")),
            new OrderEvent.When(
                it.getUUID("slot"),
                it.getOffsetDateTime("slot_from").toInstant(),
                it.getOffsetDateTime("slot_until").toInstant(),
                it.getInteger("slot_free"))),
        stops.getOrDefault(id, List.of()),
        it.getOffsetDateTime("created_at").toInstant(),
        instant(it, "ended_at"));
  }

  private static Stop stop(Row it) {
    return new Stop(
        it.getUUID("id"),
        it.getInteger("position"),
        read(Stop.Kind.class, it.getString("kind")),
        read(Stop.State.class, it.getString("state")),
        Optional.ofNullable(it.getUUID("merchant_order")),
        new Stop.Spot(
            it.getString("name"),
            it.getString("address"),
            Optional.ofNullable(it.getString("instructions")),
            Optional.ofNullable(it.getString("phone")),
            it.getDouble("latitude"),
            it.getDouble("longitude")),
        new Stop.Load(it.getInteger("parcels"), it.getBoolean("cold"), instant(it, "ready_at")),
        instant(it, "started_at"),
        instant(it, "finished_at"),
        Optional.ofNullable(it.getString("reason")).map(word -> read(Stop.Reason.class, word)),
        it.getBoolean("decided"));
  }

  private static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }
}
