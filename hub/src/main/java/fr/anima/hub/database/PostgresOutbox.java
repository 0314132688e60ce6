package fr.anima.hub.database;

import fr.anima.hub.eventlog.Topic;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** The outbox as a table; {@link OutboxRelay} empties it. */
public final class PostgresOutbox implements Outbox {
  static final String CHANNEL = "anima_outbox";

  /**
   * The lock is taken before the id, and kept until commit: events of one key get their ids in the
   * order in which their transactions commit.
   */
  private static final String ADD_EVENT =
      """
      with turn as materialized (
        select pg_advisory_xact_lock(hashtextextended($1 || '/' || $2, 0)) as taken
      ), added as (
        insert into outbox (topic, key, payload)
        select $1, $2, $3 from turn where taken is not null
        returning id
      )
      select pg_notify('anima_outbox', '') from added
      """;

  @Override
  public <T> Future<Void> add(SqlClient transaction, Topic<T> topic, String key, T event) {
    Buffer payload = Buffer.buffer(topic.codec().encode(event));
    return transaction
        .preparedQuery(ADD_EVENT)
        .execute(Tuple.of(topic.name(), key, payload))
        .mapEmpty();
  }
}
