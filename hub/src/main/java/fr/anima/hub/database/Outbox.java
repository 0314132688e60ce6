package fr.anima.hub.database;

import fr.anima.hub.eventlog.Topic;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Events that commit with the rows they tell of; a relay appends them to the log afterwards. */
public interface Outbox {
  /** Adds an event in the transaction of that connection. */
  <T> Future<Void> add(SqlClient transaction, Topic<T> topic, String key, T event);
}
