package fr.anima.hub.people;

import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;

/** Coming in, going out, and inviting others. */
public final class PeopleRoutes implements Routes {
  private final SignIn signIn;
  private final ZoneId zone;
  private final InstantSource clock;

  /** With the zone whose days are business days. */
  public PeopleRoutes(SignIn signIn, ZoneId zone, InstantSource clock) {
    this.signIn = signIn;
    this.zone = zone;
    this.clock = clock;
  }

  @Override
  public void declare(Operations operations) {
    operations.operation("getSession", Role.anyone(), this::whoAmI);
    operations.operation("openSession", Access.everyone(), this::open);
    operations.operation("closeSession", Access.everyone(), this::close);
    operations.operation("listPeople", Role.only(Role.ADMIN), this::list);
    operations.operation("invitePerson", Role.only(Role.ADMIN), this::invite);
  }

  /** The contract's Viewer, now. */
  public JsonObject session(Viewer viewer) {
    JsonObject json =
        new JsonObject()
            .put("id", viewer.person().toString())
            .put("name", viewer.name())
            .put("role", viewer.role().word())
            .put("hubTime", clock.instant().toString())
            .put("zone", zone.getId())
            .put("expiresAt", viewer.expiresAt().toString());
    viewer.scope().ifPresent(it -> json.put("scope", it));
    return json;
  }

  private Future<Answer> whoAmI(Request request) {
    return Future.succeededFuture(Answer.ok(session(Viewer.of(request))));
  }

  private Future<Answer> open(Request request) {
    return signIn
        .open(request.body().getString("code"), request.address())
        .compose(
            entrance ->
                entrance.viewer().isEmpty()
                    ? Future.succeededFuture(refused(entrance))
                    : signIn
                        .sessions()
                        .close(request)
                        .map(
                            done ->
                                Answer.ok(session(entrance.viewer().get()))
                                    .with("Set-Cookie", cookie(request, entrance))));
  }

  private Future<Answer> close(Request request) {
    return signIn
        .sessions()
        .close(request)
        .map(done -> Answer.nothing().with("Set-Cookie", cookie(request, "", Duration.ZERO)));
  }

  private Future<Answer> list(Request request) {
    return signIn
        .everybody()
        .map(
            people -> {
              JsonArray all = new JsonArray();
              people.forEach(it -> all.add(json(it)));
              return Answer.ok(new JsonObject().put("people", all));
            });
  }

  private Future<Answer> invite(Request request) {
    JsonObject body = request.body();
    Role role = Role.valueOf(body.getString("role").toUpperCase(Locale.ROOT));
    Optional<String> scope = Optional.ofNullable(body.getString("scope"));
    if (scope.isPresent() != (role == Role.MERCHANT)) {
      String expected =
          role == Role.MERCHANT ? "a merchant needs the merchant's id" : "only merchants have one";
      return Future.succeededFuture(
          Answer.problem(Problem.of(400, "invalid-request", "scope: " + expected).at("/scope")));
    }
    return signIn
        .invite(body.getString("name"), role, scope, Viewer.of(request).name())
        .map(
            link ->
                Answer.created(
                    new JsonObject()
                        .put("person", json(link.person()))
                        .put("link", link.path())
                        .put("expiresAt", link.expiresAt().toString())));
  }

  private static Answer refused(SignIn.Entrance entrance) {
    return entrance.tooManyTries()
        ? Answer.problem(
                Problem.of(429, "too-many-tries", "wait a minute before the next sign-in code"))
            .with("Retry-After", "60")
        : Answer.problem(
            Problem.of(
                    401,
                    "code-not-good",
                    "this code is unknown, was used or is over; ask for a new link")
                .at("/code"));
  }

  private String cookie(Request request, SignIn.Entrance entrance) {
    Duration good =
        entrance
            .viewer()
            .map(it -> Duration.between(clock.instant(), it.expiresAt()))
            .orElse(Duration.ZERO);
    return cookie(request, entrance.session().text(), good);
  }

  private static String cookie(Request request, String value, Duration good) {
    return Sessions.cookie(request)
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + good.toSeconds()
        + (request.secure() ? "; Secure" : "");
  }

  private static JsonObject json(Person person) {
    JsonObject json =
        new JsonObject()
            .put("id", person.id().toString())
            .put("name", person.name())
            .put("role", person.role().word())
            .put("createdAt", person.createdAt().toString());
    person.scope().ifPresent(it -> json.put("scope", it));
    person.lastSeenAt().ifPresent(it -> json.put("lastSeenAt", it.toString()));
    return json;
  }
}
