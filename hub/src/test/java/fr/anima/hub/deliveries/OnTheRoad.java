package fr.anima.hub.deliveries;

import static fr.anima.hub.orders.Calls.viewer;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.live.Channel;
import fr.anima.hub.orders.Calls;
import fr.anima.hub.orders.Contract;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Town;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A town with one order that both its merchants have accepted, and people who bring it. */
final class OnTheRoad {
  static final Viewer DISPATCHER = viewer(Role.DISPATCHER, "Dora");
  static final Viewer COURIER = viewer(Role.COURIER, "Karim Saïd");
  static final Viewer OTHER = viewer(Role.COURIER, "Olga");

  final Town town;
  final InMemoryPositions positions = new InMemoryPositions();
  final Deliveries room;
  final Calls calls;
  final String link;

  OnTheRoad(Database database) {
    town = new Town(database).emptied().furnished();
    room =
        new Deliveries(
            database,
            new PostgresOutbox(),
            town.orders,
            positions,
            positions,
            new Deliveries.Settings(town.clock, Town.PARIS, Optional::empty, Optional.empty()));
    calls = new Calls(room.routes());
    link =
        town.place(Town.breadAndCheese(town.slot(3, 3)), UUID.randomUUID().toString())
            .expect(201)
            .getString("trackingPath")
            .substring("/suivi/".length());
    town.answer(Town.BAKER, "accepted");
    town.answer(Town.DAIRY, "accepted");
    follow();
  }

  static JsonObject snapshot(Channel tour) {
    return Contract.check("Tour", TestDatabase.await(tour.snapshot(COURIER)).get(0));
  }

  void follow() {
    TestDatabase.await(room.projection().project(town.told(OrderEvent.TOPIC)));
  }

  JsonObject only() {
    JsonObject all = calls.call("listDeliveries").by(DISPATCHER).expect(200);
    return Contract.check("Delivery", all.getJsonArray("deliveries").getJsonObject(0));
  }

  JsonObject stop(int position) {
    return only().getJsonArray("stops").getJsonObject(position);
  }

  void assign(String bike) {
    assigning(only(), bike).expect(200);
  }

  Calls.Call assigning(JsonObject delivery, String bike) {
    return calls
        .call("assignDelivery")
        .by(DISPATCHER)
        .with("delivery", delivery.getString("id"))
        .version(delivery.getLong("version"))
        .body(bike(bike));
  }

  void start(Viewer courier, String bike) {
    calls.call("startShift").by(courier).body(bike(bike)).expect(200);
  }

  void pickUp(int position) {
    report(COURIER, position, "started").expect(200);
    report(COURIER, position, "done").expect(200);
    follow();
  }

  Calls.Call report(Viewer courier, int position, String step) {
    return reporting(courier, stop(position), step, UUID.randomUUID());
  }

  Calls.Call reporting(Viewer courier, JsonObject stop, String step, UUID event) {
    return calls
        .call("reportStop")
        .by(courier)
        .with("stop", stop.getString("id"))
        .body(said(step, event, town.clock.instant()));
  }

  Calls.Call reportedAt(Instant at, String step) {
    return reportedAt(at, step, UUID.randomUUID());
  }

  Calls.Call reportedAt(Instant at, String step, UUID event) {
    return calls
        .call("reportStop")
        .by(COURIER)
        .with("stop", stop(0).getString("id"))
        .body(said(step, event, at));
  }

  static JsonObject said(String step, UUID event, Instant at) {
    return new JsonObject()
        .put("event", event.toString())
        .put("step", step)
        .put("at", at.toString())
        .put("proof", new JsonObject().put("kind", "name").put("text", "Léa"));
  }

  static JsonObject bike(String bike) {
    return new JsonObject().put("bike", bike);
  }

  JsonObject tracked() {
    return Contract.check("Tracking", calls.call("trackOrder").with("token", link).expect(200));
  }

  String window() {
    String page = calls.call("/suivi/:token").with("token", link).answer().body().toString();
    return page.replaceAll("(?s).*<h1 class=\"window\">(.*?)</h1>.*", "$1");
  }
}
