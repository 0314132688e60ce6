package fr.anima.hub.ingest;

import fr.anima.wire.WireJson;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much all stations together may have waiting for the log, in bytes. It bounds the memory a
 * flood can take, and with it the time that everybody else's messages wait behind the flood.
 *
 * <p>Who waits for room is promised a share of it, and no more are told than there are shares: were
 * all of them told of every byte, each would bring a whole read.
 */
final class Capacity {
  /** How a packed payload begins. */
  static final byte GZIP = 0x1f;

  /** One station's: enough for its backlog, too few for a flood to fill the hub alone. */
  static final long SHARE = 512L * 1024;

  /** What a publish takes besides its payload: packet, arrival, record and promises (2 to 3 KB). */
  private static final long OVERHEAD = 2_048;

  private final long most;
  private final IngestMeters meters;
  private final AtomicLong promised = new AtomicLong();
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
    meters.inFlight(-bytes);
    admit();
  }

  /** From now on there is no room, however little waits; or there is again. */
  void suspend(boolean noRoom) {
    suspended = noRoom;
    admit();
  }

  /** Whether nothing is to be stored at all at present. */
  boolean isSuspended() {
    return suspended;
  }

  /** Whether there is none left, counting what was promised. */
  boolean isFull() {
    return suspended || meters.inFlight(0) + promised.get() >= most;
  }

  /**
   * Calls back once, on any thread, when a share is free; {@link #hasRead} must follow. Who waited
   * longest comes first.
   */
  void awaitRoom(Runnable tell) {
    waiting.add(tell);
    admit();
  }

  /** Who was promised a share has taken what it needs of it, or needed nothing. */
  void hasRead() {
    promised.addAndGet(-SHARE);
    admit();
  }

  private void admit() {
    while (!waiting.isEmpty() && !isFull()) {
      Runnable next = waiting.poll();
      if (next != null) {
        promised.addAndGet(SHARE);
        next.run();
      }
    }
  }
}
