package fr.anima.hub.web;

/**
 * One browser's end of a stream. Whoever writes asks first whether it is {@link #full()}: what is
 * written anyway waits in the hub's memory.
 */
public interface EventSink {
  /** Whether the browser has yet to read what was written before. */
  boolean full();

  /** Sends frames of server-sent events, complete with their blank lines. */
  void write(String frames);

  /** What to do each time there is room again. */
  void onRoom(Runnable then);

  /** What to do, once, when either side has closed. */
  void onClose(Runnable then);

  /** Ends the stream; the browser will come back. */
  void close();
}
