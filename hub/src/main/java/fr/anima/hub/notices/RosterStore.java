package fr.anima.hub.notices;

import fr.anima.hub.database.Database;
import fr.anima.hub.notices.Crew.Member;
import fr.anima.hub.notices.Roster.Swap;
import fr.anima.hub.notices.Roster.Turn;
import fr.anima.hub.people.AuditStore;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The roster and the people on it, in PostgreSQL; who changed it is in the audit. */
final class RosterStore {
  private static final String TURNS =
      "select day, starts, person from roster_turn order by day, starts";

  private static final String SWAPS_NOT_OVER =
      """
      select id, starts_at, ends_at, person from roster_swap
      where ends_at > $1
      order by made_at, id
      """;

  private static final String VERSION = "select version from roster";

  /** The loser of two changes finds the version gone. */
  private static final String NEXT_VERSION =
      "update roster set version = version + 1 where version = $1";

  private static final String FORGET_TURNS = "delete from roster_turn";

  private static final String ADD_TURN =
      "insert into roster_turn (day, starts, person) values ($1, $2, $3)";

  private static final String ADD_SWAP =
      """
      insert into roster_swap (id, starts_at, ends_at, person, made_by, made_at)
      values ($1, $2, $3, $4, $5, $6)
      """;

  private static final String DROP_SWAP = "delete from roster_swap where id = $1";

  private final Database database;
  private final AuditStore audit;
  private final PreferenceStore preferences;
  private final ZoneId zone;

  RosterStore(Database database, ZoneId zone) {
    this.database = database;
    this.audit = new AuditStore(database);
    this.preferences = new PreferenceStore(database);
    this.zone = zone;
  }

  /**
   * The crew with the roster as of a version.
   *
   * @param crew the roster in it has all swaps that are not over at the moment that was asked for
   */
  record Planned(Crew crew, long version) {}

  Future<Planned> planned(Instant from) {
    return database.inTransaction(
        transaction ->
            crew(transaction, from)
                .compose(
                    crew ->
                        transaction
                            .query(VERSION)
                            .execute()
                            .map(
                                rows ->
                                    new Planned(crew, rows.iterator().next().getLong("version")))));
  }

  /** Keepers, administrators, and the roster from a moment on. */
  Future<Crew> crew(SqlClient client, Instant from) {
    Future<List<Turn>> turns = client.query(TURNS).execute().map(RosterStore::turns);
    return turns.compose(
        weekly ->
            client
                .preparedQuery(SWAPS_NOT_OVER)
                .execute(Tuple.of(utc(from)))
                .map(RosterStore::swaps)
                .compose(
                    swaps ->
                        preferences.members(client).map(members -> crew(members, weekly, swaps))));
  }

  /** Replaces the week; false when it was changed since that version. */
  Future<Boolean> put(List<Turn> turns, long version, Viewer who, Instant at) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(NEXT_VERSION)
                .execute(Tuple.of(version))
                .compose(
                    changed ->
                        changed.rowCount() == 0
                            ? Future.succeededFuture(false)
                            : replace(transaction, turns)
                                .compose(done -> audited(transaction, who, at, "roster", "week"))
                                .map(true)));
  }

  Future<Void> add(Swap swap, String name, Viewer who, Instant at) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(ADD_SWAP)
                .execute(
                    Tuple.of(
                        swap.id(),
                        utc(swap.from()),
                        utc(swap.until()),
                        swap.person(),
                        who.name(),
                        utc(at)))
                .compose(
                    done -> audited(transaction, who, at, "swap", name + " from " + swap.from())));
  }

  /** Takes a swap back; false when there is none of that id. */
  Future<Boolean> drop(UUID swap, Viewer who, Instant at) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(DROP_SWAP)
                .execute(Tuple.of(swap))
                .compose(
                    gone ->
                        gone.rowCount() == 0
                            ? Future.succeededFuture(false)
                            : audited(transaction, who, at, "unswap", swap.toString()).map(true)));
  }

  private static Future<Void> replace(SqlClient transaction, List<Turn> turns) {
    List<Tuple> rows =
        turns.stream()
            .map(it -> Tuple.of(it.day().getValue(), it.from(), it.person().orElse(null)))
            .toList();
    return transaction
        .query(FORGET_TURNS)
        .execute()
        .compose(
            gone ->
                rows.isEmpty()
                    ? Future.succeededFuture()
                    : transaction.preparedQuery(ADD_TURN).executeBatch(rows).mapEmpty());
  }

  private Future<Void> audited(
      SqlClient transaction, Viewer who, Instant at, String action, String subject) {
    return audit.add(transaction, new AuditStore.Entry(at, who.name(), action, subject));
  }

  private Crew crew(List<Member> members, List<Turn> turns, List<Swap> swaps) {
    return new Crew(members, new Roster(zone, turns, swaps));
  }

  private static List<Turn> turns(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Turn(
                    DayOfWeek.of(row.getInteger("day")),
                    row.getLocalTime("starts"),
                    Optional.ofNullable(row.getUUID("person"))))
        .toList();
  }

  private static List<Swap> swaps(RowSet<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(
            row ->
                new Swap(
                    row.getUUID("id"),
                    row.getOffsetDateTime("starts_at").toInstant(),
                    row.getOffsetDateTime("ends_at").toInstant(),
                    row.getUUID("person")))
        .toList();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
