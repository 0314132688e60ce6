package fr.anima.edge.uplink;

import fr.anima.edge.spool.SpoolRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Finds the record over which the hub ends the connection, among those it had not answered. What
 * was on its way in two such cuts in a row is suspect: it waits until the hub has stored others,
 * then travels with nothing else on its way, first as it comes, then record by record. A cut while
 * one record was alone counts against it; five are enough. A hub that is down stores nothing and
 * costs nothing. Outlives connections; used by the uplink's thread alone.
 */
final class Suspects {
  private static final int MOST = 5;
  private static final int MOST_KEPT = 20_000;
  private static final long TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A record without its payload, which may be large. */
  private record Place(SpoolRecord.Rank rank, long ordinal) {
    static Place of(SpoolRecord record) {
      return new Place(record.rank(), record.ordinal());
    }
  }

  /**
   * What is known of a suspect.
   *
   * @param singled whether the batch it was in was alone at a cut: it travels by itself from then
   *     on
   * @param cuts while it was alone and others had been stored
   */
  private record Suspicion(boolean singled, int cuts) {
    static final Suspicion FIRST = new Suspicion(false, 0);
  }

  private final Map<Place, Suspicion> suspects = new HashMap<>();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private Optional<Batch> alone = Optional.empty();
  private Set<Place> lastCut = Set.of();

  /** A connection begins: what waited is handed out again. */
  void beginSession() {
    waiting.clear();
    alone = Optional.empty();
  }

  /** Keeps a batch back that has to travel alone; false where it is beyond suspicion. */
  boolean keepBack(Batch batch) {
    boolean isSuspect = isSuspect(batch.records().get(0));
    if (isSuspect) {
      waiting.add(batch);
    }
    return isSuspect;
  }

  /** How many batches wait to travel alone. */
  int waiting() {
    return waiting.size();
  }

  /** Takes the next, which is alone from now on until it is answered. */
  Optional<Batch> next() {
    alone = Optional.ofNullable(waiting.poll());
    return alone;
  }

  /** Whether one is on its way: nothing else may be. */
  boolean isOneAlone() {
    return alone.isPresent();
  }

  /** Half of the time is theirs: what is beyond suspicion may never end. */
  boolean isTheirTurn(long nanos) {
    return !waiting.isEmpty() && nanos / TURN_NANOS % 2 == 1;
  }

  private boolean isSuspect(SpoolRecord record) {
    return suspects.containsKey(Place.of(record));
  }

  /** Batches of what is beyond suspicion and of what is not, never of both. */
  List<Batch> apart(List<SpoolRecord> records, int mostBytes) {
    if (suspects.isEmpty()) {
      return Batch.of(records, mostBytes);
    }
    List<SpoolRecord> good = records.stream().filter(it -> !isSuspect(it)).toList();
    List<Batch> batches = new ArrayList<>(Batch.of(good, mostBytes));
    for (Batch each : Batch.of(records.stream().filter(this::isSuspect).toList(), mostBytes)) {
      boolean single = each.records().stream().anyMatch(it -> of(it).singled());
      batches.addAll(single ? each.apart() : List.of(each));
    }
    return batches;
  }

  private Suspicion of(SpoolRecord record) {
    return suspects.getOrDefault(Place.of(record), Suspicion.FIRST);
  }

  /** The hub has answered for these, whatever it said. */
  void answered(Batch batch) {
    batch.records().forEach(it -> suspects.remove(Place.of(it)));
    wasNotSent(batch);
  }

  /** It is not on its way after all. */
  void wasNotSent(Batch batch) {
    alone = alone.filter(it -> !it.equals(batch));
  }

  /**
   * The hub ended the connection and gave no other reason.
   *
   * @param unanswered what was on its way
   * @param othersStored whether the hub stored anything in this connection
   * @return the record that it never takes, if that is certain now
   */
  Optional<SpoolRecord> cut(Collection<Batch> unanswered, boolean othersStored) {
    if (alone.isPresent()) {
      return alone.flatMap(it -> othersStored ? accuse(it.records()) : Optional.empty());
    }
    if (suspects.size() > MOST_KEPT) {
      suspects.clear(); // of records that the quota dropped meanwhile
    }
    Set<Place> now = new HashSet<>();
    unanswered.forEach(batch -> batch.records().forEach(it -> now.add(Place.of(it))));
    now.stream().filter(lastCut::contains).forEach(it -> suspects.putIfAbsent(it, Suspicion.FIRST));
    lastCut = now;
    return Optional.empty();
  }

  private Optional<SpoolRecord> accuse(List<SpoolRecord> records) {
    boolean certain = records.size() == 1;
    for (SpoolRecord each : records) {
      int cuts = of(each).cuts() + (certain ? 1 : 0);
      suspects.put(Place.of(each), new Suspicion(true, cuts));
    }
    SpoolRecord first = records.get(0);
    return Optional.of(first).filter(it -> certain && of(it).cuts() >= MOST);
  }
}
