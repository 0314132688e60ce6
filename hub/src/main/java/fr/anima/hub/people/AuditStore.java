package fr.anima.hub.people;

import fr.anima.hub.database.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/**
 * Who did what to whose rights. Rows form a chain, so that a changed, removed or reordered one
 * shows; they go after a year.
 */
public final class AuditStore {
  private static final Duration KEPT = Duration.ofDays(365);

  /** A statement of its own: the next one must not look at the chain before it is its turn. */
  private static final String TAKE_TURN = "select pg_advisory_xact_lock(7041776)";

  private static final String ADD_ENTRY =
      """
      with previous as (
        select coalesce((select hash from audit_entry order by id desc limit 1), ''::bytea) as hash
      )
      insert into audit_entry (at, actor, action, subject, previous, hash)
      select $1, $2, $3, $4, previous.hash,
        sha256(convert_to(json_build_array(
          encode(previous.hash, 'hex'), extract(epoch from $1::timestamptz), $2::text, $3::text,
          $4::text)::text, 'UTF8'))
      from previous
      """;

  private static final String FIRST_BROKEN_ENTRY =
      """
      select id from (
        select id, previous, hash,
          lag(hash) over (order by id) as before,
          sha256(convert_to(json_build_array(
            encode(previous, 'hex'), extract(epoch from at), actor, action, subject)::text,
            'UTF8')) as computed
        from audit_entry) as chain
      where hash <> computed or (before is not null and before <> previous)
      order by id
      limit 1
      """;

  private static final String DROP_OLD_ENTRIES = "delete from audit_entry where at < $1";

  private final Database database;

  /** Over the hub's database. */
  public AuditStore(Database database) {
    this.database = database;
  }

  /** Adds an entry in the transaction of that connection. */
  public Future<Void> add(SqlClient transaction, Entry entry) {
    return transaction
        .query(TAKE_TURN)
        .execute()
        .compose(
            turn ->
                transaction
                    .preparedQuery(ADD_ENTRY)
                    .execute(
                        Tuple.of(
                            entry.at().atOffset(ZoneOffset.UTC),
                            entry.actor(),
                            entry.action(),
                            entry.subject())))
        .mapEmpty();
  }

  /** The first entry that is not as it was written or does not follow the one before it. */
  public Future<OptionalLong> firstBroken() {
    return database.client().query(FIRST_BROKEN_ENTRY).execute().map(AuditStore::id);
  }

  Future<Void> tidy(Instant now) {
    return database
        .client()
        .preparedQuery(DROP_OLD_ENTRIES)
        .execute(Tuple.of(now.minus(KEPT).atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  private static OptionalLong id(RowSet<Row> rows) {
    return rows.size() == 0
        ? OptionalLong.empty()
        : OptionalLong.of(rows.iterator().next().getLong("id"));
  }

  /**
   * One line of the audit.
   *
   * @param subject whose rights, or which thing; no secret, no address
   */
  public record Entry(Instant at, String actor, String action, String subject) {}
}
