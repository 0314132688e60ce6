package fr.anima.edge.uplink;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A backlog on its way over a thin line, and four readings a second beside it.
 *
 * @param waited how long each of those took to be with the hub, in ms, shortest first
 * @param bytesPerSecond of the backlog
 */
record Draining(List<Long> waited, double bytesPerSecond) {
  private static final String FILLER = "x".repeat(80);
  private static final Duration MOST = Duration.ofMinutes(2);

  /** Fills the spool with so many records. */
  static void fill(Rig rig, int backlog) throws IOException {
    for (int sequence = 1; sequence <= backlog; sequence++) {
      rig.append("readings", sequence, FILLER);
    }
  }

  /** From the first that arrived until the last did. */
  static Draining watch(Rig rig, int backlog) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Map<Long, Long> waited = livesUntilDrained(rig, backlog);
    double seconds = (System.nanoTime() - began) / 1e9;
    List<Long> millis = new ArrayList<>(waited.values());
    Collections.sort(millis);
    return new Draining(millis, backlog * (FILLER.length() + 40) / seconds);
  }

  long p95() {
    return waited.get(waited.size() * 95 / 100);
  }

  private static Map<Long, Long> livesUntilDrained(Rig rig, int backlog)
      throws IOException, InterruptedException {
    List<Long> appended = new ArrayList<>();
    Map<Long, Long> waited = new TreeMap<>();
    long end = System.nanoTime() + MOST.toNanos();
    for (int turn = 0; System.nanoTime() - end < 0; turn++) {
      boolean isDraining = rig.spool.state().records() > 30;
      if (isDraining && turn % 10 == 0) {
        appended.add(System.nanoTime());
        rig.append("readings", backlog + appended.size(), FILLER);
      }
      for (long each : rig.arrived()) {
        if (each > backlog && !waited.containsKey(each)) {
          long took = System.nanoTime() - appended.get((int) (each - backlog - 1));
          waited.put(each, TimeUnit.NANOSECONDS.toMillis(took));
        }
      }
      if (!isDraining && waited.size() == appended.size()) {
        return waited;
      }
      TimeUnit.MILLISECONDS.sleep(25);
    }
    throw new AssertionError("not drained: " + rig.spool.state() + ", waited " + waited);
  }

  @Override
  public String toString() {
    return waited.size()
        + " live, p95 "
        + p95()
        + " ms, most "
        + waited.get(waited.size() - 1)
        + " ms; "
        + Math.round(bytesPerSecond)
        + " bytes of the backlog a second";
  }
}
