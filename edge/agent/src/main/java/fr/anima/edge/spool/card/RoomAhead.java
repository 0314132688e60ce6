package fr.anima.edge.spool.card;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Place written ahead of the records while groups are forced in quick succession: a force that does
 * not make the file longer costs the file system no transaction of its own. Filled with dots, so
 * that a page of zeros is still known for damage. A quiet station never pays for it.
 */
public final class RoomAhead {
  private static final byte FILL = '.';
  private static final int AHEAD = 256 * 1024;
  private static final int MOST_TAIL = 4 * AHEAD;
  private static final long QUICK_NANOS = 100_000_000;

  private long end;
  private long forcedAt = System.nanoTime();
  private boolean wanted;

  /** A force begins. */
  public void forcing() {
    long now = System.nanoTime();
    wanted = now - forcedAt < QUICK_NANOS;
    forcedAt = now;
  }

  /** Before a record is written: room for it and for many more, if the card has it. */
  public void make(FileChannel out, long from, int size) throws IOException {
    if (!wanted || from + size <= end) {
      return;
    }
    byte[] fill = new byte[AHEAD];
    Arrays.fill(fill, FILL);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(fill);
      while (bytes.hasRemaining()) {
        out.write(bytes, from + bytes.position());
      }
      end = from + AHEAD;
    } catch (IOException noRoom) {
      giveBack(out, from);
    }
  }

  /** The file ends with its records again. */
  public void giveBack(FileChannel out, long from) throws IOException {
    wanted = false;
    end = from;
    if (out.size() > from) {
      out.truncate(from);
    }
  }

  /** Where the file would end without the room ahead. */
  public static long without(FileChannel in, long soundEnd) throws IOException {
    long size = in.size();
    if (size - soundEnd > MOST_TAIL) {
      return size; // more than was ever written ahead
    }
    ByteBuffer tail = ByteBuffer.allocate((int) Math.max(0, size - soundEnd));
    while (tail.hasRemaining() && in.read(tail, soundEnd + tail.position()) > 0) {
      // until the end
    }
    int last = tail.position();
    while (last > 0 && tail.get(last - 1) == FILL) {
      last--;
    }
    return soundEnd + last;
  }
}
