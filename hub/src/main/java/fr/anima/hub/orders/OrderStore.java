package fr.anima.hub.orders;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.orders.OrderChannel.MerchantView;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Orders in PostgreSQL: a change reads the order under its lock, moves it, and keeps rows, who did
 * it and the event in one transaction. What is public is for the room that moves the bags: it joins
 * that room's transaction and fails with {@link Orders.Refused} when it may not be.
 */
public final class OrderStore {
  private static final String LOCK_ORDER = "select id from customer_order where id = $1 for update";
  private static final String ORDER_OF_SHARE =
      "select customer_order as id from merchant_order where id = $1 and merchant = $2";
  private static final String ORDER_OF_LINK =
      "select id from customer_order where tracking_hash = $1";
  private static final String OPEN_OR_RECENT_ORDERS_OF_MERCHANT =
      """
      select o.id from customer_order o join merchant_order s on s.customer_order = o.id
      where s.merchant = $1
        and (s.state in ('proposed', 'accepted', 'in-preparation', 'ready') or o.placed_at >= $2)
      order by o.placed_at, o.number
      """;
  private static final String NOTE_CHANGE =
      """
      insert into order_change (customer_order, version, what, actor, at, received_at)
      values ($1, $2, $3, $4, $5, $6)
      """;
  private final Database database;
  private final Outbox outbox;
  private final InstantSource clock;
  private final Duration answerWithin;

  OrderStore(Database database, Outbox outbox, InstantSource clock, Duration answerWithin) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
    this.answerWithin = answerWithin;
  }

  /** Commits when the work succeeds, leaves nothing when it fails. */
  <T> Future<T> inTransaction(Function<SqlClient, Future<T>> work) {
    return database.inTransaction(work::apply);
  }

  /** Moves an order in a transaction of its own. */
  Future<Order> change(UUID order, Change change, Function<Order, Verdict<Order>> move) {
    return database.inTransaction(tx -> change(tx, order, change, move));
  }

  /**
   * Moves an order in the caller's transaction; fails with {@link Orders.Refused} when it may not.
   */
  Future<Order> change(
      SqlClient tx, UUID order, Change change, Function<Order, Verdict<Order>> move) {
    return tx.preparedQuery(LOCK_ORDER)
        .execute(Tuple.of(order))
        .compose(locked -> OrderRowsStore.load(tx, List.of(order)))
        .compose(
            found ->
                found.isEmpty()
                    ? Verdict.<Order>no(404, "not-found", "there is no such order").orUndo()
                    : move.apply(found.get(0))
                        .orUndo()
                        .compose(after -> keep(tx, found.get(0), after, change)));
  }

  /** Keeps a new order and tells of it. */
  Future<Order> insert(SqlClient tx, Order order, byte[] trackingHash, Change change) {
    return OrderChangesStore.insert(tx, order, trackingHash)
        .compose(done -> tell(tx, order, order.shares(), change));
  }

  /** An order as other rooms may know it. */
  Future<Optional<OrderEvent>> find(UUID order) {
    return OrderRowsStore.load(database.client(), List.of(order))
        .map(found -> found.stream().findFirst().map(it -> event(it, "asked")));
  }

  /** The order of a tracking link. */
  Future<Optional<OrderEvent>> ofLink(String token) {
    return database
        .client()
        .preparedQuery(ORDER_OF_LINK)
        .execute(Tuple.of(io.vertx.core.buffer.Buffer.buffer(PlacingStore.hash(token))))
        .compose(rows -> OrderRowsStore.load(database.client(), ids(rows)))
        .map(found -> found.stream().findFirst().map(it -> event(it, "asked")));
  }

  /** The order of a merchant's own part; empty for another's part as for none. */
  Future<Optional<UUID>> orderOf(UUID share, String merchant) {
    return database
        .client()
        .preparedQuery(ORDER_OF_SHARE)
        .execute(Tuple.of(share, merchant))
        .map(rows -> ids(rows).stream().findFirst());
  }

  /** A merchant's parts that are open or were placed since, the oldest first. */
  Future<List<MerchantView>> ofMerchant(String merchant, Instant since) {
    return database
        .client()
        .preparedQuery(OPEN_OR_RECENT_ORDERS_OF_MERCHANT)
        .execute(Tuple.of(merchant, OrderChangesStore.utc(since)))
        .compose(rows -> OrderRowsStore.load(database.client(), ids(rows)))
        .map(
            orders ->
                orders.stream()
                    .flatMap(
                        it ->
                            it.shares().stream()
                                .filter(share -> share.merchant().id().equals(merchant))
                                .map(share -> view(it, share)))
                    .toList());
  }

  /** One part as its merchant sees it. */
  MerchantView view(Order order, MerchantOrder share) {
    return MerchantView.of(order, share, answerWithin);
  }

  /** One part as its merchant sees it now. */
  Future<Optional<MerchantView>> view(UUID order, UUID share) {
    return OrderRowsStore.load(database.client(), List.of(order))
        .map(
            found ->
                found.stream()
                    .findFirst()
                    .flatMap(it -> it.share(share).map(part -> view(it, part))));
  }

  /** A courier has one part's bags on a bike. */
  public Future<OrderEvent> collected(
      SqlClient tx, UUID order, UUID share, String bike, Change change) {
    return change(tx, order, change, it -> it.collected(share, bike, change.at()))
        .map(it -> event(it, change.what()));
  }

  /** The bike is on its way to this customer, or no longer. */
  public Future<OrderEvent> approached(SqlClient tx, UUID order, boolean underWay, Change change) {
    return change(tx, order, change, it -> Verdict.yes(it.approached(underWay)))
        .map(it -> event(it, change.what()));
  }

  /** Everything is in the customer's hands and paid. */
  public Future<OrderEvent> delivered(SqlClient tx, UUID order, Change change) {
    return change(tx, order, change, it -> it.delivered(change.at()))
        .map(it -> event(it, change.what()));
  }

  private Future<Order> keep(SqlClient tx, Order before, Order after, Change change) {
    if (after.equals(before)) {
      return Future.succeededFuture(before);
    }
    List<MerchantOrder> changed =
        after.shares().stream().filter(it -> !before.shares().contains(it)).toList();
    return OrderChangesStore.update(tx, before, after)
        .compose(done -> tell(tx, after, changed, change));
  }

  private Future<Order> tell(
      SqlClient tx, Order order, List<MerchantOrder> changed, Change change) {
    String key = order.id().toString();
    Future<Void> told =
        tx.preparedQuery(NOTE_CHANGE)
            .execute(
                Tuple.of(
                    order.id(),
                    order.version(),
                    change.what(),
                    change.actor(),
                    OrderChangesStore.utc(change.at()),
                    OrderChangesStore.utc(clock.instant())))
            .compose(done -> outbox.add(tx, OrderEvent.TOPIC, key, event(order, change.what())));
    for (MerchantOrder share : changed) {
      told = told.compose(it -> outbox.add(tx, MerchantView.TOPIC, key, view(order, share)));
    }
    return told.map(it -> order);
  }

  private OrderEvent event(Order order, String what) {
    return OrderEvent.of(order, what, clock.instant());
  }

  private static List<UUID> ids(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).map(row -> row.getUUID("id")).toList();
  }

  /**
   * Who changed an order and when it happened.
   *
   * @param actor the person's id, or a word for those without one
   */
  public record Change(String what, String actor, Instant at) {}
}
