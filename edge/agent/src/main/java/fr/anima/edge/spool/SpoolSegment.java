package fr.anima.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One append-only file of records of one rank, whose ordinals count up from the number in its name,
 * with the file of what is settled beside it. Appended to in one session only; afterwards it only
 * shrinks away.
 */
final class SpoolSegment implements Closeable {
  static final String SUFFIX = ".seg";

  /** More records than the largest segment can hold: an index beyond is another file's. */
  static final int MOST_RECORDS = SpoolLimits.LARGEST_SEGMENT / SegmentFormat.HEADER + 1;

  private final Path file;
  private final SpoolRecord.Rank rank;
  private final long first;
  private final SegmentSettled settled;
  private final BitSet handed = new BitSet();
  private @Nullable FileChannel writing;
  private long end;
  private int records;
  private long lastBoot;
  private boolean dirty;
  private final SegmentFormat.Room room = new SegmentFormat.Room();
  private long takenEnd;
  private long forcedEnd;

  /** What is left of a segment of an earlier session, before it is looked through. */
  SpoolSegment(Path file, SpoolRecord.Rank rank, long first) throws IOException {
    this.file = file;
    this.rank = rank;
    this.first = first;
    this.settled = new SegmentSettled(SegmentSettled.beside(file), first);
  }

