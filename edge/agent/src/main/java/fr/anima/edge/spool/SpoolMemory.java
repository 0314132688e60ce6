package fr.anima.edge.spool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where records go while the card refuses them: a ring in memory, so that a dying card does not end
 * the live view. Full, it forgets its oldest telemetry.
 */
final class SpoolMemory implements SpoolRecord.Source {
  private static final int MOST_RECORDS = 2_000;
  private static final int MOST_BYTES = 1 << 20;

  private final TreeMap<Long, SpoolRecord> kept = new TreeMap<>();
  private final Deque<SpoolRecord> unsent = new ArrayDeque<>();
  private long next = Long.MIN_VALUE;
  private long bytes;

  /** Keeps a record and returns those that were forgotten for it, the oldest. */
  List<SpoolRecord> add(SpoolRecord record) {
    SpoolRecord placed =
        new SpoolRecord(
            record.boot(),
            record.sequence(),
            record.rank(),
            record.channel(),
            record.payload(),
            next++);
    kept.put(placed.ordinal(), placed);
    unsent.add(placed);
    bytes += placed.payload().length;
    List<SpoolRecord> lost = new ArrayList<>();
    while (kept.size() > MOST_RECORDS || bytes > MOST_BYTES) {
      SpoolRecord least = dearLast();
      forget(least);
      lost.add(least);
    }
    return lost;
  }

  /** The oldest telemetry; an alarm only when there is nothing else. */
  private SpoolRecord dearLast() {
    return kept.values().stream()
        .filter(it -> it.rank() == SpoolRecord.Rank.TELEMETRY)
        .findFirst()
        .orElseGet(() -> kept.firstEntry().getValue());
  }

  boolean isEmpty() {
    return kept.isEmpty();
  }

  /** Whether something waits that outlives telemetry. */
  boolean hasAlarm() {
    return kept.values().stream().anyMatch(it -> it.rank() == SpoolRecord.Rank.ALARM);
  }

  static boolean holds(SpoolRecord record) {
    return record.ordinal() < 0;
  }

  boolean forget(SpoolRecord record) {
    SpoolRecord gone = kept.remove(record.ordinal());
    if (gone != null) {
      bytes -= gone.payload().length;
      unsent.remove(gone);
    }
    return gone != null;
  }

  /** Everything kept, oldest first; nothing is kept afterwards. */
  List<SpoolRecord> drain() {
    List<SpoolRecord> all = List.copyOf(kept.values());
    kept.clear();
    unsent.clear();
    bytes = 0;
    return all;
  }

  @Override
  public Optional<SpoolRecord> peek() {
    return Optional.ofNullable(unsent.peek());
  }

  @Override
  public void take() {
    unsent.remove();
  }

  /** Everything kept is to be handed out again. */
  void beginSession() {
    unsent.clear();
    unsent.addAll(kept.values());
  }

  /** Records waiting for their acknowledgement. */
  long records() {
    return kept.size();
  }
}
