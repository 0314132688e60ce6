package fr.anima.hub.orders;

import static fr.anima.hub.orders.MerchantOrder.Words.read;

import fr.anima.hub.orders.ShopStore.Shop;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Whole orders out of their tables. */
final class OrderRowsStore {
  private static final String ORDERS =
      """
      select o.id, o.number, o.version, o.placed_at, o.slot, o.customer_name, o.customer_phone,
        o.customer_email, o.address, o.instructions, o.latitude, o.longitude, o.fee_cents,
        o.drop_under_way, o.confirmed_at, o.ready_at, o.delivered_at, o.ended_at,
        s.starts_at, s.ends_at, s.capacity - s.booked as free
      from customer_order o join slot s on s.id = o.slot
      where o.id = any($1)
      order by o.placed_at, o.number
      """;
  private static final String SHARES =
      """
      select s.id, s.customer_order, s.version, s.state, s.ready_at, s.refusal,
        m.id as merchant, m.name, m.address, m.latitude, m.longitude, m.phone
      from merchant_order s join merchant m on m.id = s.merchant
      where s.customer_order = any($1)
      order by s.customer_order, s.position
      """;
  private static final String LINES =
      """
      select l.merchant_order, l.product, l.name, l.quantity, l.price_cents, l.temperature_class,
        l.state
      from order_line l join merchant_order s on s.id = l.merchant_order
      where s.customer_order = any($1)
      order by l.merchant_order, l.position
      """;
  private static final String PARCELS =
      """
      select p.merchant_order, p.position, p.state, p.bike
      from parcel p join merchant_order s on s.id = p.merchant_order
      where s.customer_order = any($1)
      order by p.merchant_order, p.position
      """;
  private static final String LEDGER =
      """
      select customer_order, kind, cents, bearer, cause, at
      from ledger_entry
      where customer_order = any($1)
      order by customer_order, position
      """;

  private OrderRowsStore() {}

  /**
   * Those of the orders that exist, the oldest first. Versions are read before what they are
   * versions of: without a lock a reader may see too old a version, never too new a one.
   */
  static Future<List<Order>> load(SqlClient client, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Tuple which = Tuple.of(ids.toArray(UUID[]::new));
    Parts parts = new Parts();
    return client
        .preparedQuery(ORDERS)
        .execute(which)
        .compose(
            orders ->
                client
                    .preparedQuery(SHARES)
                    .execute(which)
                    .compose(
                        shares ->
                            parts
                                .load(client, which)
                                .map(
                                    done -> {
                                      shares.forEach(parts::share);
                                      return parts.orders(orders);
                                    })));
  }

  static Optional<Instant> instant(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
  }

  static Instant at(Row row, String column) {
    return row.getOffsetDateTime(column).toInstant();
  }

  /** What the orders consist of, by what it belongs to. */
  private static final class Parts {
    private final Map<UUID, List<MerchantOrder.Line>> lines = new HashMap<>();
    private final Map<UUID, List<MerchantOrder.Parcel>> parcels = new HashMap<>();
    private final Map<UUID, List<Ledger.Entry>> entries = new HashMap<>();
    private final Map<UUID, List<MerchantOrder>> shares = new HashMap<>();

    Future<Void> load(SqlClient client, Tuple which) {
      return client
          .preparedQuery(LINES)
          .execute(which)
          .onSuccess(rows -> rows.forEach(this::line))
          .compose(done -> client.preparedQuery(PARCELS).execute(which))
          .onSuccess(rows -> rows.forEach(this::parcel))
          .compose(done -> client.preparedQuery(LEDGER).execute(which))
          .onSuccess(rows -> rows.forEach(this::entry))
          .mapEmpty();
    }

    void line(Row row) {
      add(
          lines,
          row.getUUID("merchant_order"),
          new MerchantOrder.Line(
              row.getString("product"),
              row.getString("name"),
              row.getInteger("quantity"),
              row.getLong("price_cents"),
              row.getString("temperature_class"),
              read(MerchantOrder.Line.Fate.class, row.getString("state"))));
    }

    void parcel(Row row) {
      add(
          parcels,
          row.getUUID("merchant_order"),
          new MerchantOrder.Parcel(
              row.getInteger("position"),
              read(MerchantOrder.Parcel.Where.class, row.getString("state")),
              Optional.ofNullable(row.getString("bike"))));
    }

    void entry(Row row) {
      add(
          entries,
          row.getUUID("customer_order"),
          new Ledger.Entry(
              read(Ledger.Kind.class, row.getString("kind")),
              row.getLong("cents"),
              read(Ledger.Bearer.class, row.getString("bearer")),
              read(Ledger.Cause.class, row.getString("cause")),
              at(row, "at")));
    }

    void share(Row row) {
      UUID id = row.getUUID("id");
      add(
          shares,
          row.getUUID("customer_order"),
          new MerchantOrder(
              id,
              new Shop.Merchant(
                  row.getString("merchant"),
                  row.getString("name"),
                  row.getString("address"),
                  row.getDouble("latitude"),
                  row.getDouble("longitude"),
                  Optional.ofNullable(row.getString("phone"))),
              read(MerchantOrder.State.class, row.getString("state")),
              row.getLong("version"),
              instant(row, "ready_at"),
              Optional.ofNullable(row.getString("refusal"))
                  .map(it -> read(MerchantOrder.Refusal.class, it)),
              lines.getOrDefault(id, List.of()),
              parcels.getOrDefault(id, List.of())));
    }

    List<Order> orders(RowSet<Row> rows) {
      List<Order> orders = new ArrayList<>();
      rows.forEach(row -> orders.add(order(row)));
      return orders;
    }

    private Order order(Row row) {
      UUID id = row.getUUID("id");
      return new Order(
          id,
          row.getLong("number"),
          row.getLong("version"),
          at(row, "placed_at"),
          wanted(row),
          new Shop.Slot(
              row.getUUID("slot"),
              at(row, "starts_at"),
              at(row, "ends_at"),
              row.getInteger("free")),
          shares.getOrDefault(id, List.of()),
          row.getLong("fee_cents"),
          new Ledger(entries.getOrDefault(id, List.of())),
          row.getBoolean("drop_under_way"),
          new Order.Milestones(
              instant(row, "confirmed_at"),
              instant(row, "ready_at"),
              instant(row, "delivered_at"),
              instant(row, "ended_at")));
    }

    private static Order.Wanted wanted(Row row) {
      return new Order.Wanted(
          row.getString("customer_name"),
          row.getString("customer_phone"),
          Optional.ofNullable(row.getString("customer_email")),
          row.getString("address"),
          Optional.ofNullable(row.getString("instructions")),
          row.getDouble("latitude"),
          row.getDouble("longitude"));
    }

    private static <T> void add(Map<UUID, List<T>> map, UUID owner, T part) {
      map.computeIfAbsent(owner, it -> new ArrayList<>()).add(part);
    }
  }
}
