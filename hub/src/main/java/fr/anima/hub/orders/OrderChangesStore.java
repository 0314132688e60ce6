package fr.anima.hub.orders;

import fr.anima.hub.orders.MerchantOrder.Words;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whole orders into their tables, within the caller's transaction. */
final class OrderChangesStore {
  private static final String INSERT_ORDER =
      """
      insert into customer_order (id, number, version, state, placed_at, slot, holds_slot,
        customer_name, customer_phone, customer_email, address, instructions, latitude, longitude,
        fee_cents, owed_cents, settled_cents, drop_under_way, tracking_hash)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
      """;
  private static final String INSERT_SHARE =
      """
      insert into merchant_order (id, customer_order, merchant, position, version, state)
      values ($1, $2, $3, $4, $5, $6)
      """;
  private static final String INSERT_LINE =
      """
      insert into order_line (merchant_order, position, product, name, quantity, price_cents,
        temperature_class, state)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      """;
  private static final String UPDATE_ORDER_OF_VERSION =
      """
      update customer_order set version = $3, state = $4, holds_slot = $5, owed_cents = $6,
        settled_cents = $7, drop_under_way = $8, confirmed_at = $9, ready_at = $10,
        delivered_at = $11, ended_at = $12
      where id = $1 and version = $2
      """;
  private static final String UPDATE_SHARE_OF_VERSION =
      """
      update merchant_order set version = $3, state = $4, ready_at = $5, refusal = $6
      where id = $1 and version = $2
      """;
  private static final String MOVE_LINES =
      "update order_line set state = $3 where merchant_order = $1 and position = $2";
  private static final String PUT_PARCEL =
      """
      insert into parcel (merchant_order, position, state, bike) values ($1, $2, $3, $4)
      on conflict (merchant_order, position) do update
      set state = excluded.state, bike = excluded.bike
      """;
  private static final String INSERT_ENTRY =
      """
      insert into ledger_entry (customer_order, position, kind, cents, bearer, cause, at)
      values ($1, $2, $3, $4, $5, $6, $7)
      """;
  private static final String GIVE_BACK_STOCK =
      "update product set stock = greatest(stock + $3, 0) where merchant = $1 and id = $2";
  private static final String FREE_PLACE =
      "update slot set booked = booked - 1 where id = $1 and booked > 0";

  private OrderChangesStore() {}

  /** A new order with everything in it. */
  static Future<Void> insert(SqlClient tx, Order order, byte[] trackingHash) {
    return tx.preparedQuery(INSERT_ORDER)
        .execute(order(order, trackingHash))
        .compose(done -> batch(tx, INSERT_SHARE, shares(order)))
        .compose(done -> batch(tx, INSERT_LINE, lines(order)))
        .compose(done -> batch(tx, INSERT_ENTRY, entries(order, 0)));
  }

