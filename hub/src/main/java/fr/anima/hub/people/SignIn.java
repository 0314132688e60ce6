package fr.anima.hub.people;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The door of this room: inviting people, letting them in once per link, and out again. */
public final class SignIn {
  private static final int TRIES_A_MINUTE = 10;

  private final PeopleStore store;
  private final SessionRules rules;
  private final InstantSource clock;
  private final TryLimit limit;
  private final Sessions sessions;

  /** Over the hub's database and the operator's key. */
  public SignIn(
      Database database, OperatorToken operator, SessionRules rules, InstantSource clock) {
    this.store = new PeopleStore(database, new AuditStore(database));
    this.rules = rules;
    this.clock = clock;
    this.limit = new TryLimit(TRIES_A_MINUTE, clock);
    this.sessions = new Sessions(store, operator, rules, clock);
  }

  /** Who is asking, for every request and every open stream. */
  public Sessions sessions() {
    return sessions;
  }

  /** A link for the first administrator, as long as none has ever come in. */
  public Future<Optional<Link>> firstAdministrator() {
    return store
        .anAdminHasComeIn()
        .compose(
            known ->
                known
                    ? Future.succeededFuture(Optional.empty())
                    : invite("admin", Role.ADMIN, Optional.empty(), "console").map(Optional::of));
  }

  Future<Link> invite(String name, Role role, Optional<String> scope, String by) {
    Instant now = clock.instant();
    Token code = Token.fresh();
    Instant until = now.plus(rules.link());
    return store
        .invite(new PeopleStore.Invitation(name, role, scope, by), code, now, until)
        .map(person -> new Link(person, "/connexion#" + code.text(), until));
  }

  Future<Entrance> open(String code, String address) {
    if (!limit.allows(address)) {
      return Future.succeededFuture(Entrance.TOO_MANY_TRIES);
    }
    Instant now = clock.instant();
    Token session = Token.fresh();
    return store
        .redeem(new Token(code), session, now, now.plus(rules.absolute()))
        .onSuccess(viewer -> viewer.ifPresent(someone -> limit.succeeded(address)))
        .map(viewer -> new Entrance(false, viewer, session))
        .compose(entrance -> store.tidy(now).map(entrance));
  }

  Future<List<Person>> everybody() {
    return store.everybody();
  }

  /**
   * A person and the link that lets them in once.
   *
   * @param path path and fragment; the fragment never reaches a server's log
   */
  public record Link(Person person, String path, Instant expiresAt) {}

  /** What came of a code: nobody when it was unknown, used or over, which all look alike. */
  record Entrance(boolean tooManyTries, Optional<Viewer> viewer, Token session) {
    static final Entrance TOO_MANY_TRIES = new Entrance(true, Optional.empty(), new Token(""));
  }
}
