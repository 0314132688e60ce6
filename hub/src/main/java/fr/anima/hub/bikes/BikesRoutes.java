package fr.anima.hub.bikes;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;

/** What browsers may ask of this room: bikes, and where one has been. */
public final class BikesRoutes implements Routes {
  private static final int MOST_FIXES = 100_000;

  private final BikeStore store;
  private final SeriesStore history;
  private final InstantSource clock;
  private final BikeBoard board;

  /** Over what is known of bikes, their history and of who rides them. */
  public BikesRoutes(
      BikeStore store, Bikes.Pairings pairings, SeriesStore history, InstantSource clock) {
    this.store = store;
    this.history = history;
    this.clock = clock;
    this.board = new BikeBoard(store, pairings);
  }

  @Override
  public void declare(Operations operations) {
    operations.operation(
        "listBikes", Role.only(Role.DISPATCHER, Role.COURIER, Role.ADMIN), this::listBikes);
    operations.operation("putBike", Role.only(Role.ADMIN), this::putBike);
    operations.operation("getTrack", Role.only(Role.DISPATCHER, Role.ADMIN), this::getTrack);
  }

  private Future<Answer> listBikes(Request request) {
    return board
        .all()
        .map(
            all ->
                Answer.ok(
                    new JsonObject()
                        .put("hubTime", clock.instant().toString())
                        .put("bikes", Json.array(all))));
  }

  private Future<Answer> putBike(Request request) {
    JsonObject body = request.body();
    Bike bike =
        new Bike(
            request.parameter("bike"),
            body.getString("name"),
            body.getDouble("expectedEverySeconds"));
    return store.put(bike).map(stored -> Answer.nothing());
  }

  private Future<Answer> getTrack(Request request) {
    String bike = request.parameter("bike");
    Instant from = request.instant("from");
    Instant until = request.instant("until");
    if (until.isBefore(from)) {
      return refuse(
          Problem.of(400, "invalid-range", "until " + until + " is before from " + from)
              .at("until"));
    }
    TimeRange range = new TimeRange(from, until);
    return store
        .seen(bike)
        .compose(
            found ->
                found.isEmpty()
                    ? refuse(Problem.notFound("bike"))
                    : history
                        .samples(PositionSeries.MEASUREMENT, bike, range, MOST_FIXES)
                        .map(
                            all ->
                                Answer.ok(
                                    new JsonObject()
                                        .put("bike", bike)
                                        .put(
                                            "positions",
                                            Json.array(
                                                all.stream()
                                                    .flatMap(it -> Fix.of(it).stream())
                                                    .toList())))));
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
