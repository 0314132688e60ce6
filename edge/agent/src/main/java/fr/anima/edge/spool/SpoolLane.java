package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The segments of one rank, oldest first. Not thread-safe: the spool's lock guards it.
 *
 * <p>A finished segment goes when all its records are settled. The open one goes then, too, but
 * only when it has grown or the spool closes: a quiet station would otherwise make and delete a
 * file for each reading.
 */
final class SpoolLane {
  private final Path directory;
  private final SpoolRecord.Rank rank;
  private final int segmentBytes;
  private final TreeMap<Long, SpoolSegment> segments = new TreeMap<>();
  private final LaneReading past = new LaneReading(this, segments);
  private final LaneReading present = new LaneReading(this, segments);
  private boolean recovered;
  private long bytes;
  private String trouble = "";
  private String leftAlone = "";

  /** Never falls within a session: a late acknowledgement must not meet another record. */
  private long nextOrdinal = 1;

  SpoolLane(Path directory, SpoolRecord.Rank rank, int segmentBytes) {
    this.directory = directory;
    this.rank = rank;
    this.segmentBytes = segmentBytes;
  }

  /**
   * Takes up what earlier sessions left, once; returns what of it is lost. Only reads.
   *
   * @throws IOException when the card does not give the names of its files
   */
  List<SpoolLoss> recover() throws IOException {
    NavigableMap<Long, Path> found =
        recovered ? new TreeMap<>() : SpoolFiles.segments(directory, rank);
    recovered = true;
    List<SpoolLoss> losses = new ArrayList<>();
    for (Map.Entry<Long, Path> each : found.entrySet()) {
      Long next = found.higherKey(each.getKey());
      lookThrough(each.getValue(), each.getKey(), next == null ? Long.MAX_VALUE : next)
          .ifPresent(losses::add);
    }
    return losses;
  }

  /** Whether what earlier sessions left is taken up. */
  boolean isRecovered() {
    return recovered;
  }

  /** A file that the card does not give is left alone, for the next start to try again. */
  private Optional<SpoolLoss> lookThrough(Path file, long first, long nextFirst) {
    try {
      SpoolSegment segment = new SpoolSegment(file, rank, first);
      Optional<SpoolLoss> loss = segment.recover(nextFirst);
      segments.put(first, segment);
      bytes += segment.end();
      boolean isKnown = !segment.isPatchy();
      nextOrdinal = isKnown ? segment.next() : first + SpoolSegment.MOST_RECORDS;
      return loss;
    } catch (IOException why) {
      leftAlone = "cannot read: " + why;
      nextOrdinal = first + SpoolSegment.MOST_RECORDS; // its ordinals are not known
      return Optional.empty();
    }
  }

  /** Looks once more for what the card did not give, when it is time; returns what is lost. */
  List<SpoolLoss> lookAgain(long nanos) throws IOException {
    List<SpoolLoss> losses = new ArrayList<>();
    for (SpoolSegment each : segments.values()) {
      boolean wasPatchy = each.isPatchy();
      bytes -= each.end();
      each.lookAgain(nanos).ifPresent(losses::add);
      bytes += each.end();
      if (wasPatchy && !each.isPatchy()) {
        past.goBack(each.first()); // what was found is handed out in this session yet
      }
    }
    return losses;
  }

  /** Writes a record at the end; forces a segment to disk when it is full. */
  void append(SpoolRecord record) throws IOException {
    SpoolSegment open = open();
    if (open.end() > 0 && open.end() + SegmentFormat.sizeOf(record) > segmentBytes) {
      open.finish();
      removeIfDone(open);
      open = open();
    }
    open.append(
        new SpoolRecord(
            record.boot(),
            record.sequence(),
            rank,
            record.channel(),
            record.payload(),
            open.next()));
    bytes += SegmentFormat.sizeOf(record);
    nextOrdinal = open.next();
  }

  /** Forces now what was appended. */
  void force() throws IOException {
    if (!segments.isEmpty()) {
      segments.lastEntry().getValue().force();
    }
  }

  /**
   * After a failure: saves what can be saved; the next attempt gets a file of its own.
   *
   * @param forceFailed a force tells of a failure once only: one that succeeds next proves nothing
   * @return records that are not on disk, to be kept elsewhere
   */
  List<SpoolRecord> abandonOpen(boolean forceFailed) {
    List<SpoolRecord> unforced = new ArrayList<>();
    for (SpoolSegment each : segments.values()) {
      if (each.isOpen()) {
        boolean failed = forceFailed;
        try {
          each.finish();
        } catch (IOException again) {
          failed = true; // the failure that led here is told until a write succeeds
        }
        if (failed) {
          unforced.addAll(each.takeUnforced());
        }
      }
    }
    return unforced;
  }

