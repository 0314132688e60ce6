package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.DeedRules.Doer;
import fr.anima.hub.animals.care.DeedRules.Refusal;
import fr.anima.hub.animals.care.Life.Taken;
import fr.anima.hub.animals.care.LifeStore.Kept;
import fr.anima.hub.animals.care.LifeStore.Turn;
import fr.anima.hub.animals.care.LifeStore.Written;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/**
 * The alerts in PostgreSQL: the rules' signals and people's deeds meet here. Every change commits
 * together with its event; the same signal or the same deed again changes nothing.
 */
public final class AlertStore implements Projection<AlertSignal> {
  private static final String KEEPER =
      "select name from person where id = $1 and role = 'keeper' and disabled_at is null";

  private final Database database;
  private final LifeStore lives;
  private final CleaningStore cleanings;
  private final BeginningStore beginnings;

  /** Over a migrated database. */
  public AlertStore(Database database, Outbox outbox) {
    this.database = database;
    this.lives = new LifeStore(outbox);
    this.cleanings = new CleaningStore(database, outbox);
    this.beginnings = new BeginningStore(cleanings);
  }

  /** What became of somebody's wish about an alert. */
  sealed interface Care {
    /** It is as they wish. */
    record AsWished(Alert alert) implements Care {}

    /** Somebody else takes care of it; the alert says who. */
    record SomebodyElses(Alert alert) implements Care {}

    /** It stays as it was. */
    record Refused(Refusal why) implements Care {}

    /** The id of this deed was given to another one before. */
    record IdReused() implements Care {}

    /** There is no such alert. */
    record Unknown() implements Care {}
  }

  @Override
  public String name() {
    return "animals-alerts";
  }

  @Override
  public Topic<AlertSignal> topic() {
    return AlertSignal.TOPIC;
  }

  /** They are few, and somebody waits for each. */
  @Override
  public boolean gathers() {
    return false;
  }

  @Override
  public Future<Void> project(List<LogRecord<AlertSignal>> batch) {
    return database.inTransaction(
        transaction -> {
          Future<Void> done = Future.succeededFuture();
          for (LogRecord<AlertSignal> each : batch) {
            done = done.compose(before -> keep(transaction, each.value(), each.arrivedAt()));
          }
          return done;
        });
  }

  /** Alerts that somebody may have to look at, newest first. */
  public Future<List<Alert>> listed() {
    return lives.listed(database.client());
  }

  /** Where somebody is cleaning. */
  public Future<List<Cleaning>> beingCleaned() {
    return cleanings.underWay();
  }

  CleaningStore cleanings() {
    return cleanings;
  }

  /** Those, then the newest of the others; a thousand in all. */
  Future<List<Alert>> latest() {
    return lives.latest(database.client());
  }

  /** Alerts of an enclosure that lasted at some time of a period, the newest thousand of them. */
  public Future<List<Alert>> during(String enclosure, TimeRange period) {
    return lives.during(database.client(), enclosure, period);
  }

  /** What was done to an alert, in order; nothing where there is none. */
  Future<List<Deed>> deeds(UUID alert) {
    return lives.deeds(database.client(), alert);
  }

  /** Somebody takes care of an alert, over or not; the first one stands. */
  Future<Care> acknowledge(UUID alert, Viewer who, Deed.Times times, Optional<String> note) {
    return change(
        alert,
        (transaction, kept) ->
            kept.life()
                .taken()
                .map(taken -> Future.succeededFuture(unchanged(kept, taken, who)))
                .orElseGet(
                    () -> {
                      Taken taken = new Taken(who.person(), who.name(), times.at(), note);
                      Deed deed =
                          Deed.byTap(
                              new Deed.Change(alert, kept.version() + 1, What.TAKEN),
                              who.name(),
                              times,
                              note);
                      Turn turn = Turn.by(who, kept.life().taken(taken), deed);
                      return lives
                          .live(transaction, kept, turn, times.recordedAt())
                          .map(Care.AsWished::new);
                    }));
  }

  /** Somebody no longer takes care of an alert. */
  Future<Care> withdraw(UUID alert, Viewer who, Instant now) {
    return change(
        alert,
        (transaction, kept) -> {
          Optional<Taken> taken = kept.life().taken();
          if (taken.filter(it -> it.person().equals(who.person())).isEmpty()) {
            return Future.succeededFuture(
                taken
                    .map(it -> unchanged(kept, it, who))
                    .orElseGet(() -> new Care.AsWished(kept.alert())));
          }
          Deed deed =
              Deed.byTap(
                  new Deed.Change(alert, kept.version() + 1, What.RELEASED),
                  who.name(),
                  new Deed.Times(now, now),
                  Optional.empty());
          Turn turn = Turn.by(who, kept.life().released(), deed);
          return lives.live(transaction, kept, turn, now).map(Care.AsWished::new);
        });
  }

