package fr.anima.edge.sensors.contacts;

import java.util.ArrayList;
import java.util.List;

/**
 * Who crossed two beams that stand a hand's breadth apart, and which way. A person breaks one, then
 * both, then only the other, then none; someone who turns back goes through the same states
 * backwards and is not counted. Two people side by side are one, as for every pair of beams. Pure
 * but for what it remembers.
 */
final class Crossings {
  /** More than a count can tell; what comes after is a disturbed beam and is dropped. */
  static final int MOST_KEPT = 100_000;

  /** The four states in the order of a person coming in, as bits: 1 outer beam, 2 inner beam. */
  private static final int[] STEP_OF = {0, 1, 3, 2};

  private static final int STEPS = 4;

  private final List<Crossing> crossed = new ArrayList<>();
  private int beams;
  private int progress;

  /** Someone had crossed both beams at that moment. */
  record Crossing(long nanos, boolean inwards) {}

  /** The beams are like this from now on. */
  void seen(long nanos, boolean outerBroken, boolean innerBroken) {
    int now = (outerBroken ? 1 : 0) | (innerBroken ? 2 : 0);
    int step = Math.floorMod(STEP_OF[now] - STEP_OF[beams], STEPS);
    // Two steps at once: both beams changed and the direction is anyone's guess, so it stays open.
    progress += step == 1 ? 1 : step == STEPS - 1 ? -1 : 0;
    beams = now;
    if (now == 0) {
      if (Math.abs(progress) == STEPS && crossed.size() < MOST_KEPT) {
        crossed.add(new Crossing(nanos, progress > 0));
      }
      progress = 0;
    }
  }

  /** Whether anything stands in the beams. */
  boolean isBroken() {
    return beams != 0;
  }

  /** The crossings since the last call. */
  List<Crossing> fetch() {
    List<Crossing> all = List.copyOf(crossed);
    crossed.clear();
    return all;
  }
}
