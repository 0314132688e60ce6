package fr.anima.edge.spool;

import fr.anima.edge.spool.card.AppendedFile;
import fr.anima.edge.spool.card.BadPages;
import fr.anima.edge.spool.card.RoomAhead;
import fr.anima.edge.spool.card.Settled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One append-only file of records of one rank, whose ordinals count up from the number in its name,
 * with the file of what is settled beside it. Appended to in one session only; afterwards it only
 * shrinks away.
 */
final class SpoolSegment implements Closeable {
  /** More records than the largest segment can hold: an index beyond is another file's. */
  static final int MOST_RECORDS = SpoolLimits.LARGEST_SEGMENT / SegmentFormat.HEADER + 1;

  private final Path file;
  private final SpoolRecord.Rank rank;
  private final long first;
  private final Settled settled;
  private final BitSet handed = new BitSet();
  private @Nullable AppendedFile writing;
  private long end;
  private int records;
  private long lastBoot;
  private boolean hasTail;
  private long forcedEnd;
  private final BadPages bad = new BadPages();
  private int bound = MOST_RECORDS;

  /** What is left of a segment of an earlier session, before it is looked through. */
  SpoolSegment(Path file, SpoolRecord.Rank rank, long first) {
    this.file = file;
    this.rank = rank;
    this.first = first;
    this.settled = new Settled(Settled.beside(file), first, MOST_RECORDS);
  }

  /** An empty segment, open for appending; the directory knows it before the first record. */
  static SpoolSegment create(Path directory, SpoolRecord.Rank rank, long first) throws IOException {
    String name = SpoolFiles.name(rank, first);
    Files.deleteIfExists(directory.resolve(name + Settled.SUFFIX));
    SpoolSegment segment =
        new SpoolSegment(directory.resolve(name + Settled.SEGMENT_SUFFIX), rank, first);
    segment.writing = new AppendedFile(segment.file);
    SpoolFiles.forceDirectory(directory);
    return segment;
  }

  /**
   * Looks through the file and settles what is missing. Only reads: what follows from it is written
   * by {@link #writeDown}, when the card lets it.
   *
   * @param nextFirst where the ordinals of the next segment begin, if there is one
   */
  Optional<SpoolLoss> recover(long nextFirst) throws IOException {
    bound = (int) Math.min(MOST_RECORDS, nextFirst - first);
    SegmentFormat.Scan scan = scan();
    lastBoot = scan.lastBoot();
    return bad.isEmpty() ? judge(scan) : Optional.empty();
  }

  private SegmentFormat.Scan scan() throws IOException {
    SegmentFormat.Scan scan = new SegmentFormat.Scan(rank, first);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      end = isOpen() ? end : in.size();
      scan.through(new SegmentFormat.Reader(in, bad, 0, end), bound, settled::contains);
      if (bad.isEmpty() && !isOpen()) {
        end = RoomAhead.without(in, scan.soundEnd());
        hasTail = in.size() > scan.soundEnd();
      }
    }
    int finished = Math.min(settled.finishedRecords(), bound);
    records = Math.max(records, Math.max(scan.present().length(), finished));
    return scan;
  }

  /** What is lost in a segment that could be read from its begin to its end. */
  private Optional<SpoolLoss> judge(SegmentFormat.Scan scan) {
    String where = file.getFileName() + " from byte ";
    boolean unfinished = settled.finishedRecords() < 0 && writing == null;
    // a tail that is one record at most, which the hub has already, is no loss
    boolean known =
        end - scan.soundEnd() < 2 * SegmentFormat.HEADER
            && settled.contains(scan.present().length());
    boolean torn = unfinished && end > scan.soundEnd() && !known;
    end = scan.soundEnd();
    settled.clip(records);
    if (unfinished) {
      settled.finish(records); // what is damaged from now on is damage, not a torn tail again
    }
    Optional<SpoolLoss> damaged = settleMissing(scan, torn ? 1 : 0);
    return damaged.isEmpty() && torn
        ? Optional.of(new SpoolLoss(SpoolLoss.TORN, 1, scan.tail(), where + scan.soundEnd()))
        : damaged;
  }

  private Optional<SpoolLoss> settleMissing(SegmentFormat.Scan scan, int more) {
    SpoolLoss.Range range = scan.missing(records, settled::contains);
    BitSet absent = new BitSet();
    absent.set(0, records);
    absent.andNot(scan.present());
    long missing = absent.stream().filter(settled::settle).count();
    String detail = file.getFileName() + " is damaged, " + range;
    return missing == 0
        ? Optional.empty()
        : Optional.of(new SpoolLoss(SpoolLoss.DAMAGED, missing + more, range, detail));
  }

  /**
   * Whether the card does not give all of it at present: the records beside the bad pages are
   * handed out, those in them wait.
   */
  boolean isPatchy() {
    return bad.mayBeGiven();
  }

  /**
   * Looks once more for what the card did not give, when it is time; after the last time it counts
   * as lost.
   *
   * @param nanos the monotonic clock
   */
  Optional<SpoolLoss> lookAgain(long nanos) throws IOException {
    if (!bad.askAgain(nanos)) {
      return Optional.empty();
    }
    SegmentFormat.Scan scan = scan();
    if (bad.isEmpty()) {
      return judge(scan);
    }
    return bad.mayBeGiven() ? Optional.empty() : settleMissing(scan, 0);
  }

  /** What the card does not give of it, in words. */
  String patches() {
    return "cannot read: " + bad.count() + " pages of " + file.getFileName();
  }

  /** Appends at the end. */
  void append(SpoolRecord record) throws IOException {
    AppendedFile out = Objects.requireNonNull(writing, "closed for appending");
    out.append(SegmentFormat.write(record));
    end = out.end();
    records++;
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
      SegmentFormat.Reader reader = new SegmentFormat.Reader(in, bad, from, end);
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
    AppendedFile out = writing;
    if (out != null) {
      writing = null;
      settled.finish(records);
      forcedEnd = out.forcedEnd();
      out.finish();
      settled.save(false);
    }
  }

  /** The channel to force; what the hub acknowledged already wears no card. */
  Optional<FileChannel> takeDirty() {
    return Optional.ofNullable(writing)
        .filter(it -> waiting() > 0)
        .flatMap(AppendedFile::takeDirty);
  }

  /** Forces now what was appended. */
  void force() throws IOException {
    AppendedFile out = writing;
    if (out != null) {
      out.force();
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

  /** Writes down what is settled, and cuts off a torn tail that was found. */
  void writeDown(boolean force) throws IOException {
    settled.save(force);
    if (hasTail) {
      try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
        out.truncate(end);
      }
      hasTail = false;
    }
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

  /** The largest counted boot seen while recovering. */
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
    AppendedFile out = writing;
    writing = null;
    if (out != null) {
      out.close();
    }
  }
}
