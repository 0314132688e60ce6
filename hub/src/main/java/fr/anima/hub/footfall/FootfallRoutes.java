package fr.anima.hub.footfall;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.people.Role;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;

/** What browsers may ask of this room: counters, their hours and their local days. */
public final class FootfallRoutes implements Routes {
  private static final int MOST_DAYS = 1_830;

  private final FootfallStore store;
  private final ZoneId zone;
  private final InstantSource clock;
  private final CounterBoard board;

  /** Over the counters and the site's zone. */
  public FootfallRoutes(FootfallStore store, ZoneId zone, InstantSource clock) {
    this.store = store;
    this.zone = zone;
    this.clock = clock;
    this.board = new CounterBoard(store, zone, clock);
  }

  @Override
  public void declare(Operations operations) {
    Access readers = Role.only(Role.OFFICIAL, Role.ADMIN);
    operations.operation("listCounters", readers, this::listCounters);
    operations.operation("putCounter", Role.only(Role.ADMIN), this::putCounter);
    operations.operation("getFootfallHours", readers, this::getFootfallHours);
    operations.operation("getFootfallDays", readers, this::getFootfallDays);
  }

  private Future<Answer> listCounters(Request request) {
    return board
        .all()
        .map(
            all ->
                Answer.ok(
                    new JsonObject()
                        .put("hubTime", clock.instant().toString())
                        .put("zone", zone.getId())
                        .put("counters", Json.array(all))));
  }

  private Future<Answer> putCounter(Request request) {
    JsonObject body = request.body();
    Counter counter =
        new Counter(
            request.parameter("counter"),
            body.getString("name"),
            body.getDouble("latitude"),
            body.getDouble("longitude"),
            body.getDouble("expectedEverySeconds"));
    return store.put(counter).map(stored -> Answer.nothing());
  }

  private Future<Answer> getFootfallHours(Request request) {
    return ofDays(
        request,
        "hours",
        hours -> Json.array(hours.stream().map(it -> FootfallHour.of(it, zone)).toList()));
  }

  private Future<Answer> getFootfallDays(Request request) {
    return ofDays(request, "days", hours -> Json.array(FootfallDay.of(hours, zone)));
  }

  private Future<Answer> ofDays(
      Request request, String what, Function<List<HourTotal>, JsonArray> form) {
    String counter = request.parameter("counter");
    LocalDate first = request.day("firstDay");
    LocalDate last = request.day("lastDay");
    long days = ChronoUnit.DAYS.between(first, last) + 1;
    if (days < 1 || days > MOST_DAYS) {
      return refuse(
          Problem.of(
                  400,
                  "invalid-range",
                  first + " to " + last + " is " + days + " days; ask for 1 to " + MOST_DAYS)
              .at("lastDay"));
    }
    return store
        .find(counter)
        .compose(
            found ->
                found.isEmpty()
                    ? refuse(Problem.notFound("counter"))
                    : store
                        .hours(counter, FootfallDay.range(first, last, zone))
                        .map(
                            hours ->
                                Answer.ok(
                                    new JsonObject()
                                        .put("counter", counter)
                                        .put("zone", zone.getId())
                                        .put(what, form.apply(hours)))));
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
