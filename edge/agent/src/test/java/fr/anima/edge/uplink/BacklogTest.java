package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
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
      Draining.fill(rig, BACKLOG);
      rig.start(line.address(), Rhythm.standard());
      Rig.soon().until(() -> !rig.hub.published.isEmpty());

      Draining draining = Draining.watch(rig, BACKLOG);

      System.out.printf(
          "thin line: backlog of %d: %s, %.0f %% of the line%n",
          BACKLOG, draining, 100 * draining.bytesPerSecond() / LINE);
      assertTrue(draining.p95() <= 5_000, draining.toString());
    }
  }
}
