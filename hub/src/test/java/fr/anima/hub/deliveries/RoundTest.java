package fr.anima.hub.deliveries;

import static fr.anima.hub.deliveries.OnTheRoad.COURIER;
import static fr.anima.hub.deliveries.OnTheRoad.DISPATCHER;
import static fr.anima.hub.deliveries.OnTheRoad.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.deliveries.Delivery.Changed;
import fr.anima.hub.live.Channel;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Town;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RoundTest {
  private static final Database DATABASE = TestDatabase.fresh();

  private final OnTheRoad road = new OnTheRoad(DATABASE);

  @Test
  void an_order_makes_one_delivery_however_often_its_news_come() {
    road.follow();
    road.follow();

    JsonObject delivery = road.only();

    assertEquals("planned", delivery.getString("state"));
    assertEquals(3, delivery.getJsonArray("stops").size());
    assertEquals("confirmed", delivery.getString("orderState"));
    assertTrue(delivery.getLong("marginSeconds") > 0, delivery.encode());
    assertEquals(1, delivery.getLong("version"));
  }

  @Test
  void an_order_goes_from_the_shops_to_the_door_and_the_link_tells_each_step() {
    road.assign("velo-1");
    road.town.answer(Town.BAKER, "ready");
    road.town.answer(Town.DAIRY, "ready");
    road.start(COURIER, "velo-1");
    assertEquals("Arrivée entre 13:00 et 14:00", road.window());

    road.pickUp(0);
    road.pickUp(1);
    assertEquals("in-delivery", road.tracked().getString("state"));
    assertFalse(road.tracked().containsKey("position"), road.tracked().encode());
    road.report(COURIER, 2, "started").expect(200);
    assertEquals("on-the-way", road.tracked().getString("state"));
    road.report(COURIER, 2, "done").expect(200);

    JsonObject done = road.tracked();
    assertEquals("delivered", done.getString("state"));
    assertTrue(done.containsKey("deliveredAt"), done.encode());
    assertEquals("delivered", road.only().getString("state"));
    OrderEvent told = road.town.news(OrderEvent.TOPIC).orElseThrow();
    assertEquals(1_490, told.owedCents());
    assertEquals(
        1_490,
        road.town
            .one("select settled_cents from customer_order where id = $1", told.id())
            .getLong(0));
    assertEquals("Livrée à 10:00", road.window());
    road.town.clock.pass(Duration.ofHours(25));
    assertEquals(404, road.calls.call("trackOrder").with("token", road.link).answer().status());
  }

  @Test
  void a_link_that_never_was_and_one_that_is_over_look_alike() {
    Answer never = road.calls.call("trackOrder").with("token", "nobody").answer();
    Answer page = road.calls.call("/suivi/:token").with("token", "nobody").answer();

    assertEquals(404, never.status());
    assertEquals(404, page.status());
    assertFalse(page.body().toString().contains("nobody"), page.body().toString());
    assertEquals("noindex", page.headers().get("X-Robots-Tag"));
  }

  @Test
  void the_bike_is_seen_late_and_only_on_its_way_to_this_customer() {
    road.assign("velo-1");
    road.town.answer(Town.BAKER, "ready");
    road.town.answer(Town.DAIRY, "ready");
    road.start(COURIER, "velo-1");
    road.positions.fix(road.town.clock.instant(), 50.9535, 1.8541);
    road.pickUp(0);
    road.pickUp(1);
    road.town.clock.pass(Duration.ofSeconds(30));
    assertFalse(road.tracked().containsKey("position"), "before it sets out");

    road.report(COURIER, 2, "started").expect(200);
    road.town.clock.pass(Duration.ofSeconds(15));
    assertFalse(
        road.tracked().containsKey("position"), "where it was before is not their business");
    road.positions.fix(road.town.clock.instant(), 50.9560, 1.8500);
    road.town.clock.pass(Duration.ofSeconds(9));
    assertFalse(road.tracked().containsKey("position"), "nine seconds later");
    road.town.clock.pass(Duration.ofSeconds(1));

    JsonObject seen = road.tracked().getJsonObject("position");
    assertEquals(50.9560, seen.getDouble("latitude"), 0.0003);
    road.calls.call("endShift").by(COURIER).expect(200);
    assertFalse(road.tracked().containsKey("position"), "the shift is over");
  }

  @Test
  void two_dispatchers_cannot_both_win() {
    JsonObject delivery = road.only();

    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(road.assigning(delivery, "velo-" + (1 + i % 2)).ask());
    }

    List<Answer> all = answers.stream().map(TestDatabase::await).toList();
    assertEquals(1, all.stream().filter(it -> it.status() == 200).count());
    Answer loser = all.stream().filter(it -> it.status() == 412).findFirst().orElseThrow();
    JsonObject current = loser.body().toJsonObject().getJsonObject("current");
    assertEquals(road.only().getString("bike"), current.getString("bike"));
    assertEquals(19, all.stream().filter(it -> it.status() == 412).count());
  }

  @Test
  void bags_that_are_not_made_cannot_be_collected() {
    road.assign("velo-1");
    road.start(COURIER, "velo-1");
    road.report(COURIER, 0, "started").expect(200);

    JsonObject refused = road.report(COURIER, 0, "done").expect(409);

    assertEquals("/problems/not-ready", refused.getString("type"));
    assertEquals("started", road.stop(0).getString("state"));
  }

  @Test
  void the_same_event_again_changes_nothing() {
    road.assign("velo-1");
    road.start(COURIER, "velo-1");
    UUID event = UUID.randomUUID();
    road.reporting(COURIER, road.stop(0), "started", event).expect(200);
    long version = road.only().getLong("version");

    road.reporting(COURIER, road.stop(0), "started", event).expect(200);

    assertEquals(version, road.only().getLong("version"));
    assertEquals(1, road.town.rows("select event from stop_attempt").size());
    assertEquals(
        "/problems/event-reused",
        road.reporting(COURIER, road.stop(0), "arrived", event).expect(409).getString("type"));
  }

  @Test
  void a_lost_answer_is_asked_again_by_a_phone_whose_clock_is_ahead() {
    road.assign("velo-1");
    road.start(COURIER, "velo-1");
    UUID event = UUID.randomUUID();
    Instant ahead = road.town.clock.instant().plusSeconds(1);
    road.reportedAt(ahead, "started", event).expect(200);

    road.town.clock.pass(Duration.ofSeconds(5));

    road.reportedAt(ahead, "started", event).expect(200);
    assertEquals(1, road.town.rows("select event from stop_attempt").size());
  }

  @Test
  void a_courier_reports_nothing_at_anothers_stop() {
    road.assign("velo-1");
    road.start(COURIER, "velo-1");
    road.start(OTHER, "velo-2");

    JsonObject anothers = road.report(OTHER, 0, "started").expect(404);

    assertEquals("there is no such stop", anothers.getString("detail"));
  }

  @Test
  void one_bike_one_courier_and_one_stop_at_a_time() {
    road.start(COURIER, "velo-1");
    road.start(COURIER, "velo-1");

    JsonObject taken =
        road.calls.call("startShift").by(OTHER).body(OnTheRoad.bike("velo-1")).expect(409);
    JsonObject second =
        road.calls.call("startShift").by(COURIER).body(OnTheRoad.bike("velo-2")).expect(409);
    road.assign("velo-1");
    road.report(COURIER, 0, "started").expect(200);
    JsonObject other = road.report(COURIER, 1, "started").expect(409);

    assertEquals("/problems/bike-taken", taken.getString("type"));
    assertEquals("/problems/shift-open", second.getString("type"));
    assertEquals("/problems/other-stop", other.getString("type"));
    assertEquals(
        Map.of("velo-1", "Karim"),
        TestDatabase.await(Deliveries.pairings(road.town.database).couriers()));
  }

  @Test
  void what_was_done_offline_counts_although_it_was_taken_away_meanwhile() {
    road.assign("velo-1");
    road.town.answer(Town.BAKER, "ready");
    road.start(COURIER, "velo-1");
    road.town.clock.pass(Duration.ofMinutes(10));
    Instant offline = road.town.clock.instant();
    road.town.clock.pass(Duration.ofMinutes(10));
    JsonObject given = road.only();
    road.assigning(given, "velo-2").expect(200);
    road.town.clock.pass(Duration.ofMinutes(10));

    road.reportedAt(offline, "started").expect(200);
    road.reportedAt(offline.plusSeconds(60), "done").expect(200);

    assertEquals("velo-1", road.only().getString("bike"));
    assertEquals("done", road.stop(0).getString("state"));
  }

  @Test
  void the_courier_is_told_of_what_is_given_and_taken_and_nobody_else_is() {
    road.start(COURIER, "velo-1");
    road.assign("velo-1");
    Channel tour = road.room.channels().get(1);
    assertEquals(3, OnTheRoad.snapshot(tour).getJsonArray("stops").size());

    Changed news = road.town.news(Changed.TOPIC).orElseThrow();

    assertEquals(List.of(COURIER.person()), news.couriers());
    road.calls
        .call("unassignDelivery")
        .by(DISPATCHER)
        .with("delivery", road.only().getString("id"))
        .version(road.only().getLong("version"))
        .expect(200);
    assertEquals(List.of(COURIER.person()), road.town.news(Changed.TOPIC).orElseThrow().couriers());
    assertEquals(0, OnTheRoad.snapshot(tour).getJsonArray("stops").size());
  }
}
