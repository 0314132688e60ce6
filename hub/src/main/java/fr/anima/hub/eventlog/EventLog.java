package fr.anima.hub.eventlog;

import io.vertx.core.Future;

/** Appends to the durable log. */
public interface EventLog {
  /**
   * Appends one record; records of one key stay in order. Never blocks the caller.
   *
   * @return completes when the record is on disk (one broker) or on enough replicas (a cluster);
   *     fails when that is unknown, and then the record may or may not be there: send it again
   */
  <T> Future<Void> append(Topic<T> topic, String key, T value);
}
