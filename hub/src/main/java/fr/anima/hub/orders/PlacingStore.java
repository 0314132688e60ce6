package fr.anima.hub.orders;

import fr.anima.hub.database.Database;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.PlacingRules.Wish;
import fr.anima.hub.orders.ShopStore.Shop;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A new order, once per key: key, stock, place in the slot, order, money and event commit together
 * or not at all. What is scarce is taken by one conditional statement, in one order everywhere.
 */
final class PlacingStore {
  private static final Duration KEYS_ARE_KEPT = Duration.ofDays(30);
  private static final String FORGET_OLD_KEYS = "delete from order_request where placed_at < $1";
  private static final String CLAIM_KEY =
      """
      insert into order_request (key_hash, body_hash, customer_order, total_cents, placed_at)
      values ($1, $2, $3, $4, $5)
      on conflict (key_hash) do nothing
      """;
  private static final String ANSWER_OF_KEY =
      """
      select r.body_hash, r.total_cents, r.slot_free as free, o.number, r.customer_order, s.id,
        s.starts_at, s.ends_at
      from order_request r join customer_order o on o.id = r.customer_order
        join slot s on s.id = o.slot
      where r.key_hash = $1
      """;
  private static final String TAKE_STOCK =
      """
      update product set stock = stock - $3
      where merchant = $1 and id = $2 and stock >= $3
      """;
  private static final String TAKE_PLACE =
      """
      update slot set booked = booked + 1
      where id = $1 and booked < capacity and starts_at > $2
      returning id, starts_at, ends_at, capacity - booked as free
      """;
  private static final String NEXT_NUMBER = "select nextval('order_number') as number";
  private static final String NOTE_ANSWER =
      "update order_request set slot_free = $2 where key_hash = $1";
  private static final String LINK_SECRET = "select value from site_secret where name = 'tracking'";

  private final OrderStore store;
  private final Database database;

  PlacingStore(OrderStore store, Database database) {
    this.store = store;
    this.database = database;
  }

  /** The order of this key: placed now, or the answer it was given before. */
  Future<Placed> place(Asking asking, Function<Shop, Verdict<Order>> rules) {
    return database.inTransaction(
        tx ->
            tx.preparedQuery(FORGET_OLD_KEYS)
                .execute(Tuple.of(OrderChangesStore.utc(asking.at().minus(KEYS_ARE_KEPT))))
                .compose(done -> claim(tx, asking))
                .compose(mine -> mine ? first(tx, asking, rules) : again(tx, asking)));
  }

  private static Future<Boolean> claim(SqlClient tx, Asking asking) {
    return tx.preparedQuery(CLAIM_KEY)
        .execute(
            Tuple.of(
                hashed(asking.key()),
                hashed(asking.body()),
                asking.order(),
                asking.wish().totalCents(),
                OrderChangesStore.utc(asking.at())))
        .map(rows -> rows.rowCount() == 1);
  }

  private Future<Placed> first(SqlClient tx, Asking asking, Function<Shop, Verdict<Order>> rules) {
    return ShopStore.asked(tx, asking.wish())
        .compose(shop -> rules.apply(shop).orUndo())
        .compose(order -> takeStock(tx, asking).map(done -> order))
        .compose(order -> takePlace(tx, asking).compose(slot -> keep(tx, asking, order, slot)));
  }

  private Future<Placed> keep(SqlClient tx, Asking asking, Order order, Shop.Slot slot) {
    return tx.query(NEXT_NUMBER)
        .execute()
        .map(rows -> order.numbered(rows.iterator().next().getLong("number")))
        .compose(
            numbered ->
                token(tx, numbered.id())
                    .compose(
                        token ->
                            store
                                .insert(
                                    tx,
                                    numbered,
                                    hash(token),
                                    new OrderStore.Change("placed", "guest", asking.at()))
                                .compose(done -> noteAnswer(tx, asking, slot))
                                .map(
                                    done ->
                                        new Placed(
                                            numbered.number(),
                                            numbered.ledger().owed(),
                                            token,
                                            slot))));
  }

