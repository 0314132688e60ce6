package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import java.util.List;

/**
 * Socket for a room that keeps what the log says in its tables. Batches may come twice: projecting
 * is idempotent on natural keys.
 *
 * @param <T> what a record says
 */
public interface Projection<T> {
  /** Names the reader's position in the log; never changes. */
  String name();

  /** What is read. */
  Topic<T> topic();

  /** Whether a small batch is followed by a pause, for a few large writes cost less. */
  default boolean gathers() {
    return true;
  }

  /**
   * Keeps a batch, in order; the position moves on when the future succeeds, else the batch
   * returns.
   */
  Future<Void> project(List<LogRecord<T>> batch);
}
