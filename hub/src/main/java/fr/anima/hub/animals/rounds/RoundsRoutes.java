package fr.anima.hub.animals.rounds;

import fr.anima.hub.animals.rounds.Rounds.Round;
import fr.anima.hub.animals.rounds.Rounds.Schedule;
import fr.anima.hub.animals.rounds.Rounds.Tick;
import fr.anima.hub.database.Database;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What browsers may ask of this room: today's rounds, to tick, and to set the farm's hours. */
public final class RoundsRoutes implements Routes {
  private final RoundStore store;
  private final ZoneId zone;
  private final InstantSource clock;

  /** Over an up-to-date schema, in the farm's zone. */
  public RoundsRoutes(Database database, ZoneId zone, InstantSource clock) {
    this.store = new RoundStore(database);
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listRounds", keepers, this::listRounds);
    operations.operation("tickRound", keepers, this::tickRound);
    operations.operation("setRoundHours", keepers, this::setRoundHours);
  }

  private Future<Answer> listRounds(Request request) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, zone);
    Future<Schedule> schedule = store.schedule();
    Future<Map<String, String>> enclosures = store.enclosures();
    Future<List<Tick>> ticks = store.ticksSince(today.minusDays(1));
    return Future.all(schedule, enclosures, ticks)
        .map(all -> Answer.ok(today(schedule.result(), enclosures.result(), ticks.result(), now)));
  }

  private JsonObject today(
      Schedule schedule, Map<String, String> enclosures, List<Tick> ticks, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    JsonArray rounds = new JsonArray();
    for (Round round : Round.values()) {
      rounds.add(
          new JsonObject()
              .put("round", round.word())
              .put("opensAt", Rounds.opensAt(today, round, schedule, zone).toString())
              .put("dueAt", Rounds.dueAt(today, round, schedule, zone).toString()));
    }
    JsonArray places = new JsonArray();
    enclosures.forEach((id, name) -> places.add(new JsonObject().put("id", id).put("name", name)));
    return new JsonObject()
        .put("hubTime", now.toString())
        .put("day", today.toString())
        .put("hours", hours(schedule))
        .put("rounds", rounds)
        .put("enclosures", places)
        .put("ticks", Json.array(ticks))
        .put(
            "overdue", Json.array(Rounds.overdue(enclosures.keySet(), ticks, schedule, zone, now)));
  }

  private Future<Answer> tickRound(Request request) {
    Instant now = clock.instant();
    TickForm form;
    try {
      form = Json.read(request.body().toBuffer().getBytes(), TickForm.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-tick", String.valueOf(why.getMessage())));
    }
    return form.mistake(LocalDate.ofInstant(now, zone))
        .map(RoundsRoutes::refuse)
        .orElseGet(
            () ->
                store
                    .tick(request.uuid("tick"), form, Viewer.of(request), now)
                    .map(there -> answer(form, there)));
  }

  private static Answer answer(TickForm form, Optional<Tick> there) {
    if (there.isEmpty()) {
      return Answer.problem(Problem.notFound("enclosure").at("/enclosure"));
    }
    return form.isAbout(there.get())
        ? Answer.ok(Json.object(there.get()))
        : Answer.problem(
            Problem.of(409, "id-reused", "this id belongs to another tick: make a new one"));
  }

  private Future<Answer> setRoundHours(Request request) {
    Schedule schedule;
    try {
      schedule = Json.read(request.body().toBuffer().getBytes(), Schedule.class);
    } catch (IllegalArgumentException why) {
      return refuse(Problem.of(400, "invalid-hours", String.valueOf(why.getMessage())));
    }
    return schedule.isOrdered()
        ? store.set(schedule).map(stored -> Answer.ok(hours(schedule)))
        : refuse(
            Problem.of(
                    400,
                    "invalid-hours",
                    "each round opens before it is due, and the evening's after the morning's")
                .at("/morning"));
  }

  private static JsonObject hours(Schedule schedule) {
    JsonObject hours = new JsonObject();
    for (Round round : Round.values()) {
      hours.put(
          round.word(),
          new JsonObject()
              .put("opens", schedule.of(round).opens().toString())
              .put("due", schedule.of(round).due().toString()));
    }
    return hours;
  }

  private static Future<Answer> refuse(Problem problem) {
    return Future.succeededFuture(Answer.problem(problem));
  }
}
