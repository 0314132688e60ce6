package fr.anima.hub.animals.care;

import static fr.anima.hub.animals.care.AlertRowStore.instant;
import static fr.anima.hub.animals.care.AlertRowStore.utc;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The cleanings in PostgreSQL; the first of an enclosure stands until its end. */
final class CleaningStore {
  private static final String COLUMNS =
      " id, enclosure, starts_at, ends_at, author_name, reason, ended_at ";

  private static final String UNDER_WAY =
      "select" + COLUMNS + "from cleaning where ended_at is null order by enclosure";

  private static final String UNDER_WAY_IN =
      "select" + COLUMNS + "from cleaning where ended_at is null and enclosure = $1";

  /** The one of that id, or else the one that is under way there. */
  private static final String IT_OR_ANOTHER =
      "select"
          + COLUMNS
          + "from cleaning where id = $1 or (enclosure = $2 and ended_at is null)"
          + " order by (id = $1) desc limit 1";

  private static final String START =
      """
      insert into cleaning (id, enclosure, starts_at, ends_at, reason, author, author_name)
      select $1, enclosure.id, $3, $4, $5, $6, $7 from enclosure where enclosure.id = $2
      on conflict do nothing
      returning
      """
          + COLUMNS;

  private static final String END =
      "update cleaning set ended_at = least($2, ends_at), ended_by = $3"
          + " where id = $1 and ended_at is null returning"
          + COLUMNS;

  /** What was quiet for its sake is due at once. */
  private static final String RING_NOW =
      """
      update alert set quiet_until = least(quiet_until, $2)
       where enclosure = $1 and quiet_why = 'cleaning' and cleared_at is null
      """;

  private static final String CLEANING = "select" + COLUMNS + "from cleaning where id = $1";

  private static final String END_NEXT =
      "update cleaning set ended_at = ends_at where id in (select id from cleaning"
          + " where ended_at is null and ends_at <= $1 limit 1 for update skip locked) returning"
          + COLUMNS;

  private final Database database;
  private final Outbox outbox;

  CleaningStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  Future<List<Cleaning>> underWay() {
    return database
        .client()
        .query(UNDER_WAY)
        .execute()
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(CleaningStore::cleaning)
                    .toList());
  }

  /** The cleaning that is under way in an enclosure. */
  Future<Optional<Cleaning>> underWay(SqlClient transaction, String enclosure) {
    return transaction
        .preparedQuery(UNDER_WAY_IN)
        .execute(Tuple.of(enclosure))
        .map(CleaningStore::first);
  }

  /**
   * Begins one, and answers what is there then: this one, the one of that id, or another one that
   * is under way; empty when there is no such enclosure.
   */
  Future<Optional<Cleaning>> start(UUID id, Cleaning.Form form, Viewer who, Instant now) {
    Tuple values =
        Tuple.of(
                id,
                form.enclosure(),
                utc(form.startsAt(now)),
                utc(form.until()),
                form.reason(),
                who.person())
            .addString(who.name());
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(START)
                .execute(values)
                .compose(rows -> tell(transaction, rows))
                .compose(
                    begun ->
                        begun.isPresent()
                            ? Future.succeededFuture(begun)
                            : transaction
                                .preparedQuery(IT_OR_ANOTHER)
                                .execute(Tuple.of(id, form.enclosure()))
                                .map(CleaningStore::first)));
  }

  /** Ends one before its time, and answers how it is then; empty when there is none. */
  Future<Optional<Cleaning>> end(UUID id, Viewer who, Instant now) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(END)
                .execute(Tuple.of(id, utc(now), who.name()))
                .compose(rows -> tell(transaction, rows))
                .compose(ended -> ringNow(transaction, ended, now))
                .compose(
                    done ->
                        transaction
                            .preparedQuery(CLEANING)
                            .execute(Tuple.of(id))
                            .map(CleaningStore::first)));
  }

  /** Notes that one reached its end; whether there was one. */
  Future<Boolean> endNext(Instant now) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(END_NEXT)
                .execute(Tuple.of(utc(now)))
                .compose(rows -> tell(transaction, rows))
                .map(Optional::isPresent));
  }

  private static Future<Void> ringNow(
      SqlClient transaction, Optional<Cleaning> ended, Instant now) {
    return ended
        .map(
            it ->
                transaction
                    .preparedQuery(RING_NOW)
                    .execute(Tuple.of(it.enclosure(), utc(now)))
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Optional<Cleaning>> tell(SqlClient transaction, Iterable<Row> changed) {
    return first(changed)
        .map(
            it ->
                outbox
                    .add(transaction, Cleaning.TOPIC, it.enclosure(), it)
                    .map(told -> Optional.of(it)))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static Optional<Cleaning> first(Iterable<Row> rows) {
    return LifeStore.first(rows).map(CleaningStore::cleaning);
  }

  private static Cleaning cleaning(Row row) {
    return new Cleaning(
        row.getUUID("id"),
        row.getString("enclosure"),
        row.getOffsetDateTime("starts_at").toInstant(),
        row.getOffsetDateTime("ends_at").toInstant(),
        row.getString("author_name"),
        row.getString("reason"),
        instant(row, "ended_at"));
  }
}
