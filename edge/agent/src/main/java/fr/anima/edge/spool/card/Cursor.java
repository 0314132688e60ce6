package fr.anima.edge.spool.card;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What outlives every segment: the last boot and the losses, in one small file that also locks the
 * directory against a second agent. Two slots of 4096 bytes are written in turn, so a cut spoils at
 * most the new one; the sound one with the higher generation holds.
 *
 * <pre>
 * byte  length
 *    0       4  magic A9 1A C0 55
 *    4       4  CRC32C of the bytes from 8 to the end of the text
 *    8       8  generation: odd ones are in the second slot
 *   16       8  last boot
 *   24       4  length of the text
 *   28          losses as lines of UTF-8, name=count
 * </pre>
 *
 * <p>On a card that cannot be written it holds what it reads, if it can read; what is new waits in
 * memory until {@link #open} succeeds.
 */
public final class Cursor implements Closeable {
  /** The file's name. */
  public static final String NAME = "cursor";

  private static final int SLOT = 4096;
  private static final int MAGIC = 0xA91AC055;
  private static final int HEADER = 28;
  private static final Set<OpenOption> READING = Set.of(StandardOpenOption.READ);
  private static final Set<OpenOption> WRITING =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private final Path directory;
  private final TreeMap<String, Long> losses = new TreeMap<>();
  private final TreeMap<String, Long> unsaved = new TreeMap<>();
  private @Nullable FileChannel file;
  private boolean writable;
  private boolean dirty;
  private long generation;
  private long lastBoot;

  /** Another agent works in this directory. */
  private static final class InUseException extends IOException {
    private static final long serialVersionUID = 1L;

    InUseException(Path directory) {
      super(
          "spool " + directory + " is in use by another agent: stop it, or give another directory");
    }
  }

  /**
   * Opens and locks as far as the card lets it; see {@link #canWrite}.
   *
   * @throws IOException when another agent uses the directory, and then only
   */
  public Cursor(Path directory) throws IOException {
    this.directory = directory;
    try {
      open();
    } catch (InUseException why) {
      throw why;
    } catch (IOException refused) {
      readOnly();
    }
  }

  /**
   * Opens and locks for writing, where that is not done yet or the file failed meanwhile.
   *
   * @throws IOException when the directory cannot be written or is in use
   */
  public void open() throws IOException {
    if (!writable) {
      Files.createDirectories(directory);
      take(WRITING);
      writable = true;
    }
  }

  /** A lock that only keeps out who can write is all that such a card gives. */
  private void readOnly() throws IOException {
    try {
      take(READING);
    } catch (InUseException why) {
      throw why;
    } catch (IOException unreadable) {
      close(); // nothing is known, as on a new card
    }
  }

  /** The lock goes with its channel, and with any other of this file that is closed later. */
  private void take(Set<OpenOption> how) throws IOException {
    FileChannel taken = FileChannel.open(directory.resolve(NAME), how);
    close(); // not before: a lock for reading is kept until there is a better one
    file = taken;
    if (tryLock(taken, how.equals(READING)) == null) {
      close();
      throw new InUseException(directory);
    }
    read(taken);
  }

  private static @Nullable FileLock tryLock(FileChannel file, boolean shared) throws IOException {
    try {
      return file.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException sameProgram) {
      return null;
    }
  }

  /**
   * What is there, and what was lost since it was last written.
   *
   * @throws IOException when the card does not give all of it: the last boot may stand in the rest
   */
  private void read(FileChannel from) throws IOException {
    ByteBuffer both = ByteBuffer.allocate(2 * SLOT);
    while (both.hasRemaining() && from.read(both, both.position()) > 0) {
      // until both are full or the file ends
    }
    both.flip();
    generation = 0;
    losses.clear();
    for (int at = 0; at < both.limit(); at += SLOT) {
      readSlot(both.slice(at, Math.min(SLOT, both.limit() - at)));
    }
    unsaved.forEach((name, count) -> losses.merge(name, count, Long::sum));
  }

  private void readSlot(ByteBuffer bytes) {
    if (bytes.remaining() < HEADER || bytes.getInt() != MAGIC) {
      return;
    }
    int sum = bytes.getInt();
    long slotGeneration = bytes.getLong();
    long boot = bytes.getLong();
    int length = bytes.getInt();
    boolean sound = length >= 0 && length <= bytes.remaining() && sum == checksum(bytes, length);
    if (!sound || slotGeneration <= generation) {
      return;
    }
    generation = slotGeneration;
    lastBoot = Math.max(lastBoot, boot);
    losses.clear();
    byte[] text = new byte[length];
    bytes.get(text);
    new String(text, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line -> {
              int sign = line.lastIndexOf('=');
              losses.put(line.substring(0, sign), Long.valueOf(line.substring(sign + 1)));
            });
  }

  /** Whether it is open for writing: what the card does with it then is another question. */
  public boolean canWrite() {
    return writable;
  }

  /** The largest boot noted. */
  public long lastBoot() {
    return lastBoot;
  }

  /** Records lost since the card was new, by name. */
  public Map<String, Long> losses() {
    return Collections.unmodifiableMap(losses);
  }

  /** Notes a boot; the caller saves before a record of it can leave the station. */
  public boolean sawBoot(long boot) {
    if (boot <= lastBoot) {
      return false;
    }
    lastBoot = boot;
    dirty = true;
    return true;
  }

  /**
   * The next boot, on the card.
   *
   * @param atLeast what it should not be below
   */
  public long nextBoot(long atLeast) throws IOException {
    sawBoot(Math.max(lastBoot + 1, atLeast));
    save();
    return lastBoot;
  }

  /** Notes a loss. */
  public void lost(String name, long records) {
    losses.merge(name, records, Long::sum);
    unsaved.merge(name, records, Long::sum);
    dirty = true;
  }

  /**
   * Writes and forces, if there is anything new.
   *
   * @throws IOException when the card refuses; what is new stays noted, and {@link #open} is needed
   */
  public void save() throws IOException {
    FileChannel to = file;
    if (!dirty) {
      return;
    }
    if (to == null || !writable) {
      throw new IOException(directory.resolve(NAME) + " is not open for writing");
    }
    ByteBuffer bytes = slot();
    long at = (generation + 1) % 2 * SLOT;
    try {
      while (bytes.hasRemaining()) {
        to.write(bytes, at + bytes.position());
      }
      to.force(false);
    } catch (IOException why) {
      writable = false; // the card may come back as another device, which this file is not on
      throw why;
    }
    generation++;
    unsaved.clear();
    dirty = false;
  }

  private ByteBuffer slot() throws IOException {
    StringBuilder lines = new StringBuilder();
    losses.forEach((name, count) -> lines.append(name).append('=').append(count).append('\n'));
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (text.length > SLOT - HEADER) {
      throw new IOException("names of losses take " + text.length + " bytes; give fewer names");
    }
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    bytes.putInt(MAGIC).putInt(0).putLong(generation + 1).putLong(lastBoot).putInt(text.length);
    bytes.put(text).clear();
    return bytes.putInt(4, checksum(bytes, text.length));
  }

  private static int checksum(ByteBuffer slot, int length) {
    CRC32C sum = new CRC32C();
    sum.update(slot.slice(8, HEADER - 8 + length));
    return (int) sum.getValue();
  }

  /** Closes the file, which lets go of the lock. */
  @Override
  public void close() throws IOException {
    FileChannel before = file;
    file = null;
    writable = false;
    if (before != null) {
      before.close();
    }
  }
}
