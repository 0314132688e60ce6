package fr.anima.edge.spool;

import fr.anima.edge.spool.card.Cursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps every sampled message on the card until the hub has it: the sampler appends, the uplink
 * reads, the present before the past, and forgets on the hub's acknowledgement. A thread of its own
 * forces new records to disk once a second. Safe for use by several threads.
 *
 * <p>While the card refuses to write, records are kept in memory and the card is tried again every
 * few seconds; {@link SpoolState#trouble} says so.
 */
public final class Spool implements Closeable {
  /**
   * Boots from here on, 2^52, are drawn at random and never counted on: the wire lets them go up to
   * 2^53.
   */
  public static final long FIRST_DRAWN_BOOT = 1L << 52;

  private static final long SYNC_MILLIS = 1_000;
  private static final int FORCE_SETTLED_EVERY = 10;

  private final Object lock = new Object();
  private final Object syncing = new Object();
  private final SpoolStock stock;
  private final ScheduledExecutorService flusher;
  private volatile Runnable appended = () -> {};
  private int syncs;
  private boolean closed;

  private Spool(Path directory, SpoolLimits limits, Consumer<SpoolLoss> losses) throws IOException {
    stock = new SpoolStock(directory, limits, losses);
    flusher =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "spool-flusher");
              thread.setDaemon(true);
              return thread;
            });
    flusher.schedule(this::syncEachSecond, SYNC_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The file in a spool's directory that is locked as long as an agent uses it. */
  public static Path lockIn(Path directory) {
    return directory.resolve(Cursor.NAME);
  }

  /**
   * Opens a spool, taking up what earlier sessions left, damaged or not.
   *
   * @param directory made when missing; belongs to the spool alone
   * @throws IOException when another agent uses the directory
   */
  public static Spool open(Path directory, SpoolLimits limits) throws IOException {
    return open(directory, limits, loss -> {});
  }

  /**
   * Opens a spool, and tells of each loss, also of those found now. A card that cannot be written,
   * or not even read, is no reason to fail: see {@link SpoolState#trouble}.
   *
   * @param losses must not block
   * @throws IOException when another agent uses the directory
   */
  public static Spool open(Path directory, SpoolLimits limits, Consumer<SpoolLoss> losses)
      throws IOException {
    return new Spool(directory, limits, losses);
  }

  /**
   * A boot that no record ever had: larger than all before and on disk now. Where the card does not
   * take it, one of the 2^52 from {@link #FIRST_DRAWN_BOOT} on is drawn, because a number that is
   * not written down would be counted once more by the next start.
   *
   * @param atLeast what it should not be below, such as the seconds since 1970
   */
  public long newBoot(long atLeast) {
    synchronized (lock) {
      return stock.newBoot(atLeast);
    }
  }

  /**
   * Takes a message: on disk within a second, or after {@link #sync}.
   *
   * @param channel kind of message, at most 32 ASCII characters
   * @param payload at most 64 KiB
   * @throws IOException when the spool is closed
   */
  public void append(
      SpoolRecord.Rank rank, String channel, long boot, long sequence, byte[] payload)
      throws IOException {
    if (channel.length() > SegmentFormat.MOST_CHANNEL
        || payload.length > SegmentFormat.MOST_PAYLOAD) {
      throw new IllegalArgumentException(
          "message of " + payload.length + " bytes on \"" + channel + "\"; give at most 65536, 32");
    }
    synchronized (lock) {
      if (closed) {
        throw new IOException("the spool is closed");
      }
      stock.place(new SpoolRecord(boot, sequence, rank, channel, payload, 0));
    }
    appended.run();
  }

  /**
   * At most so many records that were not handed out in this session: those of the session first,
   * so that a backlog does not hold up the present, then the backlog; both oldest first.
   */
  public List<SpoolRecord> nextUnsent(int atMost) {
    synchronized (lock) {
      return closed ? List.of() : stock.nextUnsent(atMost);
    }
  }

  /**
   * The hub has it: it will not be handed out again, in this session or a later one.
   *
   * @return whether it was still kept; false when it was forgotten or dropped before
   */
  public boolean forget(SpoolRecord record) {
    synchronized (lock) {
      return !closed && stock.forget(record);
    }
  }

  /** A connection stands anew: everything not forgotten is to be handed out again. */
  public void beginSession() {
    synchronized (lock) {
      stock.beginSession();
    }
  }

  /**
   * The hub puts this record off again and again while it takes others: it goes to the dead
   * letters, which nobody sends.
   *
   * @param why for the log
   * @return false when the card refuses, then it is still to be sent
   */
  public boolean setAside(SpoolRecord record, String why) {
    synchronized (lock) {
      return !closed && stock.setAside(record, why);
    }
  }

  /** Counts records that someone else lost or that the hub refused, to be told in heartbeats. */
  public void lose(SpoolLoss loss) {
    synchronized (lock) {
      stock.count(loss);
    }
  }

  /** Has something run, on the appending thread, after each append; it must not block. */
  public void whenAppended(Runnable wake) {
    appended = wake;
  }

  /** How the spool is now. */
  public SpoolState state() {
    synchronized (lock) {
      return stock.state();
    }
  }

  /** The latest ranges of what was lost, oldest first, at most 16. */
  public List<SpoolLoss> lostRanges() {
    synchronized (lock) {
      return stock.lostRanges();
    }
  }

  /**
   * Everything appended before is on disk afterwards.
   *
   * @throws IOException when the card refuses; the records stay and are sent
   */
  public void sync() throws IOException {
    synchronized (syncing) {
      List<FileChannel> dirty;
      synchronized (lock) {
        dirty = stock.takeDirty(++syncs % FORCE_SETTLED_EVERY == 0 || closed, closed);
      }
      try {
        for (FileChannel each : dirty) {
          force(each); // outside the lock: a slow card does not hold up the sampler
        }
      } catch (IOException why) {
        synchronized (lock) {
          stock.forceFailed(why);
        }
        throw why;
      }
      synchronized (lock) {
        if (!stock.isAllOnCard()) {
          throw new IOException(stock.trouble());
        }
      }
    }
  }

  private static void force(FileChannel channel) throws IOException {
    try {
      channel.force(false);
    } catch (ClosedChannelException finishedMeanwhile) {
      // finishing a segment forces it
    }
  }

  /** A second from start to start, so that no record waits longer; a slow card gets a rest. */
  private void syncEachSecond() {
    long began = System.nanoTime();
    try {
      sync();
    } catch (IOException | RuntimeException noted) {
      // in the state's trouble, for the heartbeat; the next second tries again
    }
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    try {
      flusher.schedule(
          this::syncEachSecond,
          Math.max(SYNC_MILLIS / 2, SYNC_MILLIS - took),
          TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // closing syncs once more by itself
    }
  }

  /** Forces everything to disk; what only memory held is written if the card lets it. */
  @Override
  public void close() throws IOException {
    flusher.shutdown();
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      stock.saveMemory();
    }
    try {
      sync();
      synchronized (lock) {
        stock.finish();
      }
    } finally {
      stock.close();
    }
  }
}
