package fr.anima.edge.spool.card;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * The pages of one file that the card does not give. A file is read around them: they count as
 * zeros. A card may take seconds to refuse, so they are asked for again only after 10, 20, 40, 80
 * and 160 s, and then no more.
 */
public final class BadPages {
  private static final int PAGE = 4096;

  private static final int MOST_TRIES = 5;
  private static final long FIRST_TRY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final BitSet bad = new BitSet();
  private int tries;
  private long dueNanos;

  /** Whether all that was asked for was given. */
  public boolean isEmpty() {
    return bad.isEmpty();
  }

  /** How many there are. */
  public int count() {
    return bad.cardinality();
  }

  /** Whether there are some that the card may give yet. */
  public boolean mayBeGiven() {
    return !bad.isEmpty() && tries < MOST_TRIES;
  }

  /**
   * Whether it is time to ask for them again; the next reading does so then.
   *
   * @param nanos the monotonic clock; the waits begin with the first call
   */
  public boolean askAgain(long nanos) {
    if (!mayBeGiven()) {
      return false;
    }
    dueNanos = dueNanos == 0 ? nanos + FIRST_TRY_NANOS : dueNanos;
    if (nanos - dueNanos < 0) {
      return false;
    }
    tries++;
    dueNanos = nanos + (FIRST_TRY_NANOS << tries);
    bad.clear();
    return true;
  }

  /**
   * Fills the rest of a buffer from that byte of the file on.
   *
   * @throws IOException when the file is shorter, or closed
   */
  public void read(FileChannel in, ByteBuffer into, long at) throws IOException {
    int begin = into.position();
    if (bad.isEmpty()) {
      try {
        fill(in, into, at);
        return;
      } catch (ClosedChannelException | ShorterException why) {
        throw why;
      } catch (IOException somewhere) {
        into.position(begin);
      }
    }
    int end = into.limit();
    for (long from = at; from < at + end - begin; ) {
      int page = (int) (from / PAGE);
      long to = Math.min(at + end - begin, (page + 1L) * PAGE);
      into.limit(begin + (int) (to - at));
      readPage(in, into, from, page);
      from = to;
    }
  }

  private void readPage(FileChannel in, ByteBuffer into, long from, int page) throws IOException {
    int begin = into.position();
    if (!bad.get(page)) {
      try {
        fill(in, into, from);
      } catch (ClosedChannelException | ShorterException why) {
        throw why;
      } catch (IOException refused) {
        bad.set(page);
        into.position(begin);
      }
    }
    while (into.hasRemaining()) {
      into.put((byte) 0);
    }
  }

  private static void fill(FileChannel in, ByteBuffer into, long at) throws IOException {
    int begin = into.position();
    while (into.hasRemaining()) {
      if (in.read(into, at + into.position() - begin) < 0) {
        throw new ShorterException();
      }
    }
  }

  /** Not the card's fault: somebody has cut the file. */
  private static final class ShorterException extends IOException {
    private static final long serialVersionUID = 1L;

    ShorterException() {
      super("segment became shorter while it was read");
    }
  }
}
