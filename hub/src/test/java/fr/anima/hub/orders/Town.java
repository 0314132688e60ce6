package fr.anima.hub.orders;

import static fr.anima.hub.orders.Calls.viewer;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A small town with two shops and a slot, over a real database, called as browsers call it. */
public final class Town {
  /** Where it is. */
  public static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  /** What its operator has decided. */
  public static final Orders.Site SITE =
      new Orders.Site(PARIS, 50.9520, 1.8560, 3_000, 350, Duration.ofMinutes(20));

  /** Runs it. */
  public static final Viewer ADMIN = viewer(Role.ADMIN, "Ada");

  /** Sells bread. */
  public static final Viewer BAKER = viewer(Role.MERCHANT, "Bea", "boulangerie");

  /** Sells cheese. */
  public static final Viewer DAIRY = viewer(Role.MERCHANT, "Cyr", "cremerie");

  /** Where its rows are. */
  public final Database database;

  /** Its time. */
  public final MovableClock clock = new MovableClock("2026-11-26T09:00:00Z");

  /** The room. */
  public final Orders orders;

  private final Calls calls;

  /** In that database. */
  public Town(Database database) {
    this.database = database;
    this.orders = new Orders(database, new PostgresOutbox(), clock, SITE);
    this.calls = new Calls(orders.routes());
  }

  /** Nothing has ever happened here. */
  public Town emptied() {
    rows(
        """
        truncate merchant, product, slot, customer_order, merchant_order, order_line, parcel,
          ledger_entry, order_change, order_request, delivery, stop, assignment, shift,
          stop_attempt, outbox
        """);
    return this;
  }

  /** The shops and what they sell. */
  public Town furnished() {
    merchant("boulangerie", "Boulangerie Delattre", 50.9535, 1.8541);
    merchant("cremerie", "Crèmerie du Phare", 50.9578, 1.8506);
    product("boulangerie", "pain", 250, 10, "ambient");
    product("boulangerie", "tarte", 1_200, 10, "chilled-8");
    product("cremerie", "maroilles", 890, 10, "chilled-4");
    return this;
  }

  /** A call to its orders. */
  public Calls.Call call(String operation) {
    return calls.call(operation);
  }

  /** A new slot of an hour, so many hours ahead. */
  public UUID slot(int hoursAhead, int capacity) {
    Instant from = clock.instant().plus(Duration.ofHours(hoursAhead));
    JsonObject slot =
        new JsonObject()
            .put("from", from.toString())
            .put("until", from.plus(Duration.ofHours(1)).toString())
            .put("capacity", capacity);
    call("putSlots")
        .by(ADMIN)
        .body(new JsonObject().put("slots", new JsonArray().add(slot)))
        .expect(204);
    return one("select id from slot where starts_at = $1", from.atOffset(java.time.ZoneOffset.UTC))
        .getUUID(0);
  }

  /** A shop. */
  public void merchant(String id, String name, double latitude, double longitude) {
    call("putMerchant")
        .by(ADMIN)
        .with("merchant", id)
        .body(
            new JsonObject()
                .put("name", name)
                .put("address", "1 rue Royale")
                .put("latitude", latitude)
                .put("longitude", longitude))
        .expect(204);
  }

  /** Something it sells. */
  public void product(String merchant, String id, long cents, int stock, String temperature) {
    call("putProduct")
        .by(ADMIN)
        .with("merchant", merchant)
        .with("product", id)
        .body(
            new JsonObject()
                .put("name", id)
                .put("priceCents", cents)
                .put("stock", stock)
                .put("temperatureClass", temperature)
                .put("weightGrams", 400))
        .expect(204);
  }

  /** Bread and cheese to a house nearby: 1,490 cents with delivery. */
  public static JsonObject breadAndCheese(UUID slot) {
    return order(slot, 1_490)
        .put(
            "lines",
            new JsonArray()
                .add(line("boulangerie", "pain", 1))
                .add(line("cremerie", "maroilles", 1)));
  }

  /** Two loaves to a house nearby: 850 cents with delivery. */
  public static JsonObject twoLoaves(UUID slot) {
    return order(slot, 850).put("lines", new JsonArray().add(line("boulangerie", "pain", 2)));
  }

  /** One line of a basket. */
  public static JsonObject line(String merchant, String product, int quantity) {
    return new JsonObject()
        .put("merchant", merchant)
        .put("product", product)
        .put("quantity", quantity);
  }

  /** Sends a basket. */
  public Calls.Call place(JsonObject body, String key) {
    return call("placeOrder").header("Idempotency-Key", key).body(body);
  }

  /** The merchant's parts as listed. */
  public List<JsonObject> listed(Viewer merchant) {
    return call("listMerchantOrders").by(merchant).expect(200).getJsonArray("orders").stream()
        .map(JsonObject.class::cast)
        .map(it -> Contract.check("MerchantOrder", it))
        .toList();
  }

  /** The merchant's only part is moved on. */
  public JsonObject answer(Viewer merchant, String to) {
    List<JsonObject> mine = listed(merchant);
    JsonObject order = mine.get(mine.size() - 1);
    return call("changeMerchantOrder")
        .by(merchant)
        .with("merchantOrder", order.getString("id"))
        .version(order.getLong("version"))
        .body(new JsonObject().put("to", to).put("reason", "sold-out"))
        .expect(200);
  }

  /** One row. */
  public Row one(String sql, Object... values) {
    return rows(sql, values).get(0);
  }

  /** Some rows. */
  public List<Row> rows(String sql, Object... values) {
    List<Row> rows = new ArrayList<>();
    TestDatabase.await(database.client().preparedQuery(sql).execute(Tuple.from(List.of(values))))
        .forEach(rows::add);
    return rows;
  }

  /** What was told, in order. */
  public <T> List<LogRecord<T>> told(Topic<T> topic) {
    List<LogRecord<T>> told = new ArrayList<>();
    for (Row row :
        rows("select key, payload from outbox where topic = $1 order by id", topic.name())) {
      T value = topic.codec().decode(row.getBuffer("payload").getBytes());
      told.add(
          new LogRecord<>(topic, row.getString("key"), value, clock.instant(), 0, told.size()));
    }
    return told;
  }

  /** The newest told value. */
  public <T> Optional<T> news(Topic<T> topic) {
    List<LogRecord<T>> told = told(topic);
    return told.isEmpty() ? Optional.empty() : Optional.of(told.get(told.size() - 1).value());
  }

  private static JsonObject order(UUID slot, long total) {
    return new JsonObject()
        .put("customer", new JsonObject().put("name", "Léa Martin").put("phone", "0321000000"))
        .put(
            "place",
            new JsonObject()
                .put("address", "12 rue de la Mer")
                .put("latitude", 50.9601)
                .put("longitude", 1.8471))
        .put("slot", slot.toString())
        .put("totalCents", total);
  }
}