  private Future<Placed> again(SqlClient tx, Asking asking) {
    return tx.preparedQuery(ANSWER_OF_KEY)
        .execute(Tuple.of(hashed(asking.key())))
        .map(rows -> rows.iterator().next())
        .compose(
            row ->
                row.getBuffer("body_hash").equals(hashed(asking.body()))
                    ? token(tx, row.getUUID("customer_order")).map(token -> placed(row, token))
                    : Verdict.<Placed>no(
                            422,
                            "key-reused",
                            "this Idempotency-Key belongs to another order: make a new one")
                        .orUndo());
  }

  private static Placed placed(Row row, String token) {
    return new Placed(
        row.getLong("number"), row.getLong("total_cents"), token, ShopStore.slot(row));
  }

  private static Future<Void> takeStock(SqlClient tx, Asking asking) {
    List<Wish.Line> lines =
        asking.wish().lines().stream()
            .sorted(Comparator.comparing(Wish.Line::merchant).thenComparing(Wish.Line::product))
            .toList();
    return tx.preparedQuery(TAKE_STOCK)
        .executeBatch(
            lines.stream().map(it -> Tuple.of(it.merchant(), it.product(), it.quantity())).toList())
        .compose(taken -> everyLineTaken(asking, lines, taken));
  }

  private static Future<Void> everyLineTaken(
      Asking asking, List<Wish.Line> lines, RowSet<Row> taken) {
    RowSet<Row> rows = taken;
    for (Wish.Line line : lines) {
      if (rows.rowCount() == 0) {
        int at = asking.wish().lines().indexOf(line);
        return PlacingRules.<Void>at(PlacingRules.soldOut(line, 0), "/lines/" + at).orUndo();
      }
      rows = rows.next();
    }
    return Future.succeededFuture();
  }

  private static Future<Shop.Slot> takePlace(SqlClient tx, Asking asking) {
    return tx.preparedQuery(TAKE_PLACE)
        .execute(Tuple.of(asking.wish().slot(), OrderChangesStore.utc(asking.at())))
        .compose(
            rows ->
                rows.rowCount() == 1
                    ? Future.succeededFuture(ShopStore.slot(rows.iterator().next()))
                    : PlacingRules.at(
                            Verdict.<Shop.Slot>no(
                                409, "slot-full", "this slot has just filled up: choose another"),
                            "/slot")
                        .orUndo());
  }

  private static Future<Void> noteAnswer(SqlClient tx, Asking asking, Shop.Slot slot) {
    return tx.preparedQuery(NOTE_ANSWER)
        .execute(Tuple.of(hashed(asking.key()), slot.free()))
        .mapEmpty();
  }

  /** The link's secret part, 192 bits that only this database can make again from the order. */
  private static Future<String> token(SqlClient client, UUID order) {
    return client
        .query(LINK_SECRET)
        .execute()
        .map(rows -> token(rows.iterator().next().getBuffer("value").getBytes(), order));
  }

  private static String token(byte[] secret, UUID order) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] code = mac.doFinal(order.toString().getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, 24));
    } catch (GeneralSecurityException why) {
      throw new IllegalStateException("this Java has no HmacSHA256", why);
    }
  }

  /** What is kept of a key or a link. */
  static byte[] hash(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException why) {
      throw new IllegalStateException("this Java has no SHA-256", why);
    }
  }

  private static Buffer hashed(String text) {
    return Buffer.buffer(hash(text));
  }

  /**
   * A wish on its way in.
   *
   * @param key the customer's idempotency key
   * @param body what the same key must come with
   * @param order the id it will have if it is new
   */
  record Asking(String key, String body, UUID order, Wish wish, Instant at) {}

  /** The answer a customer keeps. */
  record Placed(long number, long totalCents, String token, Shop.Slot slot) {}
}