  /** What somebody wants done to an alert, under an id of their device's. */
  record Wish(UUID id, DeedForm form, Viewer who, Instant now) {}

  /** Does it, once. */
  Future<Care> act(UUID alert, Wish wish) {
    return change(
            alert,
            (transaction, kept) ->
                lives
                    .find(transaction, wish.id())
                    .compose(
                        there ->
                            there
                                .map(it -> Future.succeededFuture(again(kept, it, wish)))
                                .orElseGet(() -> actFirst(transaction, kept, wish))))
        .recover(
            why ->
                isWithoutPhoto(why)
                    ? Future.succeededFuture(new Care.Refused(Refusal.PHOTO_MISSING))
                    : Future.failedFuture(why));
  }

  private static boolean isWithoutPhoto(Throwable why) {
    return Database.violated(why).filter("alert_deed_photo_fkey"::equals).isPresent();
  }

  private Future<Care> actFirst(SqlClient transaction, Kept kept, Wish wish) {
    Viewer who = wish.who();
    return recipient(transaction, wish.form())
        .compose(
            to ->
                DeedRules.judge(kept.life(), wish.form(), new Doer(who, to, wish.now()))
                    .fold(
                        became -> {
                          Deed deed = wish.form().deed(wish.id(), who.name(), to, wish.now());
                          return lives
                              .live(transaction, kept, Turn.by(who, became, deed), wish.now())
                              .map(Care.AsWished::new);
                        },
                        why -> Future.succeededFuture(new Care.Refused(why))));
  }

  private static Care again(Kept kept, Written there, Wish wish) {
    boolean same =
        there.alert().equals(kept.id())
            && there.author().equals(Optional.of(wish.who().person()))
            && there.deed().what() == wish.form().what();
    return same ? new Care.AsWished(kept.alert()) : new Care.IdReused();
  }

  private static Future<Optional<String>> recipient(SqlClient transaction, DeedForm form) {
    return form.to()
        .map(
            to ->
                transaction
                    .preparedQuery(KEEPER)
                    .execute(Tuple.of(to))
                    .map(rows -> LifeStore.first(rows).map(row -> row.getString("name"))))
        .orElseGet(() -> Future.succeededFuture(Optional.empty()));
  }

  private static Care unchanged(Kept kept, Taken taken, Viewer who) {
    return taken.person().equals(who.person())
        ? new Care.AsWished(kept.alert())
        : new Care.SomebodyElses(kept.alert());
  }

  private Future<Care> change(UUID alert, BiFunction<SqlClient, Kept, Future<Care>> change) {
    return database.inTransaction(
        transaction ->
            lives
                .lock(transaction, alert)
                .compose(
                    found ->
                        found
                            .map(kept -> change.apply(transaction, kept))
                            .orElseGet(() -> Future.succeededFuture(new Care.Unknown()))));
  }

  private Future<Void> keep(SqlClient transaction, AlertSignal signal, Instant now) {
    return transaction
        .preparedQuery(AlertRowStore.KEEP)
        .execute(AlertRowStore.beginning(signal))
        .compose(
            rows ->
                LifeStore.first(rows)
                    .map(Kept::of)
                    .map(kept -> begin(transaction, signal, kept, now))
                    .orElseGet(Future::succeededFuture))
        .compose(begun -> go(transaction, signal, now));
  }

  private Future<Void> begin(SqlClient transaction, AlertSignal signal, Kept kept, Instant now) {
    return beginnings
        .turn(transaction, signal.alert(), kept, now)
        .compose(turn -> lives.begin(transaction, kept, turn))
        .mapEmpty();
  }

  /** The alert becomes better or worse, or is over. */
  private Future<Void> go(SqlClient transaction, AlertSignal signal, Instant now) {
    if (signal.regraded().isEmpty() && signal.clearedAt().isEmpty()) {
      return Future.succeededFuture();
    }
    return lives
        .lock(transaction, signal.alert().id())
        .map(found -> found.orElseThrow(() -> new IllegalStateException("an alert is gone")))
        .compose(kept -> lives.live(transaction, kept, turn(kept, signal, now), now))
        .mapEmpty();
  }

  private static Turn turn(Kept kept, AlertSignal signal, Instant now) {
    Life before = kept.life();
    Life graded = signal.regraded().map(before::regraded).orElse(before);
    Life became = signal.clearedAt().map(at -> graded.cleared(at, signal.partOf())).orElse(graded);
    Optional<What> what =
        graded.equals(before)
            ? Optional.empty()
            : signal.regraded().map(it -> it.isWorse() ? What.WORSE : What.BETTER);
    return what.map(it -> new Deed.Change(kept.id(), kept.version() + 1, it))
        .map(it -> Turn.byHub(became, Deed.byHub(it, now, Optional.empty())))
        .orElseGet(() -> Turn.silently(became));
  }
}
