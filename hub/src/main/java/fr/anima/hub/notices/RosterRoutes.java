package fr.anima.hub.notices;

import fr.anima.hub.notices.Crew.Member;
import fr.anima.hub.notices.Roster.Swap;
import fr.anima.hub.notices.Roster.Turn;
import fr.anima.hub.notices.Roster.Watch;
import fr.anima.hub.notices.RosterStore.Planned;
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
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The roster: who is on call this week and now, the week that repeats, and swaps. */
final class RosterRoutes implements Routes {
  private static final int WEEK_DAYS = 7;

  /** A swap is for a while; what is meant for longer is a change of the week. */
  private static final Duration LONGEST_SWAP = Duration.ofDays(60);

  private final RosterStore roster;
  private final Notices.Settings settings;

  RosterRoutes(RosterStore roster, Notices.Settings settings) {
    this.roster = roster;
    this.settings = settings;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("getRoster", keepers, this::get);
    operations.operation("putRoster", keepers, this::put);
    operations.operation("addSwap", keepers, this::addSwap);
    operations.operation("dropSwap", keepers, this::dropSwap);
  }

  private Future<Answer> get(Request request) {
    Instant now = settings.clock().instant();
    LocalDate day =
        request
            .optional("week")
            .map(LocalDate::parse)
            .orElseGet(() -> now.atZone(settings.zone()).toLocalDate());
    LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    Instant from = monday.atStartOfDay(settings.zone()).toInstant();
    return roster
        .planned(from.isBefore(now) ? from : now)
        .map(it -> Answer.ok(json(it, monday, now)).version(it.version()));
  }

  private Future<Answer> put(Request request) {
    Instant now = settings.clock().instant();
    return roster
        .planned(now)
        .compose(
            planned -> {
              List<Turn> turns = new ArrayList<>();
              Optional<Problem> mistake =
                  read(request.body().getJsonArray("turns"), planned.crew(), turns);
              return mistake
                  .map(it -> Future.succeededFuture(Answer.problem(it)))
                  .orElseGet(() -> replace(request, turns, now));
            });
  }

  private Future<Answer> replace(Request request, List<Turn> turns, Instant now) {
    return roster
        .put(turns, request.version(), Viewer.of(request), now)
        .compose(
            changed ->
                changed
                    ? get(request)
                    : roster
                        .planned(now)
                        .map(it -> json(it, now.atZone(settings.zone()).toLocalDate(), now))
                        .map(it -> Answer.problem(Problem.stale(it))));
  }

  private Future<Answer> addSwap(Request request) {
    Instant now = settings.clock().instant();
    JsonObject body = request.body();
    Swap swap =
        new Swap(
            UUID.randomUUID(),
            moment(body.getString("from")),
            moment(body.getString("until")),
            UUID.fromString(body.getString("person")));
    return roster
        .planned(now)
        .compose(
            planned -> {
              Optional<Member> keeper = keeper(planned.crew(), swap.person());
              return mistake(swap, keeper, now)
                  .map(it -> Future.succeededFuture(Answer.problem(it)))
                  .orElseGet(
                      () ->
                          roster
                              .add(swap, keeper.orElseThrow().name(), Viewer.of(request), now)
                              .compose(done -> get(request)));
            });
  }

  private Instant moment(String local) {
    return LocalDateTime.parse(local).atZone(settings.zone()).toInstant();
  }

  private Future<Answer> dropSwap(Request request) {
    return roster
        .drop(request.uuid("swap"), Viewer.of(request), settings.clock().instant())
        .compose(
            gone ->
                gone
                    ? get(request)
                    : Future.succeededFuture(Answer.problem(Problem.notFound("swap"))));
  }

