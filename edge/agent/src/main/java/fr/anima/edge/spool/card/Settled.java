package fr.anima.edge.spool.card;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.zip.CRC32C;

/**
 * Which records of one segment are settled: acknowledged, or counted as lost. Kept in {@code
 * RANK-ORDINAL.ack} beside the segment: entries of 12 bytes, big endian, one after the other.
 *
 * <pre>
 * byte  length
 *    0       4  index of the first record settled, 0 for the segment's first
 *    4       4  how many from there on; 0: the segment is finished, with so many records as the index
 *    8       4  CRC32C of the segment's first ordinal (8 bytes) and the two numbers before
 * </pre>
 *
 * <p>A lost or damaged entry costs a record sent twice, no more. Entries may outlive the records
 * they speak of in a power cut, for they are not forced each time: those are not believed.
 */
public final class Settled {
  /** Of these files. */
  public static final String SUFFIX = ".ack";

  /** Of the segments they stand beside. */
  public static final String SEGMENT_SUFFIX = ".seg";

  private static final int ENTRY = 12;

  private final Path file;
  private final long first;
  private final int mostRecords;
  private final BitSet settled = new BitSet();
  private final BitSet unsaved = new BitSet();
  private int count;
  private int finishedRecords = -1;
  private boolean finishUnsaved;
  private boolean damaged;

  /**
   * Reads what an earlier session left; a missing file means nothing is settled, and so does one
   * that the card does not give.
   *
   * @param mostRecords that a segment can hold
   */
  public Settled(Path file, long first, int mostRecords) {
    this.file = file;
    this.first = first;
    this.mostRecords = mostRecords;
    try {
      read(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (NoSuchFileException none) {
      // nothing is settled
    } catch (IOException unreadable) {
      damaged = true;
    }
  }

  private void read(ByteBuffer bytes) {
    while (bytes.remaining() >= ENTRY) {
      int index = bytes.getInt();
      int length = bytes.getInt();
      if (bytes.getInt() != checksum(index, length) || !canBe(index, length)) {
        damaged = true;
      } else if (length == 0) {
        finishedRecords = index;
      } else {
        settled.set(index, index + length);
      }
    }
    count = settled.cardinality();
    damaged |= bytes.hasRemaining();
  }

  /** What no segment can hold is not believed, whatever its checksum. */
  private boolean canBe(int index, int length) {
    return index >= 0 && length >= 0 && index <= mostRecords - length;
  }

  /** The segment's file that such a one belongs to. */
  public static Path segmentOf(Path settled) {
    String name = settled.getFileName().toString();
    return settled.resolveSibling(name.replace(SUFFIX, SEGMENT_SUFFIX));
  }

  /** The file that belongs to a segment's. */
  public static Path beside(Path segment) {
    String name = segment.getFileName().toString();
    return segment.resolveSibling(name.replace(SEGMENT_SUFFIX, SUFFIX));
  }

  /** Whether that record is settled. */
  public boolean contains(int index) {
    return settled.get(index);
  }

  /** Whether this was news. */
  public boolean settle(int index) {
    if (settled.get(index)) {
      return false;
    }
    settled.set(index);
    unsaved.set(index);
    count++;
    return true;
  }

  /** Forgets what is said of records that the card lost before they were forced to it. */
  public void clip(int records) {
    settled.clear(records, Math.max(records, settled.length()));
    count = settled.cardinality();
  }

  /** The segment is complete with that many records. */
  public void finish(int records) {
    finishedRecords = records;
    finishUnsaved = true;
  }

  /** How many records the segment had when it was finished; -1 when it never was. */
  public int finishedRecords() {
    return finishedRecords;
  }

  /** How many are settled. */
  public int count() {
    return count;
  }

  /** Whether part of the file is unreadable: those records are sent twice. */
  public boolean isDamaged() {
    return damaged;
  }

  /** Writes what is new; nothing to do is the usual case. */
  public void save(boolean force) throws IOException {
    if (unsaved.isEmpty() && !finishUnsaved) {
      return;
    }
    if (damaged) {
      rewriteAll();
    }
    try (FileChannel out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = entries();
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      if (force) {
        out.force(false);
      }
    }
    unsaved.clear();
    finishUnsaved = false;
  }

  /** Removes the file. */
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  /** A half-written entry would leave every later one out of step. */
  private void rewriteAll() throws IOException {
    Files.deleteIfExists(file);
    unsaved.or(settled);
    finishUnsaved = finishedRecords >= 0;
    damaged = false;
  }

  private ByteBuffer entries() {
    ByteBuffer bytes = ByteBuffer.allocate((unsaved.cardinality() + 1) * ENTRY);
    if (finishUnsaved) {
      bytes.putInt(finishedRecords).putInt(0).putInt(checksum(finishedRecords, 0));
    }
    for (int from = unsaved.nextSetBit(0); from >= 0; ) {
      int to = unsaved.nextClearBit(from);
      bytes.putInt(from).putInt(to - from).putInt(checksum(from, to - from));
      from = unsaved.nextSetBit(to);
    }
    return bytes.flip();
  }

  private int checksum(int index, int length) {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(16).putLong(first).putInt(index).putInt(length).flip());
    return (int) sum.getValue();
  }
}
