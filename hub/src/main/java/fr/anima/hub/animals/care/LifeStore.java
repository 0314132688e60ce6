package fr.anima.hub.animals.care;

import static fr.anima.hub.animals.care.AlertRowStore.COLUMNS;
import static fr.anima.hub.animals.care.AlertRowStore.constant;
import static fr.anima.hub.animals.care.AlertRowStore.instant;
import static fr.anima.hub.animals.care.AlertRowStore.utc;
import static fr.anima.hub.animals.care.AlertRowStore.word;

import fr.anima.hub.animals.care.Deed.What;
import fr.anima.hub.animals.care.Life.Remedy;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.people.Viewer;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** An alert's life in its row, its deeds beside it, and the log's word of it: one transaction. */
final class LifeStore {
  private static final String LOCKED = "select " + COLUMNS + " from alert where id = $1 for update";

  private static final String ADD_DEED =
      """
      insert into alert_deed (id, alert, what, author, author_name, happened_at, recorded_at, until,
                              remedy, words, given_name, photo)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
      on conflict (id) do nothing
      """;

  private static final String DEEDS =
      """
      select id, alert, what, author, author_name, happened_at, recorded_at, until, remedy, words,
             given_name, photo
        from alert_deed
      """;

  private static final String DEEDS_OF_ALERT = DEEDS + " where alert = $1 order by number";

  private static final String DEED = DEEDS + " where id = $1";

  private static final String LISTED_ALERTS =
      "select " + COLUMNS + " from alert where closed_at is null order by raised_at desc, id";

  private static final String LATEST_ALERTS =
      "select "
          + COLUMNS
          + " from alert order by (closed_at is null) desc, raised_at desc, id limit $1";

  private static final String ALERTS_OF_PERIOD =
      "select "
          + COLUMNS
          + """
             from alert
            where enclosure = $1 and since < $3 and (cleared_at is null or cleared_at >= $2)
            order by raised_at desc, id
            limit $4
            """;

  private static final int MOST = 1_000;

  private final Outbox outbox;

  LifeStore(Outbox outbox) {
    this.outbox = outbox;
  }

  /** An alert as it stands, locked. */
  record Kept(UUID id, Life life, long version, Alert alert) {
    static Kept of(Row row) {
      return new Kept(
          row.getUUID("id"),
          AlertRowStore.life(row),
          row.getLong("version"),
          AlertRowStore.alert(row));
    }
  }

  /**
   * What becomes of an alert.
   *
   * @param deed what is written down of it
   * @param doer who did it; empty where the hub did
   */
  record Turn(Life became, Optional<Deed> deed, Optional<Viewer> doer) {
    static Turn silently(Life became) {
      return new Turn(became, Optional.empty(), Optional.empty());
    }

    static Turn byHub(Life became, Deed deed) {
      return new Turn(became, Optional.of(deed), Optional.empty());
    }

    static Turn by(Viewer doer, Life became, Deed deed) {
      return new Turn(became, Optional.of(deed), Optional.of(doer));
    }
  }

  /** A deed that is written down already. */
  record Written(UUID alert, Optional<UUID> author, Deed deed) {}

  /** Alerts that somebody may have to look at, newest first. */
  Future<List<Alert>> listed(SqlClient client) {
    return client.preparedQuery(LISTED_ALERTS).execute().map(AlertRowStore::alerts);
  }

  /** Those, then the newest of the others; a thousand in all. */
  Future<List<Alert>> latest(SqlClient client) {
    return client.preparedQuery(LATEST_ALERTS).execute(Tuple.of(MOST)).map(AlertRowStore::alerts);
  }

  /** Alerts of an enclosure that lasted at some time of a period, the newest thousand of them. */
  Future<List<Alert>> during(SqlClient client, String enclosure, TimeRange period) {
    return client
        .preparedQuery(ALERTS_OF_PERIOD)
        .execute(Tuple.of(enclosure, utc(period.from()), utc(period.until()), MOST))
        .map(AlertRowStore::alerts);
  }

