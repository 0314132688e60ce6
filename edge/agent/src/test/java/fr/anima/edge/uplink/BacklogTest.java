package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise L3: a backlog does not hold up the present, on a thin line neither. */
class BacklogTest {
  private static final int LINE = 16_000; // bytes a second, 128 kbit/s
  private static final int BACKLOG = 1_500;

  @TempDir Path directory;

  @Test
  void what_comes_after_the_connection_goes_before_the_backlog() throws IOException {
    try (Rig rig = new Rig(directory)) {
      rig.append("readings", 1, BACKLOG);
      rig.hub.answerDelayMillis = 20;
      rig.hub.receiveMaximum = 1;
      Uplink uplink = rig.start();
      Rig.soon().until(() -> !rig.hub.published.isEmpty());

      rig.append("readings", BACKLOG + 1, BACKLOG + 5);

      rig.untilDrained();
      List<Long> arrived = rig.arrived();
      assertTrue(arrived.indexOf(BACKLOG + 5L) < arrived.indexOf((long) BACKLOG), "not before");
      assertEquals(new HashSet<>(Rig.upTo(BACKLOG + 5)), new HashSet<>(arrived));
      assertEquals(BACKLOG + 5, arrived.size());
      assertEquals(BACKLOG + 5, uplink.state().acknowledged());
      List<Long> past = arrived.stream().filter(it -> it <= BACKLOG).toList();
      assertEquals(Rig.upTo(BACKLOG), past, "the backlog keeps its order");
    }
  }

  @Test
  void what_travels_together_is_packed_for_a_hub_that_accepts_it() throws IOException {
    try (Rig rig = new Rig(directory)) {
      rig.hub.acceptsGzip = true;
      rig.append("readings", 1, BACKLOG);
      long plain = rig.spool.state().bytes();

      rig.start();

      rig.untilDrained();
      assertEquals(Rig.upTo(BACKLOG), rig.arrived());
      assertTrue(rig.hub.bytes.get() < plain / 5, rig.hub.bytes + " of " + plain + " bytes");
    }
  }

  @Test
  void a_thin_line_carries_the_present_within_five_seconds() throws Exception {
    try (Rig rig = new Rig(directory);
        ThinLine line = new ThinLine(rig.hub.port(), LINE)) {
      String filler = "x".repeat(80);
      long bytes = 0;
      for (int sequence = 1; sequence <= BACKLOG; sequence++) {
        rig.append("readings", sequence, filler);
        bytes += filler.length() + 40;
      }
      long began = System.nanoTime();
      rig.start(line.address(), Rhythm.standard());
      Rig.soon().until(() -> !rig.hub.published.isEmpty());

      Map<Long, Long> waited = livesUntilDrained(rig, filler);
      double seconds = (System.nanoTime() - began) / 1e9;

      List<Long> millis = new ArrayList<>(waited.values());
      Collections.sort(millis);
      long p95 = millis.get(millis.size() * 95 / 100);
      System.out.printf(
          "thin line: %d live beside a backlog of %d, p95 %d ms, most %d ms; %.0f%% of the line used%n",
          millis.size(), BACKLOG, p95, millis.get(millis.size() - 1), 100 * bytes / seconds / LINE);
      assertTrue(p95 <= 5_000, "live records waited " + millis);
    }
  }

  /** Appends a record four times a second; how long each took to be with the hub, in ms. */
  private static Map<Long, Long> livesUntilDrained(Rig rig, String filler) throws Exception {
    List<Long> appended = new ArrayList<>();
    Map<Long, Long> waited = new TreeMap<>();
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    for (int turn = 0; System.nanoTime() - end < 0; turn++) {
      boolean isDraining = rig.spool.state().records() > 30;
      if (isDraining && turn % 10 == 0) {
        appended.add(System.nanoTime());
        rig.append("readings", BACKLOG + appended.size(), filler);
      }
      for (long each : rig.arrived()) {
        if (each > BACKLOG && !waited.containsKey(each)) {
          long took = System.nanoTime() - appended.get((int) (each - BACKLOG - 1));
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
}