  /** What differs between two versions; what is no longer wanted goes back to shop and slot. */
  static Future<Void> update(SqlClient tx, Order before, Order after) {
    List<MerchantOrder> changed =
        after.shares().stream().filter(it -> !before.shares().contains(it)).toList();
    Future<Void> done =
        one(tx, UPDATE_ORDER_OF_VERSION, order(before, after), "order " + after.number());
    for (MerchantOrder next : changed) {
      MerchantOrder last = before.share(next.id()).orElseThrow();
      done =
          done.compose(
                  it -> one(tx, UPDATE_SHARE_OF_VERSION, share(last, next), "part " + next.id()))
              .compose(it -> batch(tx, MOVE_LINES, moves(next)))
              .compose(it -> batch(tx, PUT_PARCEL, parcels(next)));
    }
    return done.compose(
            it -> batch(tx, INSERT_ENTRY, entries(after, before.ledger().entries().size())))
        .compose(it -> batch(tx, GIVE_BACK_STOCK, givenBack(before, after)))
        .compose(
            it ->
                before.holdsSlot() && !after.holdsSlot()
                    ? tx.preparedQuery(FREE_PLACE).execute(Tuple.of(after.slot().id())).mapEmpty()
                    : Future.succeededFuture());
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utc(Optional<Instant> at) {
    return at.map(OrderChangesStore::utc).orElse(null);
  }

  private static Future<Void> one(SqlClient tx, String sql, Tuple row, String what) {
    return tx.preparedQuery(sql)
        .execute(row)
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        new IllegalStateException(what + " changed under its own lock")));
  }

  private static Future<Void> batch(SqlClient tx, String sql, List<Tuple> rows) {
    Future<RowSet<Row>> done =
        rows.isEmpty() ? Future.succeededFuture() : tx.preparedQuery(sql).executeBatch(rows);
    return done.mapEmpty();
  }

  private static Tuple order(Order it, byte[] trackingHash) {
    Order.Wanted to = it.wanted();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(it.id());
    row.add(it.number());
    row.add(it.version());
    row.add(it.state().word());
    row.add(utc(it.placedAt()));
    row.add(it.slot().id());
    row.add(it.holdsSlot());
    row.add(to.name());
    row.add(to.phone());
    row.add(to.email().orElse(null));
    row.add(to.address());
    row.add(to.instructions().orElse(null));
    row.add(to.latitudeDegrees());
    row.add(to.longitudeDegrees());
    row.add(it.feeCents());
    row.add(it.ledger().owed());
    row.add(it.ledger().settled());
    row.add(it.dropUnderWay());
    row.add(io.vertx.core.buffer.Buffer.buffer(trackingHash));
    return Tuple.from(row);
  }

  private static Tuple order(Order before, Order after) {
    Order.Milestones times = after.milestones();
    List<@Nullable Object> row = new ArrayList<>();
    row.add(after.id());
    row.add(before.version());
    row.add(after.version());
    row.add(after.state().word());
    row.add(after.holdsSlot());
    row.add(after.ledger().owed());
    row.add(after.ledger().settled());
    row.add(after.dropUnderWay());
    row.add(utc(times.confirmedAt()));
    row.add(utc(times.readyAt()));
    row.add(utc(times.deliveredAt()));
    row.add(utc(times.endedAt()));
    return Tuple.from(row);
  }

  private static List<Tuple> shares(Order order) {
    return IntStream.range(0, order.shares().size())
        .mapToObj(
            i -> {
              MerchantOrder it = order.shares().get(i);
              return Tuple.of(
                  it.id(), order.id(), it.merchant().id(), i, it.version(), it.state().word());
            })
        .toList();
  }

  private static Tuple share(MerchantOrder before, MerchantOrder after) {
    return Tuple.of(
        after.id(),
        before.version(),
        after.version(),
        after.state().word(),
        utc(after.readyAt()),
        after.refusal().map(Words::of).orElse(null));
  }

  private static List<Tuple> lines(Order order) {
    List<Tuple> rows = new ArrayList<>();
    for (MerchantOrder share : order.shares()) {
      for (int i = 0; i < share.lines().size(); i++) {
        MerchantOrder.Line it = share.lines().get(i);
        rows.add(
            Tuple.from(
                List.of(
                    share.id(),
                    i,
                    it.product(),
                    it.name(),
                    it.quantity(),
                    it.priceCents(),
                    it.temperatureClass(),
                    Words.of(it.state()))));
      }
    }
    return rows;
  }

  private static List<Tuple> moves(MerchantOrder share) {
    return IntStream.range(0, share.lines().size())
        .mapToObj(i -> Tuple.of(share.id(), i, Words.of(share.lines().get(i).state())))
        .toList();
  }

  private static List<Tuple> parcels(MerchantOrder share) {
    return share.parcels().stream()
        .map(
            it -> Tuple.of(share.id(), it.position(), Words.of(it.state()), it.bike().orElse(null)))
        .toList();
  }

  private static List<Tuple> entries(Order order, int known) {
    List<Ledger.Entry> entries = order.ledger().entries();
    return IntStream.range(known, entries.size())
        .mapToObj(
            i -> {
              Ledger.Entry it = entries.get(i);
              return Tuple.from(
                  List.of(
                      order.id(),
                      i,
                      Words.of(it.kind()),
                      it.cents(),
                      Words.of(it.bearer()),
                      Words.of(it.cause()),
                      utc(it.at())));
            })
        .toList();
  }

  /** By product in one order everywhere, so that two transactions never wait for each other. */
  private static List<Tuple> givenBack(Order before, Order after) {
    record Back(String merchant, String product, int pieces) {}
    List<Back> back = new ArrayList<>();
    for (MerchantOrder next : after.shares()) {
      MerchantOrder last = before.share(next.id()).orElseThrow();
      for (int i = 0; i < next.lines().size(); i++) {
        MerchantOrder.Line line = next.lines().get(i);
        boolean out = line.state() == MerchantOrder.Line.Fate.REMOVED;
        boolean wasOut = last.lines().get(i).state() == MerchantOrder.Line.Fate.REMOVED;
        if (out != wasOut) {
          int pieces = out ? line.quantity() : -line.quantity();
          back.add(new Back(next.merchant().id(), line.product(), pieces));
        }
      }
    }
    return back.stream()
        .sorted(Comparator.comparing(Back::merchant).thenComparing(Back::product))
        .map(it -> Tuple.of(it.merchant(), it.product(), it.pieces()))
        .toList();
  }
}