  private static Optional<Problem> mistake(Swap swap, Optional<Member> keeper, Instant now) {
    if (keeper.isEmpty()) {
      return Optional.of(nobody("/person"));
    }
    if (!swap.until().isAfter(swap.from()) || !swap.until().isAfter(now)) {
      return Optional.of(
          Problem.of(400, "invalid-swap", "a swap ends after it begins, and is not over already")
              .at("/until"));
    }
    return Duration.between(swap.from(), swap.until()).compareTo(LONGEST_SWAP) > 0
        ? Optional.of(
            Problem.of(
                    400,
                    "invalid-swap",
                    "a swap lasts 60 days at most; for longer change the week itself")
                .at("/until"))
        : Optional.empty();
  }

  /** Reads the week into a list, or says what is wrong with it. */
  private static Optional<Problem> read(JsonArray week, Crew crew, List<Turn> into) {
    Set<String> starts = new HashSet<>();
    for (int i = 0; i < week.size(); i++) {
      JsonObject turn = week.getJsonObject(i);
      Optional<UUID> person = Optional.ofNullable(turn.getString("person")).map(UUID::fromString);
      if (person.filter(it -> keeper(crew, it).isEmpty()).isPresent()) {
        return Optional.of(nobody("/turns/" + i + "/person"));
      }
      if (!starts.add(turn.getString("day") + turn.getString("from"))) {
        return Optional.of(
            Problem.of(400, "invalid-roster", "two turns start at the same time")
                .at("/turns/" + i + "/from"));
      }
      into.add(
          new Turn(
              DayOfWeek.valueOf(turn.getString("day").toUpperCase(Locale.ROOT)),
              LocalTime.parse(turn.getString("from")),
              person));
    }
    return Optional.empty();
  }

  private static Problem nobody(String pointer) {
    return Problem.of(400, "no-keeper", "only a keeper can be on call").at(pointer);
  }

  private static Optional<Member> keeper(Crew crew, UUID person) {
    return crew.keepers().stream().filter(it -> it.id().equals(person)).findFirst();
  }

  private JsonObject json(Planned planned, LocalDate monday, Instant now) {
    Roster it = planned.crew().roster();
    Instant from = monday.atStartOfDay(settings.zone()).toInstant();
    Instant until = monday.plusDays(WEEK_DAYS).atStartOfDay(settings.zone()).toInstant();
    JsonArray keepers = new JsonArray();
    planned
        .crew()
        .keepers()
        .forEach(
            keeper ->
                keepers.add(
                    new JsonObject().put("id", keeper.id().toString()).put("name", keeper.name())));
    JsonObject json =
        new JsonObject()
            .put("hubTime", now.toString())
            .put("version", planned.version())
            .put("week", monday.toString())
            .put("turns", array(it.turns().stream().map(RosterRoutes::json).toList()))
            .put(
                "watches", array(it.watches(from, until).stream().map(RosterRoutes::json).toList()))
            .put("swaps", array(it.swaps().stream().map(RosterRoutes::json).toList()))
            .put("keepers", keepers);
    it.onDuty(now).ifPresent(person -> json.put("onDuty", person.toString()));
    it.nextAfter(now).ifPresent(person -> json.put("next", person.toString()));
    return json;
  }

  private static JsonObject json(Turn turn) {
    JsonObject json =
        new JsonObject()
            .put("day", turn.day().name().toLowerCase(Locale.ROOT))
            .put("from", turn.from().toString());
    turn.person().ifPresent(it -> json.put("person", it.toString()));
    return json;
  }

  private static JsonObject json(Watch watch) {
    JsonObject json =
        new JsonObject()
            .put("from", watch.from().toString())
            .put("until", watch.until().toString());
    watch.person().ifPresent(it -> json.put("person", it.toString()));
    watch.swap().ifPresent(it -> json.put("swap", it.toString()));
    return json;
  }

  private static JsonObject json(Swap swap) {
    return new JsonObject()
        .put("id", swap.id().toString())
        .put("from", swap.from().toString())
        .put("until", swap.until().toString())
        .put("person", swap.person().toString());
  }

  private static JsonArray array(List<JsonObject> all) {
    JsonArray array = new JsonArray();
    all.forEach(array::add);
    return array;
  }
}
