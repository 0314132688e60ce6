package fr.anima.hub.notices;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.notices.Preferences.Language;
import fr.anima.hub.notices.Preferences.QuietHours;
import fr.anima.hub.notices.Preferences.SmsFor;
import fr.anima.hub.notices.sending.SendingStore;
import fr.anima.hub.notices.sending.Way;
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
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Who was told what, and how each person wants to be told. */
final class NoticesRoutes implements Routes {
  private static final Duration LOAD_OVER = Duration.ofDays(14);

  private final SendingStore sending;
  private final PreferenceStore preferences;
  private final Set<Way> setUp;
  private final InstantSource clock;

  NoticesRoutes(
      SendingStore sending, PreferenceStore preferences, Set<Way> setUp, InstantSource clock) {
    this.sending = sending;
    this.preferences = preferences;
    this.setUp = setUp;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    Access keepers = Role.only(Role.KEEPER, Role.ADMIN);
    operations.operation("listNotices", keepers, this::list);
    operations.operation("getAlarmLoad", Role.only(Role.ADMIN), this::load);
    operations.operation("getNoticePreferences", keepers, this::mine);
    operations.operation("putNoticePreferences", keepers, this::choose);
  }

  private Future<Answer> list(Request request) {
    return sending
        .latest(request.optional("alert").map(UUID::fromString))
        .map(
            rows -> {
              JsonArray notices = new JsonArray();
              rows.forEach(row -> notices.add(notice(row)));
              return Answer.ok(
                  new JsonObject()
                      .put("hubTime", clock.instant().toString())
                      .put("notices", notices));
            });
  }

  /** EEMUA 191 wants a person to be called once in ten minutes at most, on average. */
  private Future<Answer> load(Request request) {
    Instant now = clock.instant();
    return sending
        .load(now.minus(LOAD_OVER))
        .map(
            keepers ->
                Answer.ok(
                    new JsonObject()
                        .put("hubTime", now.toString())
                        .put("days", LOAD_OVER.toDays())
                        .put("keepers", Json.array(keepers))));
  }

  private Future<Answer> mine(Request request) {
    return preferences
        .member(Viewer.of(request).person())
        .map(
            member ->
                Answer.ok(json(member.map(Crew.Member::preferences).orElse(Preferences.UNCHOSEN))));
  }

  private Future<Answer> choose(Request request) {
    JsonObject body = request.body();
    Preferences chosen = read(body);
    if (chosen.quiet().filter(it -> it.from().equals(it.until())).isPresent()) {
      return Future.succeededFuture(
          Answer.problem(
              Problem.of(400, "invalid-hours", "quiet hours end at another time than they begin")
                  .at("/quietUntil")));
    }
    if (body.containsKey("quietFrom") != body.containsKey("quietUntil")) {
      return Future.succeededFuture(
          Answer.problem(
              Problem.of(400, "invalid-hours", "quiet hours have a beginning and an end")
                  .at("/quietUntil")));
    }
    return preferences
        .put(Viewer.of(request).person(), chosen)
        .map(kept -> kept ? Answer.ok(json(chosen)) : Answer.problem(Problem.notFound("account")));
  }

  private static Preferences read(JsonObject body) {
    Set<Way> ways = EnumSet.noneOf(Way.class);
    body.getJsonArray("ways").forEach(it -> ways.add(Way.ofWord(it.toString())));
    Optional<LocalTime> quietFrom = time(body, "quietFrom");
    Optional<LocalTime> quietUntil = time(body, "quietUntil");
    return new Preferences(
        ways,
        Optional.ofNullable(body.getString("address")),
        Optional.ofNullable(body.getString("phone")),
        SmsFor.valueOf(body.getString("smsFor", "urgent").toUpperCase(Locale.ROOT)),
        Language.valueOf(body.getString("language").toUpperCase(Locale.ROOT)),
        quietFrom.flatMap(it -> quietUntil.map(end -> new QuietHours(it, end))));
  }

  private static Optional<LocalTime> time(JsonObject body, String name) {
    return Optional.ofNullable(body.getString(name)).map(LocalTime::parse);
  }

  private JsonObject json(Preferences it) {
    JsonObject json =
        new JsonObject()
            .put("ways", words(it.ways()))
            .put("setUp", words(setUp))
            .put("smsFor", it.smsFor().word())
            .put("language", it.language().word());
    it.address().ifPresent(address -> json.put("address", address));
    it.phone().ifPresent(phone -> json.put("phone", phone));
    it.quiet()
        .ifPresent(
            quiet ->
                json.put("quietFrom", quiet.from().toString())
                    .put("quietUntil", quiet.until().toString()));
    return json;
  }

  private static JsonArray words(Set<Way> ways) {
    return new JsonArray(
        List.copyOf(ways.stream().filter(it -> it != Way.PUSH).map(Way::word).sorted().toList()));
  }

  private static JsonObject notice(Row row) {
    JsonObject json =
        new JsonObject()
            .put("id", row.getLong("id"))
            .put("subject", row.getUUID("subject").toString())
            .put("transition", row.getString("transition"))
            .put("severity", row.getString("severity"))
            .put("person", row.getString("name"))
            .put("way", row.getString("way"))
            .put("state", row.getString("state"))
            .put("title", row.getString("title"))
            .put("writtenAt", time(row, "written_at").orElseThrow())
            .put("attempts", row.getInteger("attempts"));
    time(row, "sent_at").ifPresent(it -> json.put("sentAt", it));
    if (Set.of("waiting", "failed").contains(row.getString("state"))) {
      time(row, "due_at").ifPresent(it -> json.put("dueAt", it));
    }
    Optional.ofNullable(row.getString("reason")).ifPresent(it -> json.put("reason", it));
    return json;
  }

  private static Optional<String> time(Row row, String column) {
    return Optional.ofNullable(row.getOffsetDateTime(column))
        .map(OffsetDateTime::toInstant)
        .map(Object::toString);
  }
}
