package fr.anima.hub.people;

import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Identity;
import fr.anima.hub.web.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who is asking: a session's cookie, or the operator's key from this machine. What the database said
 * is believed for a second, no longer: whoever is locked out is out at once.
 */
public final class Sessions implements Identity {
  private static final Duration BELIEVED = Duration.ofSeconds(1);
  private static final int MOST_REMEMBERED = 10_000;
  private static final String COOKIE = "anima-session";
  private static final Pattern BEARER = Pattern.compile("Bearer ([A-Za-z0-9_-]{43})");

  private final PeopleStore store;
  private final OperatorToken operator;
  private final SessionRules rules;
  private final InstantSource clock;
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

  Sessions(PeopleStore store, OperatorToken operator, SessionRules rules, InstantSource clock) {
    this.store = store;
    this.operator = operator;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Future<Optional<Caller>> of(Request request) {
    return viewer(request).map(it -> it.map(Caller.class::cast));
  }

  /** The viewer of a request, if it has a session that is still good. */
  public Future<Optional<Viewer>> viewer(Request request) {
    Optional<Viewer> atTheMachine = bearer(request).filter(operator::matches).map(it -> operator());
    if (atTheMachine.isPresent() && request.local()) {
      return Future.succeededFuture(atTheMachine);
    }
    return token(request)
        .map(this::viewer)
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  /** Ends the session of a request, if it has one. */
  Future<Void> close(Request request) {
    Optional<Token> token = token(request);
    token.ifPresent(it -> remembered.remove(it.text()));
    return token
        .map(it -> store.close(it, clock.instant()))
        .orElseGet(Future::succeededFuture);
  }

  /** The cookie's name: browsers guard the prefix, and keep such a cookie to encrypted sites. */
  static String cookie(Request request) {
    return request.secure() ? "__Host-" + COOKIE : COOKIE;
  }

  private Future<Optional<Viewer>> viewer(Token token) {
    Instant now = clock.instant();
    Remembered last = remembered.get(token.text());
    if (last != null && now.isBefore(last.at().plus(BELIEVED))) {
      return last.viewer();
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    Future<Optional<Viewer>> viewer =
        store
            .viewer(token, now, rules.idle())
            .compose(found -> found.isEmpty() ? notFound() : seen(token, now).map(found))
            .onFailure(why -> remembered.remove(token.text()));
    remembered.put(token.text(), new Remembered(now, viewer));
    return viewer;
  }

  private Future<Void> seen(Token token, Instant now) {
    return store.seen(token, now);
  }

  private Viewer operator() {
    return new Viewer(
        new UUID(0, 0),
        "operator",
        Role.ADMIN,
        Optional.empty(),
        clock.instant().plus(rules.absolute()));
  }

  private static Future<Optional<Viewer>> notFound() {
    return Future.succeededFuture(Optional.empty());
  }

  private static Optional<Token> bearer(Request request) {
    return request
        .header("Authorization")
        .map(BEARER::matcher)
        .filter(Matcher::matches)
        .map(it -> new Token(it.group(1)));
  }

  private static Optional<Token> token(Request request) {
    Pattern named = Pattern.compile("(?:^|; ?)" + cookie(request) + "=([A-Za-z0-9_-]{43})(?:;|$)");
    return request
        .header("Cookie")
        .map(named::matcher)
        .filter(Matcher::find)
        .map(it -> new Token(it.group(1)));
  }

  private record Remembered(Instant at, Future<Optional<Viewer>> viewer) {}
}
