package fr.anima.hub.animals;

import static fr.anima.hub.animals.AlertRowStore.COLUMNS;
import static fr.anima.hub.animals.AlertRowStore.alert;
import static fr.anima.hub.animals.AlertRowStore.utc;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The alerts in PostgreSQL: the rules' signals and the keepers' acknowledgements meet here. Every
 * change commits together with its event; the same signal or the same acknowledgement again changes
 * nothing.
 */
public final class AlertStore implements Projection<AlertSignal> {
  private static final int MOST = 1_000;

  private static final String OPEN_ALERTS =
      "select " + COLUMNS + " from alert where cleared_at is null order by raised_at desc, id";

  private static final String LATEST_ALERTS =
      "select "
          + COLUMNS
          + " from alert order by (cleared_at is null) desc, raised_at desc, id limit $1";

  private static final String ALERTS_OF_PERIOD =
      "select "
          + COLUMNS
          + """
             from alert
            where enclosure = $1 and since < $3 and (cleared_at is null or cleared_at >= $2)
            order by raised_at desc, id
            limit $4
            """;

  private static final String ALERT_TO_CHANGE =
      "select " + COLUMNS + " from alert where id = $1 for update";

  /** Older news changes nothing; what gets worse is nobody's any more. */
  private static final String REGRADE =
      """
      update alert
         set severity = $2, regraded_at = $3, version = version + 1,
             acknowledged_at = case when $4 then null else acknowledged_at end,
             acknowledged_by = case when $4 then null else acknowledged_by end,
             acknowledged_by_person = case when $4 then null else acknowledged_by_person end,
             note = case when $4 then null else note end
       where id = $1 and cleared_at is null and severity <> $2
         and coalesce(regraded_at < $3, true)
      returning
      """
          + COLUMNS;

  private static final String CLEAR =
      """
      update alert
         set cleared_at = greatest($2, raised_at), part_of = $3, version = version + 1
       where id = $1 and cleared_at is null
      returning
      """
          + COLUMNS;

  private static final String ACKNOWLEDGE =
      """
      update alert
         set acknowledged_at = $2, acknowledged_by_person = $3, acknowledged_by = $4, note = $5,
             version = version + 1
       where id = $1 and acknowledged_at is null
      returning
      """
          + COLUMNS;

  private static final String WITHDRAW =
      """
      update alert
         set acknowledged_at = null, acknowledged_by_person = null, acknowledged_by = null,
             note = null, version = version + 1
       where id = $1 and acknowledged_by_person = $2
      returning
      """
          + COLUMNS;

  private final Database database;
  private final Outbox outbox;