  private SpoolSegment open() throws IOException {
    Map.Entry<Long, SpoolSegment> last = segments.lastEntry();
    if (last != null && last.getValue().isOpen()) {
      return last.getValue();
    }
    // a closed segment without a record has the same name: it is replaced
    SpoolSegment created = SpoolSegment.create(directory, rank, nextOrdinal);
    SpoolSegment replaced = segments.put(nextOrdinal, created);
    bytes -= replaced == null ? 0 : replaced.end();
    return created;
  }

  /** What was there when the session began, and then the rest. */
  SpoolRecord.Source past() {
    return past;
  }

  /** What came since the session began. */
  SpoolRecord.Source present() {
    return present;
  }

  /** Everything that waits is to be handed out again; what comes from now on is the present. */
  void beginSession() {
    trouble = "";
    segments.values().forEach(SpoolSegment::beginSession);
    past.goTo(0, 0);
    present.goTo(0, 0);
    if (!segments.isEmpty()) {
      present.goTo(segments.lastKey(), segments.lastEntry().getValue().end());
    }
  }

  /** Whether it is still here and not settled. */
  boolean isWaiting(SpoolRecord record) {
    Map.Entry<Long, SpoolSegment> at = segments.floorEntry(record.ordinal());
    return at != null
        && record.ordinal() < at.getValue().next()
        && !at.getValue().isSettled(record.ordinal());
  }

  /** Whether it was still kept. */
  boolean forget(SpoolRecord record) throws IOException {
    Map.Entry<Long, SpoolSegment> at = segments.floorEntry(record.ordinal());
    boolean kept = at != null && at.getValue().settle(record.ordinal());
    if (kept) {
      removeIfDone(at.getValue());
    }
    return kept;
  }

  /** Drops the oldest segment that still has records; empty when there is none. */
  Optional<SpoolLoss> dropOldest() {
    if (segments.isEmpty()) {
      return Optional.empty();
    }
    SpoolSegment oldest = segments.firstEntry().getValue();
    long waiting = oldest.waiting();
    remove(oldest);
    SpoolLoss.Range range = rangeOf(oldest);
    try {
      oldest.delete();
    } catch (IOException why) {
      trouble = "cannot delete: " + why;
    }
    return Optional.of(new SpoolLoss(SpoolLoss.QUOTA, waiting, range, range.toString()));
  }

  private SpoolLoss.Range rangeOf(SpoolSegment segment) {
    Deque<SpoolRecord> gone = new ArrayDeque<>();
    segment.beginSession();
    try {
      segment.read(0, Integer.MAX_VALUE, gone);
    } catch (IOException unreadable) {
      // what was read before is what is known
    }
    return gone.isEmpty()
        ? new SpoolLoss.Range(rank, Optional.empty(), Optional.empty())
        : SpoolLoss.Range.of(gone.getFirst(), gone.getLast());
  }

  /** Writes down what is settled, and lets go of files that are not needed. */
  void tidy(boolean force, boolean closing) throws IOException {
    for (SpoolSegment each : List.copyOf(segments.values())) {
      boolean small = each.isOpen() && !closing && each.end() <= segmentBytes / 4;
      if (each.waiting() == 0 && !small) {
        discard(each);
      } else {
        each.writeDown(force);
      }
    }
  }

  /** The file with records that are not forced to disk yet: only the last is appended to. */
  Optional<FileChannel> takeDirty() {
    return segments.isEmpty() ? Optional.empty() : segments.lastEntry().getValue().takeDirty();
  }

  /** Closes the open segment; its settled file then says how many records it has. */
  void finish() throws IOException {
    for (SpoolSegment each : segments.values()) {
      each.finish();
    }
  }

  private void remove(SpoolSegment segment) {
    segments.remove(segment.first());
    bytes -= segment.end();
  }

  private void removeIfDone(SpoolSegment segment) throws IOException {
    if (!segment.isOpen() && segment.waiting() == 0) {
      discard(segment);
    }
  }

  /** One that the card does not let go of stays, with nothing in it, and is tidied later. */
  private void discard(SpoolSegment segment) throws IOException {
    segment.delete();
    remove(segment);
  }

  /** Records waiting for their acknowledgement. */
  long records() {
    return segments.values().stream().mapToLong(SpoolSegment::waiting).sum();
  }

  /** The largest counted boot of the records that were here at the start. */
  long lastBoot() {
    return segments.values().stream().mapToLong(SpoolSegment::lastBoot).max().orElse(0);
  }

  long bytes() {
    return bytes; // asked for with each record: not summed up again
  }

  /** Told by a reading of this lane. */
  void cannotRead(IOException why) {
    trouble = "cannot read: " + why;
  }

  String trouble() {
    return segments.values().stream()
        .filter(SpoolSegment::isPatchy)
        .map(SpoolSegment::patches)
        .findFirst()
        .orElse(trouble.isEmpty() ? leftAlone : trouble);
  }
}
