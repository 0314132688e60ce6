package fr.anima.hub.animals.care;

import fr.anima.hub.animals.care.AlertStore.Care;
import fr.anima.hub.animals.care.AlertStore.Wish;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** What browsers may ask of this room: alerts, what is done to them, and what was. */
public final class CareRoutes implements Routes {
  private final AlertStore alerts;
  private final InstantSource clock;

  /** Over the alerts. */
  public CareRoutes(AlertStore alerts, InstantSource clock) {
    this.alerts = alerts;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listAlerts", keepers, this::listAlerts);
    operations.operation("acknowledgeAlert", Role.only(Role.KEEPER), this::acknowledge);
    operations.operation("withdrawAcknowledgement", Role.only(Role.KEEPER), this::withdraw);
    operations.operation("listAlertDeeds", keepers, this::listDeeds);
    operations.operation("doToAlert", keepers, this::act);
    operations.operation("startCleaning", keepers, this::startCleaning);
    operations.operation("endCleaning", keepers, this::endCleaning);
  }

  private Future<Answer> listAlerts(Request request) {
    boolean all = request.optional("state").filter("all"::equals).isPresent();
    return (all ? alerts.latest() : alerts.listed())
        .map(them -> Answer.ok(now().put("alerts", Json.array(them))));
  }

  private Future<Answer> acknowledge(Request request) {
    Instant now = clock.instant();
    Instant at =
        Optional.ofNullable(request.body().getString("at"))
            .map(it -> OffsetDateTime.parse(it).toInstant())
            .filter(now::isAfter)
            .orElse(now);
    Optional<String> note =
        Optional.ofNullable(request.body().getString("note")).filter(it -> !it.isBlank());
    return alerts
        .acknowledge(request.uuid("alert"), Viewer.of(request), new Deed.Times(at, now), note)
        .map(CareRoutes::answer);
  }

  private Future<Answer> withdraw(Request request) {
    return alerts
        .withdraw(request.uuid("alert"), Viewer.of(request), clock.instant())
        .map(CareRoutes::answer);
  }

  private Future<Answer> listDeeds(Request request) {
    return alerts
        .deeds(request.uuid("alert"))
        .map(them -> Answer.ok(now().put("deeds", Json.array(them))));
  }

  private Future<Answer> act(Request request) {
    DeedForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), DeedForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-deed", String.valueOf(why.getMessage())));
    }
    Wish wish = new Wish(request.uuid("deed"), form, Viewer.of(request), clock.instant());
    return alerts.act(request.uuid("alert"), wish).map(CareRoutes::answer);
  }

  private Future<Answer> startCleaning(Request request) {
    UUID id = request.uuid("cleaning");
    Instant now = clock.instant();
    Cleaning.Form form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), Cleaning.Form.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-cleaning", String.valueOf(why.getMessage())));
    }
    return form.mistake(now)
        .map(it -> refuse(Problem.of(400, "invalid-cleaning", it.detail()).at(it.pointer())))
        .orElseGet(
            () ->
                alerts
                    .cleanings()
                    .start(id, form, Viewer.of(request), now)
                    .map(there -> begun(id, there)));
  }

  private static Answer begun(UUID id, Optional<Cleaning> there) {
    if (there.isEmpty()) {
      return Answer.problem(Problem.notFound("enclosure").at("/enclosure"));
    }
    Cleaning it = there.get();
    return it.id().equals(id)
        ? Answer.ok(Json.object(it))
        : Answer.problem(
            Problem.of(409, "being-cleaned", it.by() + " is cleaning there until " + it.until())
                .showing(Json.object(it)));
  }

  private Future<Answer> endCleaning(Request request) {
    return alerts
        .cleanings()
        .end(request.uuid("cleaning"), Viewer.of(request), clock.instant())
        .map(
            there ->
                there
                    .map(it -> Answer.ok(Json.object(it)))
                    .orElseGet(() -> Answer.problem(Problem.notFound("cleaning"))));
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }

  private static Answer answer(Care care) {
    if (care instanceof Care.AsWished it) {
      return Answer.ok(Json.object(it.alert())).version(it.alert().version());
    }
    if (care instanceof Care.SomebodyElses it) {
      return Answer.problem(taken(it.alert()));
    }
    if (care instanceof Care.Refused it) {
      DeedRules.Refusal why = it.why();
      Problem problem = Problem.of(why.status, why.word(), why.detail);
      return Answer.problem(why.pointer.isEmpty() ? problem : problem.at(why.pointer));
    }
    return Answer.problem(
        care instanceof Care.IdReused
            ? Problem.of(409, "id-reused", "this id belongs to another deed: make a new one")
            : Problem.notFound("alert"));
  }

  private static Problem taken(Alert alert) {
    return Problem.of(
            409,
            "already-acknowledged",
            alert.acknowledgedBy().orElse("somebody")
                + " takes care of it since "
                + alert.acknowledgedAt().map(Instant::toString).orElse("a moment"))
        .showing(Json.object(alert));
  }

  private JsonObject now() {
    return new JsonObject().put("hubTime", clock.instant().toString());
  }
}