  /** Over a migrated database. */
  public AlertStore(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  /** What became of somebody's wish to take care of an alert, or no longer to. */
  sealed interface Care {
    /** It is as they wish. */
    record Settled(Alert alert) implements Care {}

    /** Somebody else takes care of it; the alert says who. */
    record SomebodyElses(Alert alert) implements Care {}

    /** There is no such alert. */
    record Unknown() implements Care {}

    default <T> T fold(
        Function<Alert, T> settled, Function<Alert, T> somebodyElses, Supplier<T> unknown) {
      if (this instanceof Settled it) {
        return settled.apply(it.alert());
      }
      return this instanceof SomebodyElses it ? somebodyElses.apply(it.alert()) : unknown.get();
    }
  }

  @Override
  public String name() {
    return "animals-alerts";
  }

  @Override
  public Topic<AlertSignal> topic() {
    return AlertSignal.TOPIC;
  }

  @Override
  public Future<Void> project(List<LogRecord<AlertSignal>> batch) {
    return database.inTransaction(
        transaction -> {
          Future<Void> done = Future.succeededFuture();
          for (LogRecord<AlertSignal> each : batch) {
            done = done.compose(before -> keep(transaction, each.value()));
          }
          return done;
        });
  }

  /** Alerts whose condition lasts, newest first. */
  Future<List<Alert>> open() {
    return database.client().preparedQuery(OPEN_ALERTS).execute().map(AlertRowStore::alerts);
  }

  /** The open alerts, then the newest of the others; a thousand in all. */
  Future<List<Alert>> latest() {
    return database
        .client()
        .preparedQuery(LATEST_ALERTS)
        .execute(Tuple.of(MOST))
        .map(AlertRowStore::alerts);
  }

  /** Alerts of an enclosure that lasted at some time of a period, the newest thousand of them. */
  Future<List<Alert>> during(String enclosure, TimeRange period) {
    return database
        .client()
        .preparedQuery(ALERTS_OF_PERIOD)
        .execute(Tuple.of(enclosure, utc(period.from()), utc(period.until()), MOST))
        .map(AlertRowStore::alerts);
  }

  /** Somebody takes care of an alert, cleared or not; the first one stands. */
  Future<Care> acknowledge(UUID alert, Viewer who, Instant at, Optional<String> note) {
    Tuple values = Tuple.of(alert, utc(at), who.person(), who.name(), note.orElse(null));
    return change(alert, who, Optional.empty(), new Change(ACKNOWLEDGE, values));
  }

  /** Somebody no longer takes care of an alert. */
  Future<Care> withdraw(UUID alert, Viewer who) {
    Tuple values = Tuple.of(alert, who.person());
    return change(alert, who, Optional.of(who.person()), new Change(WITHDRAW, values));
  }

  private record Change(String sql, Tuple values) {}

  /** Changes an alert whose caretaker is the expected one, and tells the log when it did. */
  private Future<Care> change(UUID alert, Viewer who, Optional<UUID> expected, Change change) {
    return database.inTransaction(
        transaction ->
            transaction
                .preparedQuery(ALERT_TO_CHANGE)
                .execute(Tuple.of(alert))
                .compose(
                    rows -> {
                      if (rows.size() == 0) {
                        return Future.succeededFuture(new Care.Unknown());
                      }
                      Row now = rows.iterator().next();
                      Optional<UUID> caretaker =
                          Optional.ofNullable(now.getUUID("acknowledged_by_person"));
                      return caretaker.equals(expected)
                          ? apply(transaction, change)
                          : Future.succeededFuture(unchanged(alert(now), caretaker, who));
                    }));
  }

  private static Care unchanged(Alert alert, Optional<UUID> caretaker, Viewer who) {
    return caretaker.filter(it -> !it.equals(who.person())).isPresent()
        ? new Care.SomebodyElses(alert)
        : new Care.Settled(alert);
  }

  private Future<Care> apply(SqlClient transaction, Change change) {
    return transaction
        .preparedQuery(change.sql())
        .execute(change.values())
        .compose(rows -> tell(transaction, rows))
        .map(
            changed ->
                changed
                    .<Care>map(Care.Settled::new)
                    .orElseThrow(
                        () -> new IllegalStateException("a locked alert changed meanwhile")));
  }

  /** An alert that is known by its clearing only was over before anybody could have acted. */
  private Future<Void> keep(SqlClient transaction, AlertSignal signal) {
    return transaction
        .preparedQuery(AlertRowStore.KEEP)
        .execute(AlertRowStore.tuple(signal))
        .compose(rows -> tell(transaction, rows))
        .compose(kept -> regrade(transaction, signal))
        .compose(done -> clear(transaction, signal));
  }

  private Future<Void> regrade(SqlClient transaction, AlertSignal signal) {
    return signal
        .regraded()
        .map(
            it ->
                transaction
                    .preparedQuery(REGRADE)
                    .execute(regraded(signal.alert().id(), it))
                    .compose(rows -> tell(transaction, rows))
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private static Tuple regraded(UUID alert, Regraded to) {
    return Tuple.of(alert, AlertRowStore.word(to.severity()), utc(to.at()), to.isWorse());
  }

  private Future<Void> clear(SqlClient transaction, AlertSignal signal) {
    return signal
        .clearedAt()
        .map(
            at ->
                transaction
                    .preparedQuery(CLEAR)
                    .execute(Tuple.of(signal.alert().id(), utc(at), signal.partOf().orElse(null)))
                    .compose(rows -> tell(transaction, rows))
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Optional<Alert>> tell(SqlClient transaction, Iterable<Row> changed) {
    for (Row row : changed) {
      Alert alert = alert(row);
      return outbox
          .add(transaction, Alert.TOPIC, alert.enclosure(), alert)
          .map(told -> Optional.of(alert));
    }
    return Future.succeededFuture(Optional.empty());
  }
}
