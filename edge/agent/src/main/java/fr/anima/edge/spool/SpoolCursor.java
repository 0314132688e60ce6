package fr.anima.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
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
 */
final class SpoolCursor implements Closeable {
  static final String NAME = "cursor";

  private static final int SLOT = 4096;
  private static final int MAGIC = 0xA91AC055;
  private static final int HEADER = 28;

  private final FileChannel file;
  private final FileLock lock;
  private final TreeMap<String, Long> losses = new TreeMap<>();
  private long generation;
  private long lastBoot;
  private boolean dirty;

  /**
   * Opens and locks.
   *
   * @throws IOException when the directory cannot be written or is in use
   */
  SpoolCursor(Path directory) throws IOException {
    file =
        FileChannel.open(
            directory.resolve(NAME),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileLock got = tryLock(file);
    if (got == null) {
      file.close();
      throw new IOException(
          "spool " + directory + " is in use by another agent: stop it, or give another directory");
    }
    lock = got;
    for (int slot = 0; slot < 2; slot++) {
      read(slot);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException sameProgram) {
      return null;
    }
  }

  private void read(int slot) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    while (bytes.hasRemaining() && file.read(bytes, (long) slot * SLOT + bytes.position()) > 0) {
      // until the slot is full or the file ends
    }
    bytes.flip();
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
    lastBoot = boot;
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

  long lastBoot() {
    return lastBoot;
  }

  Map<String, Long> losses() {
    return losses;
  }

  /** Notes a boot; the caller saves before a record of it can leave the station. */
  boolean sawBoot(long boot) {
    if (boot <= lastBoot) {
      return false;
    }
    lastBoot = boot;
    dirty = true;
    return true;
  }

  void lost(String name, long records) {
    losses.merge(name, records, Long::sum);
    dirty = true;
  }

  /** Writes and forces, if there is anything new. */
  void save() throws IOException {
    if (!dirty) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    losses.forEach((name, count) -> lines.append(name).append('=').append(count).append('\n'));
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    if (text.length > SLOT - HEADER) {
      throw new IOException("names of losses take " + text.length + " bytes; give fewer names");
    }
    ByteBuffer bytes = ByteBuffer.allocate(SLOT);
    bytes.putInt(MAGIC).putInt(0).putLong(generation + 1).putLong(lastBoot).putInt(text.length);
    bytes.put(text).clear();
    bytes.putInt(4, checksum(bytes, text.length));
    long at = (generation + 1) % 2 * SLOT;
    while (bytes.hasRemaining()) {
      file.write(bytes, at + bytes.position());
    }
    file.force(false);
    generation++;
    dirty = false;
  }

  private static int checksum(ByteBuffer slot, int length) {
    CRC32C sum = new CRC32C();
    sum.update(slot.slice(8, HEADER - 8 + length));
    return (int) sum.getValue();
  }

  @Override
  public void close() throws IOException {
    lock.release();
    file.close();
  }
}
