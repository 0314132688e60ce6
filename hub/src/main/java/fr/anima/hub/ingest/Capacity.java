package fr.anima.hub.ingest;

import fr.anima.wire.WireJson;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How much all stations together may have waiting for the log, in bytes. It bounds the memory a
 * flood can take, and with it the time that everybody else's messages wait behind the flood.
 */
final class Capacity {
  /** How a packed payload begins. */
  static final byte GZIP = 0x1f;

  /** What a publish costs besides its payload. */
  private static final long OVERHEAD = 256;

  private final long most;
  private final IngestMeters meters;
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private volatile boolean suspended;

  Capacity(long most, IngestMeters meters) {
    this.most = most;
    this.meters = meters;
  }

  /** What a publish takes, in bytes: a packed payload counts as what it may become. */
  static long weight(int length, boolean packed) {
    return OVERHEAD + (packed ? WireJson.MOST_BYTES : length);
  }

  /** Takes room, be there enough or not: what was read must be kept. */
  void take(long bytes) {
    meters.inFlight(bytes);
  }

  /** Gives room back, and tells those who wait for some. */
  void give(long bytes) {
    if (meters.inFlight(-bytes) < most && !suspended) {
      for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
        next.run();
      }
    }
  }

  /** From now on there is no room, however little waits; or there is again. */
  void suspend(boolean noRoom) {
    suspended = noRoom;
    give(0);
  }

  /** Whether nothing is to be stored at all at present. */
  boolean isSuspended() {
    return suspended;
  }

  boolean isFull() {
    return suspended || meters.inFlight(0) >= most;
  }

  /** Calls back once, on any thread, when there is room again. */
  void awaitRoom(Runnable tell) {
    waiting.add(tell);
    if (!isFull() && waiting.remove(tell)) {
      tell.run();
    }
  }
}
