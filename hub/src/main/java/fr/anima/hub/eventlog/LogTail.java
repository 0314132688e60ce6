package fr.anima.hub.eventlog;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;

/** Reads the log from now on, for those who show what happens; remembers no position. */
public interface LogTail {
  /**
   * Calls for each record that is appended to these topics from now on, in order per key, on a
   * thread of the tail's own: do not block it.
   *
   * @return completes when no later record will be missed
   */
  Future<Void> follow(List<Topic<?>> topics, Consumer<LogRecord<?>> each);
}
