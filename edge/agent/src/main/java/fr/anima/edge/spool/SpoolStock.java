package fr.anima.edge.spool;

import fr.anima.edge.spool.card.Cursor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the spool holds: the lanes on the card, memory for when the card refuses, and the rules of
 * what goes where. Not thread-safe: the spool's lock guards it.
 */
final class SpoolStock implements Closeable {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Path directory;
  private final DeadLetters deadLetters;
  private final Cursor cursor;
  private final LostRanges ranges;
  private final SpoolLanes lanes;
  private final SpoolMemory memory = new SpoolMemory();
  private final List<SpoolRecord.Source> present;
  private final Consumer<SpoolLoss> losses;
  private String trouble = "";
  private String sideTrouble = "";
  private long troubleSince;
  private boolean lostAtEnd;

  SpoolStock(Path directory, SpoolLimits limits, Consumer<SpoolLoss> losses) throws IOException {
    this.directory = directory;
    this.losses = losses;
    deadLetters = new DeadLetters(directory);
    cursor = new Cursor(directory);
    ranges = new LostRanges(directory);
    lanes = new SpoolLanes(directory, limits, this::count);
    present = new ArrayList<>(lanes.present());
    present.add(memory); // it holds the newest there is while the card refuses
    begin();
  }

  /**
   * Takes up what is on the card, which needs no writing, and makes ready to write. Done again
   * until the card has let all of it be done; records wait in memory until then.
   */
  private void begin() {
    try {
      lanes.recover();
      cursor.sawBoot(lanes.lastBoot()); // a lost cursor must not let a boot be used twice
      cursor.open();
      tidy(true, false);
      cursor.save();
      trouble = "";
    } catch (IOException why) {
      failed("cannot use the card: " + why, false);
    }
  }

  private boolean isReady() {
    return cursor.canWrite() && lanes.isRecovered();
  }

  /** See {@link Spool#newBoot}. */
  long newBoot(long atLeast) {
    if (trouble.isEmpty()) {
      try {
        return cursor.nextBoot(atLeast);
      } catch (IOException why) {
        failed("cannot write: " + why, false);
      }
    }
    long drawn = new SecureRandom().nextLong() & (Spool.FIRST_DRAWN_BOOT - 1);
    return Spool.FIRST_DRAWN_BOOT | drawn;
  }

  /** On the card, in memory, or counted as lost. */
  void place(SpoolRecord record) {
    if (!trouble.isEmpty()) {
      remember(record);
      tryCardAgain();
    } else if (lanes.makeRoom(record)) {
      try {
        write(record);
      } catch (IOException why) {
        failed("cannot write: " + why, false);
        remember(record);
        if (record.rank() == SpoolRecord.Rank.ALARM && SpoolLimits.isFull(directory)) {
          bringBack();
        }
      }
    }
  }

  private void write(SpoolRecord record) throws IOException {
    if (cursor.sawBoot(record.countedBoot())) {
      cursor.save(); // before a record of that boot can leave: its number is never used again
    }
    lanes.append(record);
  }

  /** New records go to memory, then to a new file, after a rest. */
  private void failed(String why, boolean forceFailed) {
    trouble = why;
    troubleSince = System.nanoTime();
    lanes.abandonOpen(forceFailed).forEach(this::remember);
  }

  private void tryCardAgain() {
    if (System.nanoTime() - troubleSince >= RETRY_NANOS) {
      tryCard();
    }
  }

  private void tryCard() {
    if (!isReady()) {
      begin();
    }
    if (isReady() && !memory.isEmpty()) {
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
      lanes.drop(SpoolRecord.Rank.TELEMETRY);
    }
    boolean proven = false;
    Deque<SpoolRecord> held = new ArrayDeque<>(memory.drain());
    while (!held.isEmpty()) {
      SpoolRecord next = held.remove();
      try {
        if (lanes.makeRoom(next)) {
          write(next);
        }
      } catch (IOException why) {
        failed("cannot write: " + why, false);
        remember(next);
        held.forEach(this::remember);
        return;
      }
      try {
        if (!proven) {
          lanes.force(next.rank());
        }
      } catch (IOException why) {
        forceFailed(why);
        held.forEach(this::remember);
        return;
      }
      proven = true;
    }
    trouble = "";
  }

  private void remember(SpoolRecord record) {
    for (SpoolRecord lost : memory.add(record)) {
      lose(SpoolLoss.MEMORY, lost, "oldest in memory; the card: " + trouble);
    }
  }

  /** What came since the session began, then what waited before: each part oldest first. */
  List<SpoolRecord> nextUnsent(int atMost) {
    List<SpoolRecord> next = new ArrayList<>();
    SpoolRecord.Source.handOut(present, atMost, next);
    SpoolRecord.Source.handOut(lanes.past(), atMost, next);
    return next;
  }

  boolean forget(SpoolRecord record) {
    if (SpoolMemory.holds(record)) {
      return memory.forget(record);
    }
    try {
      return lanes.forget(record);
    } catch (IOException why) {
      sideTrouble = "cannot delete: " + why;
      return true;
    }
  }

  void beginSession() {
    lanes.beginSession();
    memory.beginSession();
  }

  SpoolState state() {
    String worst = trouble.isEmpty() ? sideTrouble : trouble;
    return new SpoolState(
        memory.records() + lanes.records(),
        lanes.bytes(),
        cursor.losses(),
        worst.isEmpty() ? lanes.trouble() : worst);
  }

  /** The latest ranges of what was lost, oldest first. */
  List<SpoolLoss> lostRanges() {
    return ranges.all();
  }

  /** Writes down what is settled and returns the files whose records are to be forced. */
  List<FileChannel> takeDirty(boolean forceSettled, boolean closing) {
    if (!trouble.isEmpty()) {
      tryCardAgain();
    }
    if (cursor.canWrite()) {
      try {
        cursor.save();
        ranges.save();
      } catch (IOException why) {
        failed("cannot write down what is lost: " + why, false);
      }
    }
    tidy(forceSettled, closing);
    return lanes.takeDirty();
  }

  private void tidy(boolean force, boolean closing) {
    try {
      lanes.lookAgain(System.nanoTime());
      lanes.tidy(force, closing);
      sideTrouble = "";
    } catch (IOException why) {
      sideTrouble = "cannot write down what is settled: " + why;
    }
  }

  /** The card did not take what was appended: what it may have lost goes to memory. */
  void forceFailed(IOException why) {
    failed("cannot force to disk: " + why, true);
  }

  /** Why the card takes no records at present; empty when it does. */
  String trouble() {
    return trouble;
  }

  /** Whether no record is in memory only, or was until the end. */
  boolean isAllOnCard() {
    return memory.isEmpty() && !lostAtEnd;
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
      lose(SpoolLoss.DEAD_LETTER, record, record + ": " + why);
    }
    return true;
  }

  /** At the end: writes what only memory holds, if the card lets it. */
  void saveMemory() {
    if (!memory.isEmpty()) {
      tryCard();
    }
    lostAtEnd = !memory.isEmpty();
    for (SpoolRecord each : memory.drain()) {
      lose(SpoolLoss.MEMORY, each, "at the end " + each + ": " + trouble);
    }
  }

  void finish() throws IOException {
    lanes.finish();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }

  private void lose(String name, SpoolRecord record, String detail) {
    count(new SpoolLoss(name, 1, SpoolLoss.Range.of(record), detail));
  }

  void count(SpoolLoss loss) {
    cursor.lost(loss.name(), loss.records());
    ranges.add(loss);
    losses.accept(loss);
  }
}
