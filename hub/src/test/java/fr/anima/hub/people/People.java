package fr.anima.hub.people;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Request;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** A house with its people, a real database and a clock that is moved by hand. */
final class People implements InstantSource {
  static final Instant MORNING = Instant.parse("2027-03-01T08:00:00Z");

  final Database database = TestDatabase.fresh();
  final Path operatorFile;
  final SignIn signIn;
  private volatile Instant now = MORNING;

  People() {
    try {
      operatorFile = Files.createTempDirectory("anima-people").resolve("operator-token");
      signIn =
          new SignIn(database, OperatorToken.in(operatorFile), SessionRules.USUAL, this);
    } catch (IOException why) {
      throw new AssertionError(why);
    }
  }

  @Override
  public Instant instant() {
    return now;
  }

  void later(Duration by) {
    now = now.plus(by);
  }

  /** A code for a new person of that role. */
  String code(Role role, String name) {
    Optional<String> scope = role == Role.MERCHANT ? Optional.of("bakery") : Optional.empty();
    SignIn.Link link = TestDatabase.await(signIn.invite(name, role, scope, "test"));
    return link.path().substring("/connexion#".length());
  }

  SignIn.Entrance open(String code) {
    return TestDatabase.await(signIn.open(code, "192.0.2.1"));
  }

  /** A request with the session of a person of that role who just came in. */
  Shown signedIn(Role role, String name) {
    return Shown.cookie(open(code(role, name)).session().text());
  }

  Optional<Viewer> viewer(Request request) {
    return TestDatabase.await(signIn.sessions().viewer(request));
  }

  int run(String sql, Object... values) {
    return TestDatabase.await(
        database.client().preparedQuery(sql).execute(Tuple.from(values)).map(it -> it.rowCount()));
  }

  /** A request of which only what it shows matters. */
  record Shown(Map<String, String> headers, boolean local, boolean secure) implements Request {
    static Shown cookie(String token) {
      return new Shown(Map.of("Cookie", "a=b; anima-session=" + token), false, false);
    }

    static Shown bearer(String token, boolean local) {
      return new Shown(Map.of("Authorization", "Bearer " + token), local, false);
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public Optional<Caller> caller() {
      return Optional.empty();
    }

    @Override
    public String parameter(String name) {
      throw new AssertionError("nobody asks for " + name);
    }

    @Override
    public Optional<String> optional(String name) {
      return Optional.empty();
    }

    @Override
    public JsonObject body() {
      return new JsonObject();
    }
  }
}