  /** Locks an alert; empty when there is none. */
  Future<Optional<Kept>> lock(SqlClient transaction, UUID alert) {
    return transaction
        .preparedQuery(LOCKED)
        .execute(Tuple.of(alert))
        .map(rows -> first(rows).map(Kept::of));
  }

  /**
   * Writes what a locked alert became, and closes it where nothing keeps it open. What changes
   * nothing is not told, and is no deed unless it is a remark.
   */
  Future<Alert> live(SqlClient transaction, Kept kept, Turn turn, Instant now) {
    Life life = turn.became().closing(now);
    if (life.equals(kept.life())) {
      boolean isRemark = turn.deed().filter(it -> it.what() == What.NOTED).isPresent();
      return (isRemark ? note(transaction, kept.id(), turn) : Future.<Void>succeededFuture())
          .map(done -> kept.alert());
    }
    return note(transaction, kept.id(), turn)
        .compose(noted -> write(transaction, kept.id(), life, true));
  }

  /** The same of an alert that the log has not heard of yet. */
  Future<Alert> begin(SqlClient transaction, Kept kept, Turn turn) {
    return turn.became().equals(kept.life())
        ? tell(transaction, kept.alert())
        : note(transaction, kept.id(), turn)
            .compose(noted -> write(transaction, kept.id(), turn.became(), false));
  }

  /** What was done to an alert, in order. */
  Future<List<Deed>> deeds(SqlClient client, UUID alert) {
    return client
        .preparedQuery(DEEDS_OF_ALERT)
        .execute(Tuple.of(alert))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(LifeStore::deed).toList());
  }

  /** The deed of that id, if it was heard of before. */
  Future<Optional<Written>> find(SqlClient client, UUID deed) {
    return client
        .preparedQuery(DEED)
        .execute(Tuple.of(deed))
        .map(
            rows ->
                first(rows)
                    .map(
                        row ->
                            new Written(
                                row.getUUID("alert"),
                                Optional.ofNullable(row.getUUID("author")),
                                deed(row))));
  }

  private static Future<Void> note(SqlClient transaction, UUID alert, Turn turn) {
    return turn.deed()
        .map(
            it ->
                transaction
                    .preparedQuery(ADD_DEED)
                    .execute(tuple(alert, turn.doer(), it))
                    .<Void>mapEmpty())
        .orElseGet(Future::succeededFuture);
  }

  private Future<Alert> write(SqlClient transaction, UUID alert, Life life, boolean isNews) {
    return transaction
        .preparedQuery(AlertRowStore.LIVE)
        .execute(AlertRowStore.life(alert, life, isNews))
        .compose(rows -> tell(transaction, AlertRowStore.alert(rows.iterator().next())));
  }

  private Future<Alert> tell(SqlClient transaction, Alert alert) {
    return outbox.add(transaction, Alert.TOPIC, alert.enclosure(), alert).map(told -> alert);
  }

  private static Tuple tuple(UUID alert, Optional<Viewer> doer, Deed it) {
    return Tuple.from(
        Arrays.asList(
            it.id(),
            alert,
            word(it.what()),
            doer.map(Viewer::person).orElse(null),
            it.by().orElse(null),
            utc(it.at()),
            utc(it.recordedAt()),
            utc(it.until()),
            it.remedy().map(AlertRowStore::word).orElse(null),
            it.words().orElse(null),
            it.to().orElse(null),
            it.photo().orElse(null)));
  }

  private static Deed deed(Row row) {
    return new Deed(
        row.getUUID("id"),
        constant(What.class, row.getString("what")),
        row.getOffsetDateTime("happened_at").toInstant(),
        row.getOffsetDateTime("recorded_at").toInstant(),
        Optional.ofNullable(row.getString("author_name")),
        instant(row, "until"),
        Optional.ofNullable(row.getString("remedy")).map(it -> constant(Remedy.class, it)),
        Optional.ofNullable(row.getString("words")),
        Optional.ofNullable(row.getString("given_name")),
        Optional.ofNullable(row.getString("photo")));
  }

  static Optional<Row> first(Iterable<Row> rows) {
    return StreamSupport.stream(rows.spliterator(), false).findFirst();
  }
}
