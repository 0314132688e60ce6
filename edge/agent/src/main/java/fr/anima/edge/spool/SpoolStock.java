package fr.anima.edge.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the spool holds: a lane per rank, memory for when the card refuses, and the rules of what
 * goes where and what is dropped first. Not thread-safe: the spool's lock guards it.
 */
final class SpoolStock implements Closeable {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Path directory;
  private final long quotaBytes;
  private final DeadLetters deadLetters;
  private final SpoolCursor cursor;
  private final Map<SpoolRecord.Rank, SpoolLane> lanes = new EnumMap<>(SpoolRecord.Rank.class);
  private final SpoolMemory memory = new SpoolMemory();
  private final List<SpoolRecord.Source> present = new ArrayList<>();
  private final List<SpoolRecord.Source> past = new ArrayList<>();
  private final Consumer<SpoolLoss> losses;
  private String trouble = "";
  private String sideTrouble = "";
  private long troubleSince;

  SpoolStock(Path directory, SpoolLimits limits, Consumer<SpoolLoss> losses) throws IOException {
    this.directory = directory;
    this.losses = losses;
    quotaBytes = limits.quotaBytes();
    deadLetters = new DeadLetters(directory);
    cursor = new SpoolCursor(directory);
    try {
      for (SpoolRecord.Rank rank : SpoolRecord.Rank.values()) {
        SpoolLane lane = new SpoolLane(directory, rank, limits.segmentBytes());
        lanes.put(rank, lane);
        present.add(lane.present());
        past.add(lane.past());
        lane.recover().forEach(this::count);
        cursor.sawBoot(lane.lastBoot()); // a lost cursor must not let a boot be used twice
      }
      present.add(memory); // it holds the newest there is while the card refuses
      cursor.save();
    } catch (IOException | RuntimeException why) {
      cursor.close();
      throw why;
    }
  }

  /** On the card, in memory, or counted as lost. */
  void place(SpoolRecord record) {
    if (!trouble.isEmpty()) {
      remember(record);
      tryCardAgain();
    } else if (makeRoom(record)) {
      try {
        write(record);
      } catch (IOException why) {
        retry(record, why);
      }
    }
  }

  private void write(SpoolRecord record) throws IOException {
    if (cursor.sawBoot(record.boot())) {
      cursor.save(); // before a record of that boot can leave: its number is never used again
    }
    lane(record.rank()).append(record);
  }

  private void retry(SpoolRecord record, IOException why) {
    failed("cannot write: " + why, false);
    remember(record);
    if (record.rank() == SpoolRecord.Rank.ALARM && SpoolLimits.isFull(directory)) {
      bringBack();
    }
  }

  /** New records go to memory, then to a new file, after a rest. */
  private void failed(String why, boolean forceFailed) {
    trouble = why;
    troubleSince = System.nanoTime();
    for (SpoolLane lane : lanes.values()) {
      lane.abandonOpen(forceFailed).forEach(this::remember);
    }
  }

  private void tryCardAgain() {
    if (System.nanoTime() - troubleSince >= RETRY_NANOS && !memory.isEmpty()) {
      bringBack();
    }
  }

  /**
   * Brings memory back to the card, oldest first; on a full card an alarm takes the place of
   * telemetry. The first record is forced: a card that took writes and failed to keep them must
   * prove itself before the rest is entrusted to it.
   */
  private void bringBack() {
    if (memory.hasAlarm() && SpoolLimits.isFull(directory)) {
      drop(SpoolRecord.Rank.TELEMETRY);
    }
    boolean proven = false;
    Deque<SpoolRecord> held = new ArrayDeque<>(memory.drain());
    while (!held.isEmpty()) {
      SpoolRecord next = held.remove();
      try {
        if (makeRoom(next)) {
          write(next);
        }
      } catch (IOException why) {
        failed("cannot write: " + why, false);
        remember(next);
        held.forEach(this::remember);
        return;
      }
      if (!proven && !force(lane(next.rank()))) {
        held.forEach(this::remember);
        return;
      }
      proven = true;
    }
    trouble = "";
  }

  private boolean force(SpoolLane lane) {
    try {
      lane.force();
      return true;
    } catch (IOException why) {
      forceFailed(why);
      return false;
    }
  }

  private void remember(SpoolRecord record) {
    int lost = memory.add(record);
    if (lost > 0) {
      count(new SpoolLoss(SpoolLoss.MEMORY, lost, "oldest in memory; the card: " + trouble));
    }
  }

