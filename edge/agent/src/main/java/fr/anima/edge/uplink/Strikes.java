package fr.anima.edge.uplink;

import fr.anima.edge.spool.SpoolRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a record that the hub cannot take from a hub that cannot take anything: a refusal counts
 * against a record only when others were stored since its refusal before, and the record travelled
 * alone. Outlives connections; used by the uplink's thread alone.
 */
final class Strikes {
  /** What a refusal "not now" means for what was refused. */
  enum Verdict {
    /** Nothing else passes: the hub holds up everything, wait. */
    ALL_WAIT,
    /** Others pass: let them, and send this again a little later. */
    THIS_WAITS,
    /** Others passed five times and this never did. */
    GIVEN_UP
  }

  private static final int MOST = 5;
  private static final int MOST_KEPT = 1_000;

  private record Strike(int count, long storedThen) {}

  private final Map<SpoolRecord, Strike> strikes = new LinkedHashMap<>();
  private long stored;

  /** Publishes stored so far. */
  long stored() {
    return stored;
  }

  /** The hub took these, or refused them for ever. */
  void passed(Batch batch) {
    stored++;
    batch.records().forEach(strikes::remove);
  }

  /**
   * The hub said "not now".
   *
   * @param storedAtPublish what {@link #stored} was when the batch was published
   * @param aboutTheRecord whether the answer can be about this record at all
   */
  Verdict putOff(Batch batch, long storedAtPublish, boolean aboutTheRecord) {
    SpoolRecord first = batch.records().get(0);
    Strike before = strikes.getOrDefault(first, new Strike(0, storedAtPublish));
    boolean othersPass = stored > before.storedThen();
    boolean counts = othersPass && aboutTheRecord && batch.records().size() == 1;
    Strike now = new Strike(before.count() + (counts ? 1 : 0), stored);
    strikes.put(first, now);
    if (strikes.size() > MOST_KEPT) {
      strikes.remove(strikes.keySet().iterator().next());
    }
    if (now.count() >= MOST) {
      strikes.remove(first);
      return Verdict.GIVEN_UP;
    }
    return othersPass ? Verdict.THIS_WAITS : Verdict.ALL_WAIT;
  }
}