  /** An empty segment, open for appending; the directory knows it before the first record. */
  static SpoolSegment create(Path directory, SpoolRecord.Rank rank, long first) throws IOException {
    String name = SpoolLane.name(rank, first);
    Files.deleteIfExists(directory.resolve(name + SegmentSettled.SUFFIX));
    SpoolSegment segment = new SpoolSegment(directory.resolve(name + SUFFIX), rank, first);
    segment.writing =
        FileChannel.open(
            segment.file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    forceDirectory(directory);
    return segment;
  }

  /** A file is only there after a power cut when its directory was forced, too. */
  static void forceDirectory(Path directory) throws IOException {
    try (FileChannel folder = FileChannel.open(directory, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /**
   * Looks through the file, cuts off a torn tail, settles what is missing.
   *
   * @param nextFirst where the ordinals of the next segment begin, if there is one
   * @return what was lost, if anything
   */
  Optional<SpoolLoss> recover(long nextFirst) throws IOException {
    int bound = (int) Math.min(MOST_RECORDS, nextFirst - first);
    BitSet present = new BitSet();
    long soundEnd;
    try (FileChannel in =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      SegmentFormat.Reader reader = new SegmentFormat.Reader(in, 0, in.size());
      for (Optional<SpoolRecord> it = reader.next(); it.isPresent(); it = reader.next()) {
        long index = it.get().ordinal() - first;
        if (it.get().rank() == rank && index >= 0 && index < bound) {
          present.set((int) index);
          lastBoot = Math.max(lastBoot, it.get().boot());
        }
      }
      soundEnd = reader.soundEnd();
      end = SegmentFormat.Room.without(in, soundEnd);
      in.truncate(soundEnd);
    }
    boolean unfinished = settled.finishedRecords() < 0;
    // a tail that is one record at most, which the hub has already, is no loss
    boolean known = end - soundEnd < 2 * SegmentFormat.HEADER && settled.contains(present.length());
    boolean torn = unfinished && end > soundEnd && !known;
    String where = file.getFileName() + " from byte " + soundEnd + " of " + end;
    end = soundEnd;
    records = Math.max(present.length(), Math.min(settled.finishedRecords(), bound));
    settled.clip(records);
    if (unfinished) {
      settled.finish(records); // what is damaged from now on is damage, not a torn tail again
    }
    int missing = settleMissing(present);
    if (missing > 0) {
      return Optional.of(
          new SpoolLoss(
              SpoolLoss.DAMAGED, missing + (torn ? 1 : 0), file.getFileName() + " is damaged"));
    }
    return torn ? Optional.of(new SpoolLoss(SpoolLoss.TORN, 1, where)) : Optional.empty();
  }

  private int settleMissing(BitSet present) throws IOException {
    int missing = 0;
    for (int index = present.nextClearBit(0);
        index < records;
        index = present.nextClearBit(index + 1)) {
      if (settled.settle(index)) {
        missing++;
      }
    }
    settled.save(true);
    return missing;
  }

  /** Appends at the end; a failed write leaves nothing behind that a reader could mistake. */
  void append(SpoolRecord record) throws IOException {
    FileChannel out = writing;
    if (out == null) {
      throw new IOException(file + " is closed for appending");
    }
    ByteBuffer bytes = SegmentFormat.write(record);
    int size = bytes.remaining();
    room.make(out, end, size);
    try {
      while (bytes.hasRemaining()) {
        out.write(bytes, end + bytes.position());
      }
    } catch (IOException why) {
      room.giveBack(out, end);
      throw why;
    }
    end += size;
    records++;
    dirty = true;
  }

  /**
   * Reads records neither settled nor handed out in this session.
   *
   * @param from byte to begin at, the start of a record
   * @return byte to go on at
   */
  long read(long from, int atMost, Deque<SpoolRecord> into) throws IOException {
    if (from >= end) {
      return from;
    }
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      SegmentFormat.Reader reader = new SegmentFormat.Reader(in, from, end);
      for (int left = atMost; left > 0; ) {
        Optional<SpoolRecord> found = reader.next();
        if (found.isEmpty()) {
          break;
        }
        if (isFresh(found.get())) {
          handed.set((int) (found.get().ordinal() - first));
          into.add(found.get());
          left--;
        }
      }
      return reader.position();
    }
  }

  private boolean isFresh(SpoolRecord record) {
    long index = record.ordinal() - first;
    return record.rank() == rank
        && index >= 0
        && index < records
        && !settled.contains((int) index)
        && !handed.get((int) index);
  }

  /** Nothing counts as handed out any more. */
  void beginSession() {
    handed.clear();
  }

  /** Whether this was news. */
  boolean settle(long ordinal) {
    long index = ordinal - first;
    return index >= 0 && index < records && settled.settle((int) index);
  }

  boolean isSettled(long ordinal) {
    return settled.contains((int) (ordinal - first));
  }

  /** No more records come; what was written is on disk afterwards. */
  void finish() throws IOException {
    FileChannel out = writing;
    if (out != null) {
      writing = null;
      settled.finish(records);
      try (out) {
        room.giveBack(out, end);
        out.force(false);
      }
      dirty = false;
      settled.save(false);
    }
  }

  /**
   * The channel to force if there is anything new to force. What the hub acknowledged already wears
   * no card. Asking again means that the force before went well.
   */
  Optional<FileChannel> takeDirty() {
    if (!dirty || waiting() == 0) {
      return Optional.empty();
    }
    dirty = false;
    room.forcing();
    forcedEnd = takenEnd;
    takenEnd = end;
    return Optional.ofNullable(writing);
  }

  /** Forces now what was appended. */
  void force() throws IOException {
    FileChannel out = writing;
    if (out != null) {
      out.force(false);
      dirty = false;
      forcedEnd = end;
      takenEnd = end;
    }
  }

  /**
   * After a force that failed: what only the system's cache may still hold, as far as it can be
   * read. It is settled here, for it is to be kept elsewhere.
   */
  List<SpoolRecord> takeUnforced() {
    return SegmentFormat.Reader.readable(file, forcedEnd, end).stream()
        .filter(each -> settle(each.ordinal()))
        .toList();
  }

  void saveSettled(boolean force) throws IOException {
    settled.save(force);
  }

  /** Removes both files; the settled one last, so that a cut between them costs nothing. */
  void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
    settled.delete();
  }

  boolean isOpen() {
    return writing != null;
  }

  long waiting() {
    return (long) records - settled.count();
  }

  /** The largest boot seen while recovering. */
  long lastBoot() {
    return lastBoot;
  }

  long first() {
    return first;
  }

  long next() {
    return first + records;
  }

  long end() {
    return end;
  }

  @Override
  public void close() throws IOException {
    FileChannel out = writing;
    writing = null;
    if (out != null) {
      out.close();
    }
  }
}
