package fr.anima.hub.deliveries;

import static fr.anima.hub.orders.Calls.viewer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.deliveries.Delivery.Changed;
import fr.anima.hub.live.Channel;
import fr.anima.hub.orders.Calls;
import fr.anima.hub.orders.Contract;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Town;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoundTest {
  private static final Viewer DISPATCHER = viewer(Role.DISPATCHER, "Dora");
  private static final Viewer COURIER = viewer(Role.COURIER, "Karim Saïd");
  private static final Viewer OTHER = viewer(Role.COURIER, "Olga");

  private static final Database DATABASE = TestDatabase.fresh();

  private final Town town = new Town(DATABASE).emptied().furnished();
  private final InMemoryPositions positions = new InMemoryPositions();
  private final Deliveries room =
      new Deliveries(
          town.database,
          new PostgresOutbox(),
          town.orders,
          positions,
          positions,
          new Deliveries.Settings(town.clock, Town.PARIS, Optional::empty, Optional.empty()));
  private final Calls calls = new Calls(room.routes());
  private String link = "";

  @BeforeEach
  void an_order_that_two_merchants_have_accepted() {
    UUID slot = town.slot(3, 3);
    link =
        town.place(Town.breadAndCheese(slot), UUID.randomUUID().toString())
            .expect(201)
            .getString("trackingPath")
            .substring("/suivi/".length());
    town.answer(Town.BAKER, "accepted");
    town.answer(Town.DAIRY, "accepted");
    follow();
  }

  @Test
  void an_order_makes_one_delivery_however_often_its_news_come() {
    follow();
    follow();

    JsonObject delivery = only();

    assertEquals("planned", delivery.getString("state"));
    assertEquals(3, delivery.getJsonArray("stops").size());
    assertEquals("confirmed", delivery.getString("orderState"));
    assertTrue(delivery.getLong("marginSeconds") > 0, delivery.encode());
    assertEquals(1, delivery.getLong("version"));
  }

  @Test
  void an_order_goes_from_the_shops_to_the_door_and_the_link_tells_each_step() {
    assign("velo-1");
    town.answer(Town.BAKER, "ready");
    town.answer(Town.DAIRY, "ready");
    start(COURIER, "velo-1");
    assertEquals("Arrivée entre 13:00 et 14:00", window());

    pickUp(0);
    pickUp(1);
    assertEquals("in-delivery", tracked().getString("state"));
    assertFalse(tracked().containsKey("position"), tracked().encode());
    report(COURIER, 2, "started").expect(200);
    assertEquals("on-the-way", tracked().getString("state"));
    report(COURIER, 2, "done").expect(200);

    JsonObject done = tracked();
    assertEquals("delivered", done.getString("state"));
    assertTrue(done.containsKey("deliveredAt"), done.encode());
    assertEquals("delivered", only().getString("state"));
    OrderEvent told = town.news(OrderEvent.TOPIC).orElseThrow();
    assertEquals(1_490, told.owedCents());
    assertEquals(
        1_490,
        town.one("select settled_cents from customer_order where id = $1", told.id()).getLong(0));
    assertEquals("Livrée à 10:00", window());
    town.clock.pass(Duration.ofHours(25));
    assertEquals(404, calls.call("trackOrder").with("token", link).answer().status());
  }

  @Test
  void a_link_that_never_was_and_one_that_is_over_look_alike() {
    Answer never = calls.call("trackOrder").with("token", "nobody").answer();
    Answer page = calls.call("/suivi/:token").with("token", "nobody").answer();

    assertEquals(404, never.status());
    assertEquals(404, page.status());
    assertFalse(page.body().toString().contains("nobody"), page.body().toString());
    assertEquals("noindex", page.headers().get("X-Robots-Tag"));
  }

  @Test
  void the_bike_is_seen_late_and_only_on_its_way_to_this_customer() {
    assign("velo-1");
    town.answer(Town.BAKER, "ready");
    town.answer(Town.DAIRY, "ready");
    start(COURIER, "velo-1");
    positions.fix(town.clock.instant(), 50.9535, 1.8541);
    pickUp(0);
    pickUp(1);
    town.clock.pass(Duration.ofSeconds(30));
    assertFalse(tracked().containsKey("position"), "before it sets out");

    report(COURIER, 2, "started").expect(200);
    town.clock.pass(Duration.ofSeconds(15));
    assertFalse(tracked().containsKey("position"), "where it was before is not their business");
    positions.fix(town.clock.instant(), 50.9560, 1.8500);
    town.clock.pass(Duration.ofSeconds(9));
    assertFalse(tracked().containsKey("position"), "nine seconds later");
    town.clock.pass(Duration.ofSeconds(1));

    JsonObject seen = tracked().getJsonObject("position");
    assertEquals(50.9560, seen.getDouble("latitude"), 0.0003);
    calls.call("endShift").by(COURIER).expect(200);
    assertFalse(tracked().containsKey("position"), "the shift is over");
  }

  @Test
  void two_dispatchers_cannot_both_win() {
    JsonObject delivery = only();

    List<Future<Answer>> answers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      answers.add(assigning(delivery, "velo-" + (1 + i % 2)).ask());
    }

    List<Answer> all = answers.stream().map(TestDatabase::await).toList();
    assertEquals(1, all.stream().filter(it -> it.status() == 200).count());
    Answer loser = all.stream().filter(it -> it.status() == 412).findFirst().orElseThrow();
    JsonObject current = loser.body().toJsonObject().getJsonObject("current");
    assertEquals(only().getString("bike"), current.getString("bike"));
    assertEquals(19, all.stream().filter(it -> it.status() == 412).count());
  }

  @Test
  void bags_that_are_not_made_cannot_be_collected() {
    assign("velo-1");
    start(COURIER, "velo-1");
    report(COURIER, 0, "started").expect(200);

    JsonObject refused = report(COURIER, 0, "done").expect(409);

    assertEquals("/problems/not-ready", refused.getString("type"));
    assertEquals("started", stop(0).getString("state"));
  }

  @Test
  void the_same_event_again_changes_nothing() {
    assign("velo-1");
    start(COURIER, "velo-1");
    UUID event = UUID.randomUUID();
    reporting(COURIER, stop(0), "started", event).expect(200);
    long version = only().getLong("version");

    reporting(COURIER, stop(0), "started", event).expect(200);

    assertEquals(version, only().getLong("version"));
    assertEquals(1, town.rows("select event from stop_attempt").size());
    assertEquals(
        "/problems/event-reused",
        reporting(COURIER, stop(0), "arrived", event).expect(409).getString("type"));
  }

  @Test
  void a_courier_reports_nothing_at_anothers_stop() {
    assign("velo-1");
    start(COURIER, "velo-1");
    start(OTHER, "velo-2");

    JsonObject anothers = report(OTHER, 0, "started").expect(404);

    assertEquals("there is no such stop", anothers.getString("detail"));
  }

  @Test
  void one_bike_one_courier_and_one_stop_at_a_time() {
    start(COURIER, "velo-1");
    start(COURIER, "velo-1");

    JsonObject taken = calls.call("startShift").by(OTHER).body(bike("velo-1")).expect(409);
    JsonObject second = calls.call("startShift").by(COURIER).body(bike("velo-2")).expect(409);
    assign("velo-1");
    report(COURIER, 0, "started").expect(200);
    JsonObject other = report(COURIER, 1, "started").expect(409);

    assertEquals("/problems/bike-taken", taken.getString("type"));
    assertEquals("/problems/shift-open", second.getString("type"));
    assertEquals("/problems/other-stop", other.getString("type"));
    assertEquals(
        Map.of("velo-1", "Karim"),
        TestDatabase.await(Deliveries.pairings(town.database).couriers()));
  }

  @Test
  void what_was_done_offline_counts_although_it_was_taken_away_meanwhile() {
    assign("velo-1");
    town.answer(Town.BAKER, "ready");
    start(COURIER, "velo-1");
    town.clock.pass(Duration.ofMinutes(10));
    Instant offline = town.clock.instant();
    town.clock.pass(Duration.ofMinutes(10));
    JsonObject given = only();
    assigning(given, "velo-2").expect(200);
    town.clock.pass(Duration.ofMinutes(10));

    reportedAt(offline, "started").expect(200);
    reportedAt(offline.plusSeconds(60), "done").expect(200);

    assertEquals("velo-1", only().getString("bike"));
    assertEquals("done", stop(0).getString("state"));
  }

  @Test
  void the_courier_is_told_of_what_is_given_and_taken_and_nobody_else_is() {
    start(COURIER, "velo-1");
    assign("velo-1");
    Channel tour = room.channels().get(1);
    assertEquals(3, snapshot(tour).getJsonArray("stops").size());

    Changed news = town.news(Changed.TOPIC).orElseThrow();

    assertEquals(List.of(COURIER.person()), news.couriers());
    calls
        .call("unassignDelivery")
        .by(DISPATCHER)
        .with("delivery", only().getString("id"))
        .version(only().getLong("version"))
        .expect(200);
    assertEquals(List.of(COURIER.person()), town.news(Changed.TOPIC).orElseThrow().couriers());
    assertEquals(0, snapshot(tour).getJsonArray("stops").size());
  }

  private static JsonObject snapshot(Channel tour) {
    return Contract.check("Tour", TestDatabase.await(tour.snapshot(COURIER)).get(0));
  }

  private void follow() {
    TestDatabase.await(room.projection().project(town.told(OrderEvent.TOPIC)));
  }

  private JsonObject only() {
    JsonObject all = calls.call("listDeliveries").by(DISPATCHER).expect(200);
    return Contract.check("Delivery", all.getJsonArray("deliveries").getJsonObject(0));
  }

  private JsonObject stop(int position) {
    return only().getJsonArray("stops").getJsonObject(position);
  }

  private void assign(String bike) {
    assigning(only(), bike).expect(200);
  }

  private Calls.Call assigning(JsonObject delivery, String bike) {
    return calls
        .call("assignDelivery")
        .by(DISPATCHER)
        .with("delivery", delivery.getString("id"))
        .version(delivery.getLong("version"))
        .body(bike(bike));
  }

  private void start(Viewer courier, String bike) {
    calls.call("startShift").by(courier).body(bike(bike)).expect(200);
  }

  private void pickUp(int position) {
    report(COURIER, position, "started").expect(200);
    report(COURIER, position, "done").expect(200);
    follow();
  }

  private Calls.Call report(Viewer courier, int position, String step) {
    return reporting(courier, stop(position), step, UUID.randomUUID());
  }

  private Calls.Call reporting(Viewer courier, JsonObject stop, String step, UUID event) {
    return calls
        .call("reportStop")
        .by(courier)
        .with("stop", stop.getString("id"))
        .body(said(step, event, town.clock.instant()));
  }

  private Calls.Call reportedAt(Instant at, String step) {
    return calls
        .call("reportStop")
        .by(COURIER)
        .with("stop", stop(0).getString("id"))
        .body(said(step, UUID.randomUUID(), at));
  }

  private static JsonObject said(String step, UUID event, Instant at) {
    return new JsonObject()
        .put("event", event.toString())
        .put("step", step)
        .put("at", at.toString())
        .put("proof", new JsonObject().put("kind", "name").put("text", "Léa"));
  }

  private static JsonObject bike(String bike) {
    return new JsonObject().put("bike", bike);
  }

  private JsonObject tracked() {
    return Contract.check("Tracking", calls.call("trackOrder").with("token", link).expect(200));
  }

  private String window() {
    String page = calls.call("/suivi/:token").with("token", link).answer().body().toString();
    return page.replaceAll("(?s).*<h1 class=\"window\">(.*?)</h1>.*", "$1");
  }
}
