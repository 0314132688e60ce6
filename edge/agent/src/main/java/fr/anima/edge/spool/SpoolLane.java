package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The segments of one rank, oldest first. Not thread-safe: the spool's lock guards it.
 *
 * <p>A finished segment goes when all its records are settled. The open one goes then, too, but
 * only when it has grown or the spool closes: a quiet station would otherwise make and delete a
 * file for each reading.
 */
final class SpoolLane {
  static final Pattern NAME = Pattern.compile("([a-z]+)-(\\d{16})\\.(seg|ack)");

  private final Path directory;
  private final SpoolRecord.Rank rank;
  private final int segmentBytes;
  private final TreeMap<Long, SpoolSegment> segments = new TreeMap<>();
  private final LaneReading past = new LaneReading(this, segments);
  private final LaneReading present = new LaneReading(this, segments);
  private long bytes;
  private String trouble = "";
  private String leftAlone = "";

  /** Never falls within a session: a late acknowledgement must not meet another record. */
  private long nextOrdinal = 1;

  /** A segment's name without its ending: its rank, and its first ordinal in sixteen digits. */
  static String name(SpoolRecord.Rank rank, long first) {
    String digits = Long.toString(first);
    // Not by String.format: it brings the numbers of every language, some forty classes.
    return rank.word() + "-" + "0".repeat(Math.max(0, 16 - digits.length())) + digits;
  }

  SpoolLane(Path directory, SpoolRecord.Rank rank, int segmentBytes) {
    this.directory = directory;
    this.rank = rank;
    this.segmentBytes = segmentBytes;
  }

  /** Takes up what earlier sessions left; returns what of it is lost. */
  List<SpoolLoss> recover() throws IOException {
    TreeMap<Long, Path> found = new TreeMap<>();
    for (Path file : SpoolFiles.of(directory)) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (!name.matches() || !name.group(1).equals(rank.word())) {
        continue;
      }
      if (name.group(3).equals("seg")) {
        found.put(Long.parseLong(name.group(2)), file);
      } else if (!Files.exists(SegmentSettled.segmentOf(file))) {
        Files.deleteIfExists(file);
      }
    }
    List<SpoolLoss> losses = new ArrayList<>();
    for (Map.Entry<Long, Path> each : found.entrySet()) {
      Long next = found.higherKey(each.getKey());
      lookThrough(each.getValue(), each.getKey(), next == null ? Long.MAX_VALUE : next)
          .ifPresent(losses::add);
    }
    return losses;
  }

  /** A file that the card does not give is left alone, for the next start to try again. */
  private Optional<SpoolLoss> lookThrough(Path file, long first, long nextFirst) {
    try {
      SpoolSegment segment = new SpoolSegment(file, rank, first);
      Optional<SpoolLoss> loss = segment.recover(nextFirst);
      segments.put(first, segment);
      bytes += segment.end();
      nextOrdinal = segment.next();
      removeIfDone(segment);
      return loss;
    } catch (IOException why) {
      leftAlone = "cannot read: " + why;
      nextOrdinal = first + SpoolSegment.MOST_RECORDS; // its ordinals are not known
      return Optional.empty();
    }
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
    String range = rangeOf(oldest);
    try {
      oldest.delete();
    } catch (IOException why) {
      trouble = "cannot delete: " + why;
    }
    return Optional.of(new SpoolLoss(SpoolLoss.QUOTA, waiting, rank.word() + range));
  }

  private static String rangeOf(SpoolSegment segment) {
    Deque<SpoolRecord> gone = new ArrayDeque<>();
    segment.beginSession();
    try {
      segment.read(0, Integer.MAX_VALUE, gone);
    } catch (IOException unreadable) {
      return " from ordinal " + segment.first() + " to " + segment.next();
    }
    return gone.isEmpty() ? "" : " from " + gone.getFirst() + " to " + gone.getLast();
  }

  /** Writes down what is settled, and lets go of an open segment that is not needed. */
  void tidy(boolean force, boolean closing) throws IOException {
    for (SpoolSegment each : List.copyOf(segments.values())) {
      if (each.isOpen() && each.waiting() == 0 && (closing || each.end() > segmentBytes / 4)) {
        remove(each);
        each.delete();
      } else {
        each.saveSettled(force);
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
      remove(segment);
      segment.delete();
    }
  }

  /** Records waiting for their acknowledgement. */
  long records() {
    return segments.values().stream().mapToLong(SpoolSegment::waiting).sum();
  }

  /** The largest boot of a record that is still here. */
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
    return trouble.isEmpty() ? leftAlone : trouble;
  }
}
