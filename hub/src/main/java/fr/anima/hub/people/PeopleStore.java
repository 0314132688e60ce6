package fr.anima.hub.people;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** People, their sign-in links and sessions, in PostgreSQL. */
final class PeopleStore {
  private static final String PERSON_OF_THAT_NAME_ROLE_AND_SCOPE =
      """
      insert into person (id, name, role, scope, created_at)
      values ($1, $2, $3, $4, $5)
      on conflict (name, role, scope) do update set name = excluded.name
      returning id, name, role, scope, created_at, null::timestamptz as last_seen_at
      """;

  private static final String ADD_LINK =
      """
      insert into sign_in_link (hash, person, created_at, expires_at) values ($1, $2, $3, $4)
      """;

  /** One statement: of many who show the same code at once, one finds it unused. */
  private static final String SESSION_FOR_UNUSED_LINK =
      """
      with used as (
        update sign_in_link set used_at = $2
        where hash = $1 and used_at is null and expires_at > $2
        returning person
      ), opened as (
        insert into session (hash, person, created_at, last_seen_at, expires_at)
        select $3, person.id, $2, $2, $4
        from used join person on person.id = used.person
        where person.disabled_at is null
        returning person, expires_at
      )
      select person.id, person.name, person.role, person.scope, opened.expires_at
      from opened join person on person.id = opened.person
      """;

  private static final String VIEWER_OF_SESSION =
      """
      select person.id, person.name, person.role, person.scope, session.expires_at
      from session join person on person.id = session.person
      where session.hash = $1 and session.expires_at > $2 and person.disabled_at is null
        and (session.last_seen_at > $3 or person.role = 'courier')
      """;

  private static final String SEEN =
      """
      update session set last_seen_at = $2 where hash = $1 and last_seen_at < $3
      """;

  private static final String CLOSE_SESSION =
      """
      delete from session using person
      where session.hash = $1 and person.id = session.person
      returning person.id, person.name, person.role, person.scope, session.expires_at
      """;

  private static final String EVERYBODY =
      """
      select person.id, person.name, person.role, person.scope, person.created_at,
        (select max(session.last_seen_at) from session where session.person = person.id)
          as last_seen_at
      from person
      where person.disabled_at is null
      order by person.role, person.name
      """;

  private static final String ADMIN_WHO_HAS_COME_IN =
      """
      select 1 from person join sign_in_link on sign_in_link.person = person.id
      where person.role = 'admin' and person.disabled_at is null
        and sign_in_link.used_at is not null
      limit 1
      """;

  private static final String DROP_OLD_SESSIONS = "delete from session where expires_at < $1";

  /** Used links of people are kept: they tell that an administrator has once come in. */
  private static final String DROP_OLD_LINKS =
      "delete from sign_in_link where expires_at < $1 and used_at is null";

  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final AuditStore audit;

  PeopleStore(Database database, AuditStore audit) {
    this.database = database;
    this.audit = audit;
  }

  /** The person, created if needed, and a link for them, audited, all or nothing. */
  Future<Person> invite(Invitation who, Token code, Instant now, Instant until) {
    return database.inTransaction(
        transaction ->
            person(transaction, who, now)
                .compose(
                    person ->
                        run(transaction, ADD_LINK, hash(code), person.id(), at(now), at(until))
                            .compose(
                                done ->
                                    audit.add(
                                        transaction,
                                        new AuditStore.Entry(
                                            now, who.by(), "invite", subject(person))))
                            .map(person)));
  }

  /** Opens a session for a code nobody used yet; empty when it was used, is over or never was. */
  Future<Optional<Viewer>> redeem(Token code, Token session, Instant now, Instant until) {
    return database.inTransaction(
        transaction ->
            run(
                    transaction,
                    SESSION_FOR_UNUSED_LINK,
                    hash(code),
                    at(now),
                    hash(session),
                    at(until))
                .map(PeopleStore::viewer)
                .compose(viewer -> audited(transaction, viewer, "sign-in", now)));
  }

  Future<Optional<Viewer>> viewer(Token session, Instant now, Duration idle) {
    return run(
            database.client(),
            VIEWER_OF_SESSION,
            hash(session),
            at(now),
            at(now.minus(idle)))
        .map(PeopleStore::viewer);
  }

  Future<Void> seen(Token session, Instant now) {
    return run(database.client(), SEEN, hash(session), at(now), at(now.minus(SEEN_EVERY)))
        .mapEmpty();
  }

  Future<Void> close(Token session, Instant now) {
    return database.inTransaction(
        transaction ->
            run(transaction, CLOSE_SESSION, hash(session))
                .map(PeopleStore::viewer)
                .compose(viewer -> audited(transaction, viewer, "sign-out", now))
                .mapEmpty());
  }

  Future<List<Person>> everybody() {
    return run(database.client(), EVERYBODY).map(rows -> rows(rows).map(this::person).toList());
  }

  Future<Boolean> anAdminHasComeIn() {
    return run(database.client(), ADMIN_WHO_HAS_COME_IN).map(rows -> rows.size() > 0);
  }

  /** Drops what has been over for a day. */
  Future<Void> tidy(Instant now) {
    OffsetDateTime yesterday = at(now.minus(Duration.ofDays(1)));
    return run(database.client(), DROP_OLD_SESSIONS, yesterday)
        .compose(done -> run(database.client(), DROP_OLD_LINKS, yesterday))
        .compose(done -> audit.tidy(now));
  }

  private Future<Person> person(SqlClient transaction, Invitation who, Instant now) {
    return transaction
        .preparedQuery(PERSON_OF_THAT_NAME_ROLE_AND_SCOPE)
        .execute(
            Tuple.of(
                UUID.randomUUID(),
                who.name(),
                who.role().word(),
                who.scope().orElse(null),
                at(now)))
        .map(rows -> person(rows.iterator().next()));
  }

  private Future<Optional<Viewer>> audited(
      SqlClient transaction, Optional<Viewer> viewer, String action, Instant now) {
    return viewer
        .map(
            it ->
                audit
                    .add(transaction, new AuditStore.Entry(now, it.name(), action, it.role().word()))
                    .map(viewer))
        .orElseGet(() -> Future.succeededFuture(viewer));
  }

  private Person person(Row row) {
    return new Person(
        row.getUUID("id"),
        row.getString("name"),
        role(row),
        Optional.ofNullable(row.getString("scope")),
        row.getOffsetDateTime("created_at").toInstant(),
        Optional.ofNullable(row.getOffsetDateTime("last_seen_at")).map(OffsetDateTime::toInstant));
  }

  private static Optional<Viewer> viewer(RowSet<Row> rows) {
    return rows(rows)
        .map(
            row ->
                new Viewer(
                    row.getUUID("id"),
                    row.getString("name"),
                    role(row),
                    Optional.ofNullable(row.getString("scope")),
                    row.getOffsetDateTime("expires_at").toInstant()))
        .findFirst();
  }

  private static java.util.stream.Stream<Row> rows(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false);
  }

  private static Role role(Row row) {
    return Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT));
  }

  private static String subject(Person person) {
    return person.role().word() + " " + person.name() + person.scope().map(" "::concat).orElse("");
  }

  private static Future<RowSet<Row>> run(SqlClient client, String sql, Object... values) {
    return client.preparedQuery(sql).execute(Tuple.from(values));
  }

  private static Buffer hash(Token token) {
    return Buffer.buffer(token.hash());
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Who is invited, as what, and by whom. */
  record Invitation(String name, Role role, Optional<String> scope, String by) {}
}
