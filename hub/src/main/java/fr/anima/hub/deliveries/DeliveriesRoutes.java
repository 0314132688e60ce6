package fr.anima.hub.deliveries;

import fr.anima.hub.deliveries.CourierRound.Tour;
import fr.anima.hub.deliveries.DispatchBoard.Seen;
import fr.anima.hub.deliveries.Stop.Attempt;
import fr.anima.hub.deliveries.Stop.Attempt.Proof;
import fr.anima.hub.deliveries.Stop.Attempt.Step;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.orders.Orders.Refused;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** The dispatchers' board, the couriers' round and the customers' link, as the contract says. */
final class DeliveriesRoutes implements Routes {
  private final DispatchBoard board;
  private final CourierRound round;
  private final Tracking tracking;
  private final Deliveries.Settings settings;

  DeliveriesRoutes(
      DispatchBoard board, CourierRound round, Tracking tracking, Deliveries.Settings settings) {
    this.board = board;
    this.round = round;
    this.tracking = tracking;
    this.settings = settings;
  }

  @Override
  public void declare(Operations operations) {
    Access dispatcher = Role.only(Role.DISPATCHER);
    Access courier = Role.only(Role.COURIER);
    operations.operation(
        "listDeliveries", Role.only(Role.DISPATCHER, Role.ADMIN), this::listDeliveries);
    operations.operation("assignDelivery", dispatcher, this::assignDelivery);
    operations.operation("unassignDelivery", dispatcher, this::unassignDelivery);
    operations.operation("getTour", courier, this::getTour);
    operations.operation("startShift", courier, this::startShift);
    operations.operation("endShift", courier, this::endShift);
    operations.operation("reportStop", courier, this::reportStop);
    operations.operation("trackOrder", Access.everyone(), this::trackOrder);
    operations.page("/suivi/:token", Access.everyone(), this::trackingPage);
  }

  private Future<Answer> listDeliveries(Request request) {
    Instant now = now();
    return board
        .today()
        .map(
            all -> {
              JsonArray deliveries = new JsonArray();
              all.forEach(it -> deliveries.add(DeliveryChannel.form(it, now)));
              return Answer.ok(
                  new JsonObject().put("hubTime", now.toString()).put("deliveries", deliveries));
            });
  }

  private Future<Answer> assignDelivery(Request request) {
    Seen seen = seen(request);
    return answer(board.assign(seen, request.body().getString("bike")), seen);
  }

  private Future<Answer> unassignDelivery(Request request) {
    Seen seen = seen(request);
    return answer(board.unassign(seen), seen);
  }

  private Future<Answer> getTour(Request request) {
    return round.tour(Viewer.of(request).person()).map(DeliveriesRoutes::tour);
  }

  private Future<Answer> startShift(Request request) {
    Viewer courier = Viewer.of(request);
    return round
        .start(courier.person(), courier.name(), request.body().getString("bike"))
        .map(DeliveriesRoutes::tour)
        .recover(DeliveriesRoutes::refused);
  }

  private Future<Answer> endShift(Request request) {
    return round.end(Viewer.of(request).person()).map(DeliveriesRoutes::tour);
  }

  private Future<Answer> reportStop(Request request) {
    Attempt attempt = attempt(request);
    if (attempt.step() == Step.FAILED && attempt.reason().isEmpty()) {
      return Future.succeededFuture(
          Answer.problem(
              Problem.of(400, "invalid", "a failed stop needs a reason: dispatch decides by it")
                  .at("/reason")));
    }
    return round.report(attempt).map(DeliveriesRoutes::tour).recover(DeliveriesRoutes::refused);
  }

  private Future<Answer> trackOrder(Request request) {
    return tracking
        .of(request.parameter("token"))
        .map(
            it ->
                it.map(shown -> Answer.ok(Json.object(shown)))
                    .orElseGet(() -> Answer.problem(Problem.notFound("tracking link")))
                    .with("Cache-Control", "no-store"));
  }

  private Future<Answer> trackingPage(Request request) {
    TrackingPage page =
        new TrackingPage(
            settings.trackingTemplate().get(),
            settings.zone(),
            request.optional("lang").or(() -> request.header("Accept-Language")),
            settings.helpPhone());
    return tracking
        .of(request.parameter("token"))
        .map(
            it ->
                it.map(shown -> Answer.html(200, page.of(shown)))
                    .orElseGet(() -> Answer.html(404, page.gone()))
                    .with("Cache-Control", "no-store")
                    .with("Referrer-Policy", "no-referrer")
                    .with("X-Robots-Tag", "noindex")
                    .with("Vary", "Accept-Language"));
  }

  private Attempt attempt(Request request) {
    JsonObject body = request.body();
    Step step = Stop.read(Step.class, body.getString("step"));
    Optional<Proof> proof =
        Optional.ofNullable(body.getJsonObject("proof"))
            .map(
                it ->
                    new Proof(
                        Stop.read(Proof.Sort.class, it.getString("kind")),
                        Optional.ofNullable(it.getString("text"))));
    Optional<Stop.Reason> reason =
        Optional.ofNullable(body.getString("reason"))
            .filter(it -> step == Step.FAILED)
            .map(it -> Stop.read(Stop.Reason.class, it));
    return new Attempt(
        UUID.fromString(body.getString("event")),
        request.uuid("stop"),
        Viewer.of(request).person(),
        "",
        step,
        OffsetDateTime.parse(body.getString("at")).toInstant(),
        now(),
        proof,
        reason);
  }

  private static Seen seen(Request request) {
    return new Seen(request.uuid("delivery"), request.version(), Viewer.of(request).person());
  }

  private Future<Answer> answer(Future<Delivery> change, Seen seen) {
    return change
        .map(it -> Answer.ok(DeliveryChannel.form(it, now())).version(it.version()))
        .recover(
            why ->
                why instanceof Refused no && no.problem().status() != 404
                    ? board
                        .find(seen.delivery())
                        .map(
                            now ->
                                Answer.problem(
                                    now.map(
                                            it ->
                                                no.problem()
                                                    .showing(DeliveryChannel.form(it, now())))
                                        .orElse(no.problem())))
                    : refused(why));
  }

  private static Future<Answer> refused(Throwable why) {
    return why instanceof Refused no
        ? Future.succeededFuture(Answer.problem(no.problem()))
        : Future.failedFuture(why);
  }

  private static Answer tour(Tour tour) {
    return Answer.ok(DeliveryChannel.form(tour));
  }

  private Instant now() {
    return settings.clock().instant();
  }
}
