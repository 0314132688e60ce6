package fr.anima.hub.database;

import fr.anima.hub.eventlog.Topic;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.function.Function;

/** Events that commit with the rows they tell of; a relay appends them to the log afterwards. */
public interface Outbox {
  /** Adds an event in the transaction of that connection. */
  <T> Future<Void> add(SqlClient transaction, Topic<T> topic, String key, T event);

  /** Adds them in that order, each under its own key. */
  default <T> Future<Void> addAll(
      SqlClient transaction, Topic<T> topic, Function<T, String> key, List<T> events) {
    Future<Void> added = Future.succeededFuture();
    for (T each : events) {
      added = added.compose(before -> add(transaction, topic, key.apply(each), each));
    }
    return added;
  }
}
