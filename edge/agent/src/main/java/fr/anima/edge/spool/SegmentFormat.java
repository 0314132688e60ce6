package fr.anima.edge.spool;

import fr.anima.edge.spool.card.BadPages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

/**
 * A record as bytes, and with it a segment byte by byte. Numbers are big endian.
 *
 * <pre>
 * byte  length
 *    0       4  magic A9 1A 5E ED: where a reader goes on after damage
 *    4       4  CRC32C of all bytes of the record from byte 8 on
 *    8       4  length of channel and payload together, L
 *   12       1  rank: 1 alarm, 2 telemetry
 *   13       1  length of channel, C, 0 to 32
 *   14       2  version of this layout: 1
 *   16       8  ordinal: place in the lane of its rank, counting up from the file's name
 *   24       8  boot
 *   32       8  sequence
 *   40       C  channel, ASCII
 *   40+C   L-C  payload, at most 65536
 * </pre>
 *
 * <p>A segment has no header and no gaps: records follow each other from byte 0 to the end of the
 * file, or to dots ({@code 2E}) that were written ahead of records to come. What the file is stands
 * in its name, {@code RANK-ORDINAL.seg}, the ordinal of its first record in 16 digits. A file of
 * dead letters has the same records without the rule of ordinals.
 */
final class SegmentFormat {
  static final int MAGIC = 0xA91A5EED;
  static final int HEADER = 40;
  static final int MOST_CHANNEL = 32;
  static final int MOST_PAYLOAD = 64 * 1024;
  static final int MOST_RECORD = HEADER + MOST_CHANNEL + MOST_PAYLOAD;

  private static final int CHECKED_FROM = 8;
  private static final short VERSION = 1;

  private SegmentFormat() {}

  static ByteBuffer write(SpoolRecord record) {
    byte[] channel = record.channel().getBytes(StandardCharsets.US_ASCII);
    int body = channel.length + record.payload().length;
    ByteBuffer bytes = ByteBuffer.allocate(HEADER + body);
    bytes.putInt(MAGIC).putInt(0).putInt(body);
    bytes.put(record.rank().code()).put((byte) channel.length).putShort(VERSION);
    bytes.putLong(record.ordinal()).putLong(record.boot()).putLong(record.sequence());
    bytes.put(channel).put(record.payload());
    return bytes.putInt(4, checksum(bytes, 0, bytes.capacity())).flip();
  }

  /** The record that starts at {@code at}, if a whole and sound one does. */
  static Optional<SpoolRecord> read(ByteBuffer bytes, int at) {
    if (bytes.limit() - at < HEADER || bytes.getInt(at) != MAGIC) {
      return Optional.empty();
    }
    int body = bytes.getInt(at + 8);
    Optional<SpoolRecord.Rank> rank = SpoolRecord.Rank.ofCode(bytes.get(at + 12));
    int channel = bytes.get(at + 13);
    boolean plausible =
        channel >= 0
            && channel <= MOST_CHANNEL
            && body >= channel
            && body <= channel + MOST_PAYLOAD
            && rank.isPresent()
            && bytes.getShort(at + 14) == VERSION
            && bytes.limit() - at - HEADER >= body;
    if (!plausible || bytes.getInt(at + 4) != checksum(bytes, at, HEADER + body)) {
      return Optional.empty();
    }
    byte[] name = new byte[channel];
    byte[] payload = new byte[body - channel];
    bytes.get(at + HEADER, name).get(at + HEADER + channel, payload);
    return Optional.of(
        new SpoolRecord(
            bytes.getLong(at + 24),
            bytes.getLong(at + 32),
            rank.orElseThrow(),
            new String(name, StandardCharsets.US_ASCII),
            payload,
            bytes.getLong(at + 16)));
  }

  static int sizeOf(SpoolRecord record) {
    return HEADER + record.channel().length() + record.payload().length;
  }

