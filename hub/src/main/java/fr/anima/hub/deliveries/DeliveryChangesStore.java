package fr.anima.hub.deliveries;

import static fr.anima.hub.deliveries.DeliveryStore.utc;
import static fr.anima.hub.deliveries.Stop.word;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.deliveries.Delivery.Changed;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries into PostgreSQL: rows, who had it when, and the event in one transaction. Follows the
 * orders' topic: an order makes one delivery, however often its news come.
 */
final class DeliveryChangesStore implements Projection<OrderEvent> {
  private static final String INSERT_DELIVERY =
      """
      insert into delivery (id, customer_order, number, version, state, bike, order_state,
        order_version, slot, slot_from, slot_until, slot_free, created_at, ended_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
      on conflict (customer_order) do nothing
      """;
  private static final String UPDATE_DELIVERY_OF_VERSION =
      """
      update delivery set version = $3, state = $4, bike = $5, order_state = $6,
        order_version = $7, slot_free = $8, ended_at = $9
      where id = $1 and version = $2
      """;
  private static final String PUT_STOP =
      """
      insert into stop (id, delivery, position, kind, state, merchant_order, name, address,
        instructions, phone, latitude, longitude, parcels, cold, ready_at, started_at,
        finished_at, reason, decided)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
      on conflict (id) do update set state = excluded.state, parcels = excluded.parcels,
        cold = excluded.cold, ready_at = excluded.ready_at, started_at = excluded.started_at,
        finished_at = excluded.finished_at, reason = excluded.reason, decided = excluded.decided
      """;
  private static final String CLOSE_ASSIGNMENT =
      "update assignment set until = greatest($2, since) where delivery = $1 and until is null";
  private static final String OPEN_ASSIGNMENT =
      """
      insert into assignment (delivery, version, bike, since, by) values ($1, $2, $3, $4, $5)
      """;

  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;

  DeliveryChangesStore(Database database, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "deliveries-of-orders";
  }

  @Override
  public Topic<OrderEvent> topic() {
    return OrderEvent.TOPIC;
  }

  @Override
  public Future<Void> project(List<LogRecord<OrderEvent>> batch) {
    Future<Void> done = Future.succeededFuture();
    for (LogRecord<OrderEvent> news : batch) {
      done = done.compose(it -> database.inTransaction(tx -> follow(tx, news.value())));
    }
    return done;
  }

  private Future<Void> follow(SqlClient tx, OrderEvent news) {
    return DeliveryStore.lockOfOrder(tx, news.id())
        .compose(
            known -> {
              if (known.isPresent()) {
                return keep(tx, known.get(), known.get().following(news, now()), "orders")
                    .mapEmpty();
              }
              return news.agreed() && !news.state().ended()
                  ? insert(tx, Delivery.of(news, UUID::randomUUID, now()))
                  : Future.succeededFuture();
            });
  }

  /** Moves a delivery in a transaction of its own. */
  Future<Delivery> change(UUID delivery, String actor, Function<Delivery, Verdict<Delivery>> move) {
    return database.inTransaction(
        tx ->
            DeliveryStore.lock(tx, delivery)
                .compose(
                    before ->
                        move.apply(before)
                            .orUndo()
                            .compose(after -> keep(tx, before, after, actor))));
  }

  /** Keeps what has changed of a locked delivery and tells of it. */
  Future<Delivery> keep(SqlClient tx, Delivery before, Delivery after, String actor) {
    if (after.equals(before)) {
      return Future.succeededFuture(before);
    }
    List<Tuple> stops =
        after.stops().stream()
            .filter(it -> !before.stops().contains(it))
            .map(it -> stop(after.id(), it))
            .toList();
    return tx.preparedQuery(UPDATE_DELIVERY_OF_VERSION)
        .execute(update(before, after))
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException(
                            "delivery " + after.order().number() + " changed under its own lock")))
        .compose(
            done ->
                stops.isEmpty()
                    ? Future.succeededFuture()
                    : tx.preparedQuery(PUT_STOP).executeBatch(stops).mapEmpty())
        .compose(done -> handOver(tx, before, after, actor))
        .compose(done -> tell(tx, before, after))
        .map(done -> after);
  }

  private Future<Void> insert(SqlClient tx, Delivery it) {
    return tx.preparedQuery(INSERT_DELIVERY)
        .execute(insert(it))
        .compose(
            rows ->
                rows.rowCount() == 0
                    ? Future.succeededFuture()
                    : tx.preparedQuery(PUT_STOP)
                        .executeBatch(it.stops().stream().map(stop -> stop(it.id(), stop)).toList())
                        .compose(done -> tell(tx, it, it)));
  }

  private Future<Void> handOver(SqlClient tx, Delivery before, Delivery after, String actor) {
    if (after.bike().equals(before.bike())) {
      return Future.succeededFuture();
    }
    OffsetDateTime now = utc(now());
    return tx.preparedQuery(CLOSE_ASSIGNMENT)
        .execute(Tuple.of(after.id(), now))
        .compose(
            done ->
                after.bike().isEmpty()
                    ? Future.succeededFuture()
                    : tx.preparedQuery(OPEN_ASSIGNMENT)
                        .execute(
                            Tuple.of(after.id(), after.version(), after.bike().get(), now, actor))
                        .mapEmpty());
  }

  private Future<Void> tell(SqlClient tx, Delivery before, Delivery after) {
    List<String> bikes =
        Stream.of(before.bike(), after.bike()).flatMap(Optional::stream).distinct().toList();
    return ShiftStore.couriers(tx, bikes)
        .compose(
            couriers ->
                outbox.add(tx, Changed.TOPIC, after.id().toString(), new Changed(after, couriers)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static Tuple insert(Delivery it) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(it.id());
    row.add(it.order().id());
    row.add(it.order().number());
    row.add(it.version());
    row.add(word(it.state()));
    row.add(it.bike().orElse(null));
    row.add(it.order().state().word());
    row.add(it.order().version());
    row.add(it.order().slot().id());
    row.add(utc(it.order().slot().from()));
    row.add(utc(it.order().slot().until()));
    row.add(it.order().slot().free());
    row.add(utc(it.createdAt()));
    row.add(it.endedAt().map(DeliveryStore::utc).orElse(null));
    return Tuple.from(row);
  }

  private static Tuple update(Delivery before, Delivery after) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(after.id());
    row.add(before.version());
    row.add(after.version());
    row.add(word(after.state()));
    row.add(after.bike().orElse(null));
    row.add(after.order().state().word());
    row.add(after.order().version());
    row.add(after.order().slot().free());
    row.add(after.endedAt().map(DeliveryStore::utc).orElse(null));
    return Tuple.from(row);
  }

  private static Tuple stop(UUID delivery, Stop it) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(it.id());
    row.add(delivery);
    row.add(it.position());
    row.add(word(it.kind()));
    row.add(word(it.state()));
    row.add(it.share().orElse(null));
    row.add(it.spot().name());
    row.add(it.spot().address());
    row.add(it.spot().instructions().orElse(null));
    row.add(it.spot().phone().orElse(null));
    row.add(it.spot().latitudeDegrees());
    row.add(it.spot().longitudeDegrees());
    row.add(it.load().parcels());
    row.add(it.load().cold());
    row.add(it.load().readyAt().map(DeliveryStore::utc).orElse(null));
    row.add(it.startedAt().map(DeliveryStore::utc).orElse(null));
    row.add(it.finishedAt().map(DeliveryStore::utc).orElse(null));
    row.add(it.reason().map(Stop::word).orElse(null));
    row.add(it.decided());
    return Tuple.from(row);
  }
}
