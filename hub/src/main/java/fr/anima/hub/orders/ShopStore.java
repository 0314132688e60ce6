package fr.anima.hub.orders;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Merchants, products and slots in PostgreSQL. */
final class ShopStore {
  private static final String PUT_MERCHANT =
      """
      insert into merchant (id, name, address, latitude, longitude, phone)
      values ($1, $2, $3, $4, $5, $6)
      on conflict (id) do update set name = excluded.name, address = excluded.address,
        latitude = excluded.latitude, longitude = excluded.longitude, phone = excluded.phone
      """;
  private static final String PUT_PRODUCT_OF_KNOWN_MERCHANT =
      """
      insert into product
        (merchant, id, name, price_cents, stock, temperature_class, weight_grams)
      select m.id, $2, $3, $4, $5, $6, $7 from merchant m where m.id = $1
      on conflict (merchant, id) do update set name = excluded.name,
        price_cents = excluded.price_cents, stock = excluded.stock,
        temperature_class = excluded.temperature_class, weight_grams = excluded.weight_grams
      """;
  private static final String OFFER_SLOT_KEEPING_ITS_BOOKINGS =
      """
      insert into slot (starts_at, ends_at, capacity) values ($1, $2, $3)
      on conflict (starts_at, ends_at) do update
      set capacity = greatest(excluded.capacity, slot.booked)
      """;
  private static final String MERCHANTS =
      "select id, name, address, latitude, longitude, phone from merchant order by name, id";
  private static final String PRODUCTS =
      """
      select merchant, id, name, price_cents, stock, temperature_class, weight_grams
      from product order by merchant, name, id
      """;
  private static final String BOOKABLE_SLOTS =
      """
      select id, starts_at, ends_at, capacity - booked as free
      from slot where starts_at > $1 and booked < capacity order by starts_at, ends_at
      """;
  private static final String ASKED_MERCHANTS =
      """
      select id, name, address, latitude, longitude, phone from merchant where id = any($1)
      """;
  private static final String ASKED_PRODUCTS =
      """
      select merchant, id, name, price_cents, stock, temperature_class, weight_grams
      from product where (merchant, id) in (select * from unnest($1::text[], $2::text[]))
      """;
  private static final String ASKED_SLOT =
      "select id, starts_at, ends_at, capacity - booked as free from slot where id = $1";

  private final Database database;

  ShopStore(Database database) {
    this.database = database;
  }

  /** Stores a merchant as it is now. */
  Future<Void> put(Shop.Merchant it) {
    return database
        .client()
        .preparedQuery(PUT_MERCHANT)
        .execute(
            Tuple.of(
                it.id(),
                it.name(),
                it.address(),
                it.latitudeDegrees(),
                it.longitudeDegrees(),
                it.phone().orElse(null)))
        .mapEmpty();
  }

  /** Stores a product as it is now; false when its merchant is unknown. */
  Future<Boolean> put(Shop.Product it) {
    return database
        .client()
        .preparedQuery(PUT_PRODUCT_OF_KNOWN_MERCHANT)
        .execute(
            Tuple.of(
                it.merchant(),
                it.id(),
                it.name(),
                it.priceCents(),
                it.stock(),
                it.temperatureClass(),
                it.weightGrams()))
        .map(rows -> rows.rowCount() > 0);
  }

  /** Offers slots, all or none; one that exists keeps its bookings. */
  Future<Void> offer(List<Shop.Offer> slots) {
    List<Tuple> rows =
        slots.stream()
            .map(
                it ->
                    Tuple.of(
                        it.from().atOffset(ZoneOffset.UTC),
                        it.until().atOffset(ZoneOffset.UTC),
                        it.capacity()))
            .toList();
    return database.inTransaction(
        tx -> tx.preparedQuery(OFFER_SLOT_KEEPING_ITS_BOOKINGS).executeBatch(rows).mapEmpty());
  }

  /** Everything that can be bought, and the slots one can still book. */
  Future<Shop> shop(Instant now) {
    SqlClient client = database.client();
    return Future.all(
            client.query(MERCHANTS).execute(),
            client.query(PRODUCTS).execute(),
            client.preparedQuery(BOOKABLE_SLOTS).execute(Tuple.of(now.atOffset(ZoneOffset.UTC))))
        .map(all -> shop(all.resultAt(0), all.resultAt(1), all.resultAt(2)));
  }

  /** What the shop has of a wish. */
  static Future<Shop> asked(SqlClient tx, PlacingRules.Wish wish) {
    String[] merchants =
        wish.lines().stream().map(PlacingRules.Wish.Line::merchant).toArray(String[]::new);
    String[] products =
        wish.lines().stream().map(PlacingRules.Wish.Line::product).toArray(String[]::new);
    return tx.preparedQuery(ASKED_MERCHANTS)
        .execute(Tuple.of(merchants))
        .compose(
            sellers ->
                tx.preparedQuery(ASKED_PRODUCTS)
                    .execute(Tuple.of(merchants, (Object) products))
                    .compose(
                        goods ->
                            tx.preparedQuery(ASKED_SLOT)
                                .execute(Tuple.of(wish.slot()))
                                .map(slots -> shop(sellers, goods, slots))));
  }

  private static Shop shop(RowSet<Row> merchants, RowSet<Row> products, RowSet<Row> slots) {
    return new Shop(
        StreamSupport.stream(merchants.spliterator(), false).map(ShopStore::merchant).toList(),
        StreamSupport.stream(products.spliterator(), false).map(ShopStore::product).toList(),
        StreamSupport.stream(slots.spliterator(), false).map(ShopStore::slot).toList());
  }

  private static Shop.Merchant merchant(Row row) {
    return new Shop.Merchant(
        row.getString("id"),
        row.getString("name"),
        row.getString("address"),
        row.getDouble("latitude"),
        row.getDouble("longitude"),
        Optional.ofNullable(row.getString("phone")));
  }

  private static Shop.Product product(Row row) {
    return new Shop.Product(
        row.getString("merchant"),
        row.getString("id"),
        row.getString("name"),
        row.getLong("price_cents"),
        row.getInteger("stock"),
        row.getString("temperature_class"),
        row.getInteger("weight_grams"));
  }

  static Shop.Slot slot(Row row) {
    return new Shop.Slot(
        row.getUUID("id"),
        OrderRowsStore.at(row, "starts_at"),
        OrderRowsStore.at(row, "ends_at"),
        row.getInteger("free"));
  }

  /** What can be bought, from whom and for when. */
  record Shop(List<Merchant> merchants, List<Product> products, List<Slot> slots) {
    /** A shop of the town. */
    record Merchant(
        String id,
        String name,
        String address,
        double latitudeDegrees,
        double longitudeDegrees,
        Optional<String> phone) {}

    /** Something a merchant sells; the temperature class is the contract's word. */
    record Product(
        String merchant,
        String id,
        String name,
        long priceCents,
        int stock,
        String temperatureClass,
        int weightGrams) {}

    /** When deliveries can be received, and how many places are left. */
    record Slot(UUID id, Instant from, Instant until, int free) {}

    /** A slot as the operator offers it. */
    record Offer(Instant from, Instant until, int capacity) {}
  }
}
