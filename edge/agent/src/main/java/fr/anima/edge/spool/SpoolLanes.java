package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the card holds: a lane per rank and the quota that they share. Not thread-safe: the spool's
 * lock guards it.
 */
final class SpoolLanes {
  private final Map<SpoolRecord.Rank, SpoolLane> lanes = new EnumMap<>(SpoolRecord.Rank.class);
  private final long quotaBytes;
  private final Consumer<SpoolLoss> losses;

  SpoolLanes(Path directory, SpoolLimits limits, Consumer<SpoolLoss> losses) {
    this.losses = losses;
    quotaBytes = limits.quotaBytes();
    for (SpoolRecord.Rank rank : SpoolRecord.Rank.values()) {
      lanes.put(rank, new SpoolLane(directory, rank, limits.segmentBytes()));
    }
  }

  /**
   * Takes up what earlier sessions left, as far as that is not done. Only reads.
   *
   * @throws IOException when the card does not give the names of its files
   */
  void recover() throws IOException {
    for (SpoolLane lane : lanes.values()) {
      lane.recover().forEach(losses);
    }
  }

  boolean isRecovered() {
    return lanes.values().stream().allMatch(SpoolLane::isRecovered);
  }

  /** The largest counted boot of the records that were here at the start. */
  long lastBoot() {
    return lanes.values().stream().mapToLong(SpoolLane::lastBoot).max().orElse(0);
  }

  /** What came since the session began, by lanes. */
  List<SpoolRecord.Source> present() {
    return lanes.values().stream().map(SpoolLane::present).toList();
  }

  /** What was there when the session began, by lanes. */
  List<SpoolRecord.Source> past() {
    return lanes.values().stream().map(SpoolLane::past).toList();
  }

  void beginSession() {
    lanes.values().forEach(SpoolLane::beginSession);
  }

  void append(SpoolRecord record) throws IOException {
    lane(record.rank()).append(record);
  }

  boolean forget(SpoolRecord record) throws IOException {
    return lane(record.rank()).forget(record);
  }

  /** Forces now what was appended in that rank. */
  void force(SpoolRecord.Rank rank) throws IOException {
    lane(rank).force();
  }

  /** Telemetry never drops an alarm; false when the record itself had to go. */
  boolean makeRoom(SpoolRecord record) {
    long size = SegmentFormat.sizeOf(record);
    while (bytes() + size > quotaBytes) {
      boolean dropped =
          drop(SpoolRecord.Rank.TELEMETRY)
              || (record.rank() == SpoolRecord.Rank.ALARM && drop(SpoolRecord.Rank.ALARM));
      if (!dropped) {
        losses.accept(
            new SpoolLoss(
                SpoolLoss.QUOTA,
                1,
                SpoolLoss.Range.of(record),
                "no room beside alarms for " + record));
        return false;
      }
    }
    return true;
  }

  /** Drops the oldest file of that rank; false when there is none. */
  boolean drop(SpoolRecord.Rank rank) {
    Optional<SpoolLoss> dropped = lane(rank).dropOldest();
    dropped.filter(loss -> loss.records() > 0).ifPresent(losses);
    return dropped.isPresent();
  }

  /** After a failure: what is not on disk, to be kept elsewhere. */
  List<SpoolRecord> abandonOpen(boolean forceFailed) {
    List<SpoolRecord> unforced = new ArrayList<>();
    lanes.values().forEach(lane -> unforced.addAll(lane.abandonOpen(forceFailed)));
    return unforced;
  }

  /** Looks once more for what the card did not give, when it is time. */
  void lookAgain(long nanos) throws IOException {
    for (SpoolLane lane : lanes.values()) {
      lane.lookAgain(nanos).forEach(losses);
    }
  }

  /** Writes down what is settled, and lets go of files that are not needed. */
  void tidy(boolean force, boolean closing) throws IOException {
    for (SpoolLane lane : lanes.values()) {
      lane.tidy(force, closing);
    }
  }

  /** The files whose records are to be forced. */
  List<FileChannel> takeDirty() {
    return lanes.values().stream().flatMap(lane -> lane.takeDirty().stream()).toList();
  }

  void finish() throws IOException {
    for (SpoolLane lane : lanes.values()) {
      lane.finish();
    }
  }

  long records() {
    return lanes.values().stream().mapToLong(SpoolLane::records).sum();
  }

  long bytes() {
    return lanes.values().stream().mapToLong(SpoolLane::bytes).sum();
  }

  /** What cannot be read; empty when all can. */
  String trouble() {
    return lanes.values().stream()
        .map(SpoolLane::trouble)
        .filter(it -> !it.isEmpty())
        .reduce("", (before, last) -> last);
  }

  private SpoolLane lane(SpoolRecord.Rank rank) {
    return Objects.requireNonNull(lanes.get(rank));
  }
}
