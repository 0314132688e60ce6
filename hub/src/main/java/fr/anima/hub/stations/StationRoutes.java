package fr.anima.hub.stations;

import static fr.anima.hub.people.Role.ADMIN;

import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Operators add and revoke stations, and see how they are and what was refused. */
public final class StationRoutes implements Routes {
  private final StationStore stations;
  private final RefusalStore refusals;
  private final LossStore losses;
  private final StationRegistry registry;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** Over the tables, and the registry that admission reads. */
  public StationRoutes(
      StationStore stations,
      RefusalStore refusals,
      LossStore losses,
      StationRegistry registry,
      InstantSource clock) {
    this.stations = stations;
    this.refusals = refusals;
    this.losses = losses;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("listStations", Role.only(ADMIN), this::list);
    operations.operation("addStation", Role.only(ADMIN), this::add);
    operations.operation("revokeStation", Role.only(ADMIN), this::revoke);
    operations.operation("setStationPlan", Role.only(ADMIN), this::plan);
    operations.operation(
        "listRefusals", Role.only(ADMIN), request -> refusals.overview().map(Answer::ok));
  }

  /**
   * Makes the registry equal to the table and keeps signs of life; called at start, after each
   * change and every few seconds, so that a revocation on one hub closes the connection on another.
   */
  public Future<Void> refresh() {
    return stations.heard(registry.takeHeard()).compose(kept -> read());
  }

  private Future<Void> read() {
    long turn = registry.turn();
    return stations.valid().onSuccess(all -> registry.replace(turn, all)).mapEmpty();
  }

  private Future<Answer> list(Request request) {
    Instant now = clock.instant();
    return losses
        .newest()
        .compose(
            lost ->
                stations
                    .all()
                    .map(
                        all -> {
                          JsonArray list = new JsonArray();
                          all.forEach(it -> list.add(json(it, lostBy(it, lost), now)));
                          return Answer.ok(
                              new JsonObject()
                                  .put("hubTime", now.toString())
                                  .put("stations", list));
                        }));
  }

  private static JsonArray lostBy(Station station, Map<StationId, JsonArray> lost) {
    return lost.getOrDefault(station.id(), new JsonArray());
  }

  private Future<Answer> add(Request request) {
    Optional<String> word = Optional.ofNullable(request.body().getString("dialect"));
    Optional<Dialect> dialect = word.flatMap(Dialect::ofWord);
    if (word.isPresent() && dialect.isEmpty()) {
      return Future.succeededFuture(
          Answer.problem(
              Problem.of(400, "invalid-request", "dialects spoken here: " + Dialect.words())
                  .at("/dialect")));
    }
    Station station = described(request.body(), clock.instant()).speaking(dialect);
    StationKey key = StationKey.generate(random);
    return stations
        .add(station, key)
        .compose(
            added ->
                added
                    ? refresh().map(done -> created(station, key))
                    : Future.succeededFuture(Answer.problem(taken(station.id()))));
  }

  /** The station that a form describes. */
  static Station described(JsonObject form, Instant now) {
    return Station.added(
        new StationId(form.getString("id")),
        StationKind.ofWord(form.getString("kind")),
        form.getString("place"),
        now);
  }

  private Answer created(Station station, StationKey key) {
    return Answer.created(
        new JsonObject()
            .put("station", json(station, new JsonArray(), clock.instant()))
            .put("key", key.value()));
  }

  static Problem taken(StationId id) {
    return Problem.of(
            409,
            "station-exists",
            "a station named " + id + " was registered before; choose another name")
        .at("/id");
  }

  private Future<Answer> revoke(Request request) {
    return stations
        .revoke(request.parameter("station"), clock.instant())
        .compose(
            revoked ->
                revoked
                    ? refresh().map(done -> Answer.nothing())
                    : Future.succeededFuture(Answer.problem(Problem.notFound("station"))));
  }

  private Future<Answer> plan(Request request) {
    Map<String, Double> periods = new TreeMap<>();
    JsonObject asked = request.body().getJsonObject("periodSeconds");
    asked.forEach(it -> periods.put(it.getKey(), ((Number) it.getValue()).doubleValue()));
    SamplingPlan plan = new SamplingPlan(clock.instant().toString(), periods);
    return stations
        .plan(request.parameter("station"), plan)
        .compose(
            known ->
                known
                    ? refresh().map(done -> Answer.ok(json(plan)))
                    : Future.succeededFuture(Answer.problem(Problem.notFound("station"))));
  }

  private static JsonObject json(SamplingPlan plan) {
    JsonObject periods = new JsonObject();
    plan.periodSeconds().forEach(periods::put);
    return new JsonObject().put("id", plan.id()).put("periodSeconds", periods);
  }

  private static JsonObject json(Station station, JsonArray lost, Instant now) {
    JsonObject json =
        new JsonObject()
            .put("id", station.id().value())
            .put("kind", station.kind().word())
            .put("place", station.place())
            .put("state", station.state(now).name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .put("addedAt", station.addedAt().toString())
            .put("lost", lost);
    station.lastHeardAt().ifPresent(at -> json.put("lastSeenAt", at.toString()));
    station.heartbeat().ifPresent(it -> json.put("heartbeat", json(it)));
    station.plan().ifPresent(it -> json.put("plan", json(it)));
    station.dialect().ifPresent(it -> json.put("dialect", it.word()));
    return json;
  }

  private static JsonObject json(Heartbeat heartbeat) {
    JsonObject losses = new JsonObject();
    heartbeat.losses().forEach(losses::put);
    JsonObject failing = new JsonObject();
    heartbeat.failing().forEach(failing::put);
    return new JsonObject()
        .put("agent", heartbeat.agent())
        .put("measuredAt", heartbeat.measuredAt().toString())
        .put("uptimeSeconds", heartbeat.uptimeSeconds())
        .put("spoolRecords", heartbeat.spoolRecords())
        .put("spoolBytes", heartbeat.spoolBytes())
        .put("losses", losses)
        .put("failing", failing)
        .put("clock", heartbeat.stamp().clock().word())
        .put("plan", heartbeat.plan());
  }
}
