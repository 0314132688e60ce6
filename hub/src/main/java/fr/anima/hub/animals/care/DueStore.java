package fr.anima.hub.animals.care;

import static fr.anima.hub.animals.care.AlertRowStore.COLUMNS;
import static fr.anima.hub.animals.care.AlertRowStore.utc;

import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.LifeStore.Kept;
import fr.anima.hub.animals.care.LifeStore.Turn;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * What befalls alerts by the clock alone. When it is due stands in their rows, so that a hub that
 * was away does at once what it missed; one that another hub is at is its business.
 */
public final class DueStore {
  private static final String NEXT_TO_RING =
      "select "
          + COLUMNS
          + " from alert where quiet_until <= $1 and cleared_at is null"
          + " order by quiet_until limit 1 for update skip locked";

  private static final String NEXT_TO_CLOSE =
      "select "
          + COLUMNS
          + " from alert where closed_at is null and cleared_at <= $1 and severity <> 'urgence'"
          + " and not latched"
          + " order by cleared_at limit 1 for update skip locked";

  private final Database database;
  private final LifeStore lives;
  private final CleaningStore cleanings;
  private final InstantSource clock;

  /** Over a migrated database. */
  public DueStore(Database database, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.lives = new LifeStore(outbox);
    this.cleanings = new CleaningStore(database, outbox);
    this.clock = clock;
  }

  /** Ends cleanings, lets ring what was quiet for long enough, closes what nobody looked at. */
  public Future<Void> look() {
    return cleanings
        .endNext(clock.instant())
        .compose(found -> orElse(found, this::ringOne))
        .compose(found -> orElse(found, this::closeOne))
        .compose(found -> found ? look() : Future.succeededFuture());
  }

  private Future<Boolean> orElse(boolean found, Function<SqlClient, Future<Boolean>> next) {
    return found ? Future.succeededFuture(true) : database.inTransaction(next::apply);
  }

  private Future<Boolean> ringOne(SqlClient transaction) {
    Instant now = clock.instant();
    return next(transaction, NEXT_TO_RING, now)
        .compose(found -> turn(transaction, found, What.RANG_AGAIN, now));
  }

  private Future<Boolean> closeOne(SqlClient transaction) {
    Instant now = clock.instant();
    return next(transaction, NEXT_TO_CLOSE, now.minus(Life.CLOSES_AFTER))
        .compose(found -> turn(transaction, found, What.CLOSED, now));
  }

  private static Future<Optional<Kept>> next(SqlClient transaction, String sql, Instant due) {
    return transaction
        .preparedQuery(sql)
        .execute(Tuple.of(utc(due)))
        .map(rows -> LifeStore.first(rows).map(Kept::of));
  }

  /** What is over closes by its own rule. */
  private Future<Boolean> turn(
      SqlClient transaction, Optional<Kept> found, What what, Instant now) {
    if (found.isEmpty()) {
      return Future.succeededFuture(false);
    }
    Kept kept = found.get();
    Life became = what == What.RANG_AGAIN ? kept.life().audible() : kept.life();
    Deed deed =
        Deed.byHub(new Deed.Change(kept.id(), kept.version() + 1, what), now, Optional.empty());
    return lives.live(transaction, kept, Turn.byHub(became, deed), now).map(true);
  }
}
