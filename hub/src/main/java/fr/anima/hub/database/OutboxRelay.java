package fr.anima.hub.database;

import fr.anima.hub.eventlog.EventLog;
import fr.anima.hub.eventlog.Topic;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to the log what the outbox holds, by the state of the rows and never by the largest id
 * seen: a transaction that commits late is not missed. One relay works at a time, whatever the
 * number of hubs; events of one key stay in order, and may come twice after a crash.
 */
public final class OutboxRelay {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int MOST = 500;
  private static final long LOOK_EVERY_MILLIS = 500;
  private static final long TIDY_EVERY_MILLIS = 3_600_000;

  private static final String MAY_I_RELAY =
      "select pg_try_advisory_xact_lock(hashtextextended('anima outbox relay', 0))";

  private static final String WAITING_EVENTS =
      """
      select id, topic, key, payload
      from outbox
      where appended_at is null
      order by id
      limit $1
      for update
      """;

  private static final String MARK_APPENDED =
      """
      update outbox
      set appended_at = clock_timestamp()
      where id = any($1) and appended_at is null
      """;

  private static final String FORGET_APPENDED_YESTERDAY =
      "delete from outbox where appended_at < now() - interval '1 day'";

  private static final String COUNT_WAITING =
      "select count(*) from outbox where appended_at is null";

  private final Vertx vertx;
  private final Database database;
  private final EventLog log;
  private final PgSubscriber subscriber;
  private final Context context;
  private boolean working;
  private boolean again;
  private boolean closed;
  private volatile String trouble = "";

  /** Relays what is in the database of that address. */
  public OutboxRelay(Vertx vertx, String uri, Database database, EventLog log) {
    this.vertx = vertx;
    this.database = database;
    this.log = log;
    this.context = vertx.getOrCreateContext();
    this.subscriber =
        PgSubscriber.subscriber(vertx, PostgresPool.options(uri)).reconnectPolicy(tries -> 500L);
  }

  /** Starts; from then on an event is in the log some milliseconds after its commit. */
  public Future<Void> start() {
    subscriber.channel(PostgresOutbox.CHANNEL).handler(payload -> wake());
    vertx.setPeriodic(LOOK_EVERY_MILLIS, it -> wake());
    vertx.setPeriodic(TIDY_EVERY_MILLIS, it -> tidy());
    return subscriber.connect().onSuccess(it -> wake());
  }

  /** Stops taking up events; those at hand are finished. */
  public Future<Void> close() {
    context.runOnContext(it -> closed = true);
    return subscriber.close();
  }

  /** Why events wait at present, in words; empty when they do not. */
  public String trouble() {
    return trouble;
  }

  /** How many events wait. */
  public Future<Long> waiting() {
    return database
        .client()
        .query(COUNT_WAITING)
        .execute()
        .map(rows -> rows.iterator().next().getLong(0));
  }

  private void wake() {
    context.runOnContext(
        it -> {
          again = true;
          work();
        });
  }

  private void work() {
    if (working || closed || !again) {
      return;
    }
    working = true;
    again = false;
    database
        .inTransaction(this::relay)
        .onComplete(done -> context.runOnContext(it -> worked(done)));
  }

  private void worked(AsyncResult<Turn> done) {
    working = false;
    if (done.failed()) {
      inTrouble(done.cause().toString());
    } else if (done.result() == Turn.STUCK) {
      inTrouble("the log does not take all events");
    } else {
      trouble = "";
      again |= done.result() == Turn.MORE;
      work();
    }
  }

  private void inTrouble(String why) {
    if (trouble.isEmpty()) {
      LOG.warn("outbox waits reason={}", why);
    }
    trouble = why;
  }

  private Future<Turn> relay(SqlConnection transaction) {
    return transaction
        .query(MAY_I_RELAY)
        .execute()
        .compose(
            mine ->
                mine.iterator().next().getBoolean(0)
                    ? relayBatch(transaction)
                    : Future.succeededFuture(Turn.DONE));
  }

  private Future<Turn> relayBatch(SqlConnection transaction) {
    return transaction
        .preparedQuery(WAITING_EVENTS)
        .execute(Tuple.of(MOST))
        .compose(
            rows ->
                rows.size() == 0
                    ? Future.succeededFuture(Turn.DONE)
                    : append(rows)
                        .compose(appended -> mark(transaction, appended))
                        .map(marked -> Turn.after(rows.size(), marked)));
  }

  /** The ids of those that are in the log; keys side by side, the events of a key one by one. */
  private Future<Collection<Long>> append(RowSet<Row> rows) {
    Map<String, List<Row>> byKey = new LinkedHashMap<>();
    rows.forEach(
        row ->
            byKey
                .computeIfAbsent(row.getString(1) + "/" + row.getString(2), it -> new ArrayList<>())
                .add(row));
    Queue<Long> appended = new ConcurrentLinkedQueue<>();
    List<Future<Void>> chains = byKey.values().stream().map(it -> chain(it, appended)).toList();
    return Future.join(chains).transform(it -> Future.succeededFuture(appended));
  }

  private Future<Void> chain(List<Row> events, Queue<Long> appended) {
    Future<Void> chain = Future.succeededFuture();
    for (Row event : events) {
      chain = chain.compose(it -> append(event)).onSuccess(it -> appended.add(event.getLong(0)));
    }
    return chain.onFailure(why -> LOG.debug("event waits reason={}", why.toString()));
  }

  private Future<Void> append(Row event) {
    Topic<byte[]> topic = Topic.carried(event.getString(1), Topic.Keep.EVENTS);
    Buffer payload = event.getBuffer(3);
    return log.append(topic, event.getString(2), payload.getBytes());
  }

  private static Future<Integer> mark(SqlConnection transaction, Collection<Long> appended) {
    if (appended.isEmpty()) {
      return Future.succeededFuture(0);
    }
    return transaction
        .preparedQuery(MARK_APPENDED)
        .execute(Tuple.tuple().addArrayOfLong(appended.toArray(Long[]::new)))
        .map(RowSet::rowCount);
  }

  private void tidy() {
    database
        .client()
        .query(FORGET_APPENDED_YESTERDAY)
        .execute()
        .onFailure(why -> LOG.warn("outbox not tidied reason={}", why.toString()));
  }

  /** How one look at the outbox ended. */
  private enum Turn {
    DONE,
    MORE,
    /** What was appended is marked; what was not is looked at again a little later. */
    STUCK;

    static Turn after(int found, int marked) {
      if (marked < found) {
        return STUCK;
      }
      return found == MOST ? MORE : DONE;
    }
  }
}
