package fr.anima.hub.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * One browser's end of a stream. Whoever writes asks first whether it is {@link #full()}: what is
 * written anyway waits in the hub's memory.
 */
public interface EventSink {
  /** Whether the browser has yet to read what was written before. */
  boolean full();

  /** Sends frames of server-sent events, complete with their blank lines, or a piece of a table. */
  void write(String frames);

  /** Writes, and succeeds when there is room for more; fails when nobody reads any longer. */
  default Future<Void> send(String piece) {
    Promise<Void> room = Promise.promise();
    onClose(() -> room.tryFail("nobody reads any longer"));
    onRoom(room::tryComplete);
    write(piece);
    if (!full()) {
      room.tryComplete();
    }
    return room.future();
  }

  /** What to do each time there is room again. */
  void onRoom(Runnable then);

  /** What to do, once, when either side has closed. */
  void onClose(Runnable then);

  /** Ends the stream; the browser will come back. */
  void close();
}