  /** Telemetry never drops an alarm; false when the record itself had to go. */
  private boolean makeRoom(SpoolRecord record) {
    long size = SegmentFormat.sizeOf(record);
    while (bytes() + size > quotaBytes) {
      boolean dropped =
          drop(SpoolRecord.Rank.TELEMETRY)
              || (record.rank() == SpoolRecord.Rank.ALARM && drop(SpoolRecord.Rank.ALARM));
      if (!dropped) {
        count(new SpoolLoss(SpoolLoss.QUOTA, 1, "no room beside alarms for " + record));
        return false;
      }
    }
    return true;
  }

  private boolean drop(SpoolRecord.Rank rank) {
    Optional<SpoolLoss> dropped = lane(rank).dropOldest();
    dropped.filter(loss -> loss.records() > 0).ifPresent(this::count);
    return dropped.isPresent();
  }

  /** What came since the session began, then what waited before: each part oldest first. */
  List<SpoolRecord> nextUnsent(int atMost) {
    List<SpoolRecord> next = new ArrayList<>();
    SpoolRecord.Source.handOut(present, atMost, next);
    SpoolRecord.Source.handOut(past, atMost, next);
    return next;
  }

  boolean forget(SpoolRecord record) {
    if (SpoolMemory.holds(record)) {
      return memory.forget(record);
    }
    try {
      return lane(record.rank()).forget(record);
    } catch (IOException why) {
      sideTrouble = "cannot delete: " + why;
      return true;
    }
  }

  void beginSession() {
    lanes.values().forEach(SpoolLane::beginSession);
    memory.beginSession();
  }

  SpoolState state() {
    long records = memory.records() + lanes.values().stream().mapToLong(SpoolLane::records).sum();
    String reading =
        lanes.values().stream().map(SpoolLane::trouble).reduce("", (a, b) -> a.isEmpty() ? b : a);
    String worst = !trouble.isEmpty() ? trouble : !sideTrouble.isEmpty() ? sideTrouble : reading;
    return new SpoolState(records, bytes(), cursor.losses(), worst);
  }

  long lastBoot() {
    return cursor.lastBoot();
  }

  /** Writes down what is settled and returns the files whose records are to be forced. */
  List<FileChannel> takeDirty(boolean forceSettled, boolean closing) {
    if (!trouble.isEmpty()) {
      tryCardAgain();
    }
    try {
      cursor.save();
      for (SpoolLane lane : lanes.values()) {
        lane.tidy(forceSettled, closing);
      }
      sideTrouble = "";
    } catch (IOException why) {
      sideTrouble = "cannot write down what is settled: " + why;
    }
    List<FileChannel> dirty = new ArrayList<>();
    lanes.values().forEach(lane -> lane.takeDirty().ifPresent(dirty::add));
    return dirty;
  }

  /** The card did not take what was appended: what it may have lost goes to memory. */
  void forceFailed(IOException why) {
    failed("cannot force to disk: " + why, true);
  }

  /** Why the card takes no records at present; empty when it does. */
  String trouble() {
    return trouble;
  }

  /** Moves a record to the dead letters; false when the card refuses, then it stays. */
  boolean setAside(SpoolRecord record, String why) {
    try {
      deadLetters.add(record);
    } catch (IOException refused) {
      sideTrouble = "cannot set aside: " + refused;
      return false;
    }
    if (forget(record)) {
      count(new SpoolLoss(SpoolLoss.DEAD_LETTER, 1, record + ": " + why));
    }
    return true;
  }

  /** At the end: writes what only memory holds, if the card lets it. */
  void saveMemory() {
    if (!memory.isEmpty()) {
      bringBack();
    }
    for (SpoolRecord each : memory.drain()) {
      count(new SpoolLoss(SpoolLoss.MEMORY, 1, "at the end " + each + ": " + trouble));
    }
  }

  void finish() throws IOException {
    for (SpoolLane lane : lanes.values()) {
      lane.finish();
    }
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }

  private SpoolLane lane(SpoolRecord.Rank rank) {
    return Objects.requireNonNull(lanes.get(rank));
  }

  private long bytes() {
    return lanes.values().stream().mapToLong(SpoolLane::bytes).sum();
  }

  void count(SpoolLoss loss) {
    cursor.lost(loss.name(), loss.records());
    losses.accept(loss);
  }
}
