package fr.anima.hub.animals.care;

import static fr.anima.hub.animals.care.AlertRowStore.constant;
import static fr.anima.hub.animals.care.AlertRowStore.utc;
import static fr.anima.hub.animals.care.AlertRowStore.word;

import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.LifeStore.Kept;
import fr.anima.hub.animals.care.LifeStore.Turn;
import fr.anima.hub.animals.care.RaiseRules.Earlier;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** What is known around an alert that begins, and what becomes of it thereby. */
final class BeginningStore {
  /** As far back as anything may be put aside. */
  private static final String EARLIER =
      "select "
          + AlertRowStore.COLUMNS
          + """
             from alert
            where enclosure = $1 and kind = $2 and quantity is not distinct from $3 and id <> $4
              and raised_at <= $5 and raised_at > $5 - interval '3 days'
            order by raised_at desc, id limit 100
            """;

  private final CleaningStore cleanings;

  BeginningStore(CleaningStore cleanings) {
    this.cleanings = cleanings;
  }

  /** An alert that is over already was over before anybody could have acted. */
  Future<Turn> turn(SqlClient transaction, Beginning it, Kept kept, Instant now) {
    return kept.life().isOver()
        ? Future.succeededFuture(Turn.silently(kept.life().closingUntold(now)))
        : earlier(transaction, it)
            .compose(
                before ->
                    cleanings
                        .underWay(transaction, it.enclosure())
                        .map(
                            cleaning ->
                                turn(
                                    kept,
                                    RaiseRules.raises(it, before),
                                    RaiseRules.quiet(it, before, cleaning, now),
                                    now)));
  }

  private static Turn turn(Kept kept, OptionalInt raises, Optional<Quiet> quiet, Instant now) {
    Life life = kept.life().flapping(raises);
    return quiet
        .map(
            why ->
                Turn.byHub(
                    life.quieted(why),
                    Deed.byHub(
                        new Deed.Change(kept.id(), kept.version(), What.QUIETED),
                        now,
                        Optional.of(why.until()))))
        .orElseGet(() -> Turn.silently(life));
  }

  private static Future<List<Earlier>> earlier(SqlClient transaction, Beginning it) {
    return transaction
        .preparedQuery(EARLIER)
        .execute(
            Tuple.from(
                Arrays.asList(
                    it.enclosure(),
                    word(it.kind()),
                    it.quantity().map(Quantity::word).orElse(null),
                    it.id(),
                    utc(it.raisedAt()))))
        .map(
            rows ->
                StreamSupport.stream(rows.spliterator(), false)
                    .map(BeginningStore::earlier)
                    .toList());
  }

  private static Earlier earlier(Row row) {
    Life life = AlertRowStore.life(row);
    return new Earlier(
        Optional.ofNullable(row.getString("side")).map(it -> constant(Side.class, it)),
        Optional.ofNullable(row.getString("station")),
        life.severity(),
        row.getOffsetDateTime("raised_at").toInstant(),
        life.quiet(),
        life.raises());
  }
}
