package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E1, with the power cut at a random moment, again and again on the same card. */
class PowerCutTest {
  private static final int CUTS = Boolean.getBoolean("anima.long") ? 200 : 20;
  private static final long CARD_BYTES = 64 << 20;

  @TempDir Path work;

  @Test
  void a_power_cut_loses_nothing_that_was_said_to_be_on_disk() throws Exception {
    LoopCard.assumeWorks("mkfs.ext4", "xfs_io");
    long seed = Long.getLong("anima.seed", 20_261_123L);
    System.out.println("power cuts: anima.seed=" + seed);
    Random random = new Random(seed);
    Set<String> owed = new TreeSet<>();
    long oldestLostNanos = 0;
    long slowestNanos = 0;
    long promised = 0;
    try (LoopCard card = LoopCard.insert(work, CARD_BYTES)) {
      for (int cut = 1; cut <= CUTS; cut++) {
        boolean asking = cut % 4 != 0;
        WriterProcess writer =
            WriterProcess.start(
                card.mount.resolve("spool"), cut, List.of(asking ? "asking" : "quiet", "forget"));
        long cutNanos = cutAtRandom(card, writer, asking, random);

        long opening = System.nanoTime();
        Set<String> left = openAndRead(card, cut % 5 == 0);
        slowestNanos = Math.max(slowestNanos, System.nanoTime() - opening);
        long stored = writer.storedBefore(cutNanos);
        LongStream.rangeClosed(1, stored).mapToObj(it -> writer.boot + "/" + it).forEach(owed::add);
        promised += stored;
        owed.removeAll(writer.forgotten);
        Set<String> lost = new TreeSet<>(owed);
        lost.removeAll(left);
        assertEquals(Set.of(), lost, "cut " + cut + " of seed " + seed);
        long lastLeft = last(left, writer.boot);
        oldestLostNanos = Math.max(oldestLostNanos, writer.oldestLostNanos(lastLeft, cutNanos));
        if (cut % 5 == 0) {
          owed.clear();
        }
      }
    }
    System.out.printf(
        "power cuts: %d, promised %d, lost 0; oldest unpromised loss %d ms; slowest reopening %d ms%n",
        CUTS, promised, millis(oldestLostNanos), millis(slowestNanos));
    assertTrue(
        millis(oldestLostNanos) < 3_000, "lost what was " + millis(oldestLostNanos) + " ms old");
  }

  private static long cutAtRandom(
      LoopCard card, WriterProcess writer, boolean asking, Random random)
      throws IOException, InterruptedException {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> asking ? writer.stored > 0 : writer.appended() > 0);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(asking ? 500 : 1_500));
      long cutNanos = System.nanoTime();
      card.cutPower();
      return cutNanos;
    } finally {
      writer.kill();
      card.unmount();
      card.mount();
    }
  }

  /** What is handed out, as boot/sequence; forgets it all if asked to. */
  private static Set<String> openAndRead(LoopCard card, boolean thenForget) throws IOException {
    Set<String> left = new TreeSet<>();
    SpoolLimits limits = new SpoolLimits(8 << 20, 64 * 1024);
    try (Spool spool = Spool.open(card.mount.resolve("spool"), limits)) {
      for (SpoolRecord each : Spools.all(spool)) {
        assertTrue(left.add(each.boot() + "/" + each.sequence()), "twice " + each);
        if (thenForget) {
          spool.forget(each);
        }
      }
    }
    return left;
  }

  private static long last(Set<String> left, long boot) {
    return left.stream()
        .filter(it -> it.startsWith(boot + "/"))
        .mapToLong(it -> Long.parseLong(it.substring(it.indexOf('/') + 1)))
        .max()
        .orElse(0);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  @Test
  void a_full_journal_of_64_mebibytes_opens_again() throws IOException {
    SpoolLimits limits = SpoolLimits.standard();
    long records = 0;
    try (Spool spool = Spool.open(work.resolve("full"), limits)) {
      while (spool.state().bytes() < limits.quotaBytes() - (1 << 20)) {
        for (int burst = 0; burst < 1_000; burst++) {
          Spools.append(spool, 7, ++records);
        }
      }
    }
    List<Long> millis = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      long before = System.nanoTime();
      Spool.open(work.resolve("full"), limits).close();
      millis.add(millis(System.nanoTime() - before));
    }
    try (Spool spool = Spool.open(work.resolve("full"), limits)) {
      assertEquals(records, spool.state().records());
      System.out.printf(
          "recovery: %d records, %d bytes, opened in %s ms (goal 2000)%n",
          records, spool.state().bytes(), millis);
    }
    assertTrue(Files.exists(work.resolve("full").resolve("cursor")));
  }
}
