package fr.anima.hub.orders;

import static fr.anima.hub.orders.Town.BAKER;
import static fr.anima.hub.orders.Town.DAIRY;
import static fr.anima.hub.orders.Town.breadAndCheese;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.orders.OrderChannel.MerchantView;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnsweringTest {
  private static final Database DATABASE = TestDatabase.fresh();

  private final Town town = new Town(DATABASE).emptied().furnished();

  private UUID slot = new UUID(0, 0);

  @BeforeEach
  void an_order_of_two_merchants() {
    slot = town.slot(3, 3);
    town.place(breadAndCheese(slot), "key-of-answering-1").expect(201);
  }

  @Test
  void a_merchant_sees_their_own_lines_and_nothing_of_anybody_else() {
    JsonObject order = town.listed(BAKER).get(0);

    assertEquals("boulangerie", order.getString("merchant"));
    assertEquals(1, order.getJsonArray("lines").size());
    assertEquals("Léa", order.getString("customerFirstName"));
    for (String secret : List.of("Martin", "0321000000", "rue de la Mer", "maroilles")) {
      assertFalse(order.encode().contains(secret), secret + " in " + order);
    }
  }

  @Test
  void anothers_part_and_a_missing_one_look_alike() {
    String others = town.listed(DAIRY).get(0).getString("id");

    JsonObject one = change(others, 1, "accepted").expect(404);
    JsonObject none = change(UUID.randomUUID().toString(), 1, "accepted").expect(404);

    assertEquals(one, none);
  }

  @Test
  void the_order_goes_on_as_its_merchants_do() {
    town.answer(BAKER, "accepted");
    assertEquals(OrderState.PLACED, state());
    town.answer(DAIRY, "accepted");
    assertEquals(OrderState.CONFIRMED, state());
    town.answer(DAIRY, "in-preparation");
    assertEquals(OrderState.PREPARING, state());
    town.answer(DAIRY, "ready");
    JsonObject ready = town.answer(BAKER, "ready");
    assertEquals(OrderState.READY, state());

    assertEquals("ready", ready.getString("state"));
    assertEquals(1, ready.getInteger("parcels"));
    assertEquals(3, ready.getLong("version"));
  }

  @Test
  void a_stale_answer_is_refused_with_the_order_as_it_is_now() {
    String id = town.listed(BAKER).get(0).getString("id");
    change(id, 1, "accepted").expect(200);

    JsonObject stale = change(id, 1, "refused").expect(412);

    assertEquals("accepted", stale.getJsonObject("current").getString("state"));
    assertEquals(2, stale.getJsonObject("current").getLong("version"));
  }

  @Test
  void an_answer_out_of_turn_is_refused_saying_where_the_order_is() {
    String id = town.listed(BAKER).get(0).getString("id");

    JsonObject refused = change(id, 1, "in-preparation").expect(409);

    assertEquals("/problems/wrong-state", refused.getString("type"));
    assertEquals("proposed", refused.getJsonObject("current").getString("state"));
  }

  @Test
  void of_many_answers_at_once_one_wins() {
    String id = town.listed(BAKER).get(0).getString("id");

    List<Future<Answer>> answers =
        IntStream.range(0, 20)
            .mapToObj(i -> change(id, 1, i % 2 == 0 ? "accepted" : "refused").ask())
            .toList();

    List<Integer> statuses = answers.stream().map(it -> TestDatabase.await(it).status()).toList();
    assertEquals(1, statuses.stream().filter(it -> it == 200).count(), statuses.toString());
    assertEquals(19, statuses.stream().filter(it -> it == 412).count(), statuses.toString());
  }

  @Test
  void a_refusal_gives_back_the_stock_and_the_others_go_on() {
    town.answer(BAKER, "refused");

    assertEquals(10, town.one("select stock from product where id = 'pain'").getInteger(0));
    assertEquals(1, town.one("select booked from slot where id = $1", slot).getInteger(0));
    OrderEvent told = town.news(OrderEvent.TOPIC).orElseThrow();
    assertEquals(1_240, told.owedCents());
    assertFalse(told.shares().get(0).live());

    town.answer(DAIRY, "refused");

    assertEquals(OrderState.CANCELLED, state());
    assertEquals(0, town.one("select booked from slot where id = $1", slot).getInteger(0));
    assertEquals(0, town.news(OrderEvent.TOPIC).orElseThrow().owedCents());
  }

  @Test
  void a_refusal_without_a_reason_is_no_answer() {
    String id = town.listed(BAKER).get(0).getString("id");

    JsonObject problem =
        town.call("changeMerchantOrder")
            .by(BAKER)
            .with("merchantOrder", id)
            .version(1)
            .body(new JsonObject().put("to", "refused"))
            .expect(400);

    assertEquals("/reason", problem.getString("field"));
  }

  @Test
  void the_stream_tells_each_merchant_their_own_changes_only() {
    Channel channel = town.orders.channel();
    LogRecord<MerchantView> record = town.told(MerchantView.TOPIC).get(0);

    LiveMessage message = changeOf(channel, record).orElseThrow();

    assertEquals("order", message.body().getString("kind"));
    Contract.check("LiveMessage", message.body());
    assertTrue(message.audience().test(BAKER));
    assertFalse(message.audience().test(DAIRY));
    assertEquals(1, TestDatabase.await(channel.snapshot(BAKER)).size());
  }

  @Test
  void the_shop_shows_what_is_left() {
    JsonObject shop = Contract.check("Shop", town.call("getShop").expect(200));

    assertEquals(350, shop.getInteger("deliveryFeeCents"));
    assertEquals(2, shop.getJsonArray("slots").getJsonObject(0).getInteger("free"));
    JsonObject baker = shop.getJsonArray("merchants").getJsonObject(0);
    assertEquals("Boulangerie Delattre", baker.getString("name"));
    assertEquals(9, baker.getJsonArray("products").getJsonObject(0).getInteger("inStock"));
  }

  @Test
  void a_slot_offered_again_keeps_its_bookings() {
    assertEquals(slot, town.slot(3, 0));

    assertEquals(1, town.one("select capacity from slot where id = $1", slot).getInteger(0));
  }

  @SuppressWarnings("unchecked")
  private static Optional<LiveMessage> changeOf(Channel channel, LogRecord<MerchantView> record) {
    Channel.Watch<MerchantView> watch = (Channel.Watch<MerchantView>) channel.watches().get(0);
    return watch.change().apply(record).stream().findFirst();
  }

  private Calls.Call change(String id, long version, String to) {
    return town.call("changeMerchantOrder")
        .by(BAKER)
        .with("merchantOrder", id)
        .version(version)
        .body(new JsonObject().put("to", to).put("reason", "closed"));
  }

  private OrderState state() {
    return town.news(OrderEvent.TOPIC).orElseThrow().state();
  }
}
