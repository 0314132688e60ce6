package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises E6 and L1: a connection cut at any byte, in either direction, again and again. */
class CutConnectionTest {
  private static final int CUTS = Boolean.getBoolean("anima.long") ? 1_000 : 100;

  @TempDir Path directory;

  @Test
  void connections_cut_at_random_bytes_lose_nothing_and_double_nothing() throws IOException {
    long seed = Long.getLong("anima.seed", 20_261_123L);
    System.out.println("cut connections: anima.seed=" + seed);
    List<Long> arrived = new CopyOnWriteArrayList<>();
    int appended = 0;
    try (Rig rig = new Rig(directory);
        CuttingProxy proxy = new CuttingProxy(rig.hub.port(), CUTS, new Random(seed))) {
      rig.hub.acceptsGzip = true;
      rig.hub.judge =
          it -> {
            arrived.addAll(Rig.sequences(it));
            return HubStub.Reply.STORED;
          };
      Uplink uplink = rig.start(proxy.address(), Rig.QUICK);
      while (proxy.cuts.get() < CUTS) {
        rig.append("readings", appended + 1, appended + 20);
        appended += 20;
        Rig.soon().until(() -> rig.spool.state().records() < 200 || proxy.cuts.get() >= CUTS);
      }
      rig.untilDrained();

      assertEquals(appended, uplink.state().acknowledged(), "forgotten once each, seed " + seed);
      assertEquals(Map.of(), rig.spool.state().losses());
      assertTrue(uplink.state().connections() > CUTS / 4, uplink.state().toString());
    }
    // one station and one boot here: the sequence is what the hub tells two of the same by
    TreeSet<Long> once = new TreeSet<>(arrived);
    TreeSet<Long> lost = new TreeSet<>(Rig.upTo(appended));
    lost.removeAll(once);
    assertEquals(Set.of(), lost, "seed " + seed);
    assertEquals(appended, once.size(), "seed " + seed);
    System.out.printf(
        "cut connections: %d cuts, %d records, 0 lost, %d sent twice and told apart%n",
        CUTS, appended, arrived.size() - once.size());
  }
}