  private static int checksum(ByteBuffer bytes, int at, int length) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.slice(at + CHECKED_FROM, length - CHECKED_FROM));
    return (int) sum.getValue();
  }

  /**
   * Walks the records of a segment; over damage, and over pages that the card does not give, it
   * goes on at the next magic marker that holds.
   */
  static final class Reader {
    private static final int WINDOW = 2 * MOST_RECORD;

    private final FileChannel file;
    private final BadPages bad;
    private final long end;
    private long position;
    private long soundEnd;
    private long windowAt;
    private ByteBuffer window = ByteBuffer.allocate(0);

    Reader(FileChannel file, BadPages bad, long position, long end) {
      this.file = file;
      this.bad = bad;
      this.position = position;
      this.soundEnd = position;
      this.end = end;
    }

    /** The sound records of a part of a file, as far as the card gives them. */
    static List<SpoolRecord> readable(Path file, long from, long to) {
      List<SpoolRecord> records = new ArrayList<>();
      try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
        Reader reader = new Reader(in, new BadPages(), from, to);
        for (Optional<SpoolRecord> it = reader.next(); it.isPresent(); it = reader.next()) {
          records.add(it.get());
        }
      } catch (IOException unreadable) {
        // the rest stays where it is: a later look may find it
      }
      return records;
    }

    /** The next sound record; empty at the end of the segment. */
    Optional<SpoolRecord> next() throws IOException {
      while (end - position >= HEADER) {
        load();
        Optional<SpoolRecord> found = read(window, (int) (position - windowAt));
        if (found.isPresent()) {
          position += sizeOf(found.get());
          soundEnd = position;
          return found;
        }
        position = nextMagic();
      }
      position = end;
      return Optional.empty();
    }

    /** Where the next call goes on. */
    long position() {
      return position;
    }

    /** The end of the last sound record. */
    long soundEnd() {
      return soundEnd;
    }

    private void load() throws IOException {
      long need = Math.min(MOST_RECORD, end - position);
      if (position >= windowAt && position + need <= windowAt + window.limit()) {
        return;
      }
      int size = (int) Math.min(WINDOW, end - position);
      window = window.capacity() < size ? ByteBuffer.allocate(size) : window.clear().limit(size);
      windowAt = position;
      bad.read(file, window, windowAt);
      window.flip();
    }

    private long nextMagic() {
      int last = window.limit() - Integer.BYTES;
      for (int at = (int) (position - windowAt) + 1; at <= last; at++) {
        if (window.getInt(at) == MAGIC) {
          return windowAt + at;
        }
      }
      return windowAt + Math.max(last + 1, (int) (position - windowAt) + 1);
    }
  }

  /** What one look through a whole segment finds. */
  static final class Scan {
    private final BitSet present = new BitSet();
    private final SpoolRecord.Rank rank;
    private final long first;
    private long soundEnd;
    private long lastBoot;
    private int next;
    private boolean hasGap;
    private Optional<SpoolLoss.Place> before = Optional.empty();
    private Optional<SpoolLoss.Place> gapFrom = Optional.empty();
    private Optional<SpoolLoss.Place> gapTo = Optional.empty();

    /** Of the segment of that rank that begins with that ordinal. */
    Scan(SpoolRecord.Rank rank, long first) {
      this.rank = rank;
      this.first = first;
    }

    /**
     * Takes all that a reader gives.
     *
     * @param bound how many the segment can have; an ordinal beyond is another file's
     * @param isSettled whether the hub has the record of an index: it is missed by nobody
     */
    void through(Reader reader, int bound, IntPredicate isSettled) throws IOException {
      for (Optional<SpoolRecord> it = reader.next(); it.isPresent(); it = reader.next()) {
        long index = it.get().ordinal() - first;
        if (it.get().rank() == rank && index >= 0 && index < bound) {
          take(it.get(), (int) index, isSettled);
        }
      }
      soundEnd = reader.soundEnd();
    }

    private void take(SpoolRecord record, int index, IntPredicate isSettled) {
      present.set(index);
      lastBoot = Math.max(lastBoot, record.countedBoot());
      if (index >= next) {
        if (isMissing(index, isSettled)) {
          gap(SpoolLoss.Place.of(record).before());
        }
        next = index + 1;
        before = Optional.of(SpoolLoss.Place.of(record));
      }
    }

    /** Whether something lies between the last record and that index that nobody has. */
    private boolean isMissing(int index, IntPredicate isSettled) {
      return IntStream.range(next, index).anyMatch(isSettled.negate());
    }

    private void gap(Optional<SpoolLoss.Place> to) {
      gapFrom = hasGap ? gapFrom : before.map(SpoolLoss.Place::after);
      gapTo = to;
      hasGap = true;
    }

    /** From the first that is missing to the last, of that many that there were. */
    SpoolLoss.Range missing(int records, IntPredicate isSettled) {
      if (isMissing(records, isSettled)) {
        gap(Optional.empty());
      }
      return new SpoolLoss.Range(rank, gapFrom, gapTo);
    }

    /** After the last sound record. */
    SpoolLoss.Range tail() {
      return new SpoolLoss.Range(rank, before.map(SpoolLoss.Place::after), Optional.empty());
    }

    /** Indexes of the sound records. */
    BitSet present() {
      return present;
    }

    /** The end of the last sound record. */
    long soundEnd() {
      return soundEnd;
    }

    /** The largest counted boot. */
    long lastBoot() {
      return lastBoot;
    }
  }
}
