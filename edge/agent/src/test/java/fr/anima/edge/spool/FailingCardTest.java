package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promises E3 and E4: the card is full, refuses for a while, or dies. */
class FailingCardTest {
  private static final SpoolLimits LIMITS = new SpoolLimits(1 << 20, 64 * 1024);

  @TempDir Path work;
  private long appended;

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
  }

  private void append(Spool spool, int records) throws IOException {
    for (int number = 0; number < records; number++) {
      appended++;
      SpoolRecord.Rank rank =
          appended % 10 == 0 ? SpoolRecord.Rank.ALARM : SpoolRecord.Rank.TELEMETRY;
      spool.append(rank, "readings", 7, appended, Spools.payload(7, appended));
    }
  }

  /** A reading every 50 ms until the spool says what it should; returns how long that took. */
  private long liveUntil(Spool spool, boolean trouble) throws IOException {
    long began = System.nanoTime();
    while (spool.state().trouble().isEmpty() == trouble) {
      append(spool, 1);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      assertTrue(System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20), "trouble " + !trouble);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  @Test
  void a_card_that_others_fill_costs_no_alarm_and_is_used_again_when_there_is_room()
      throws IOException {
    LoopCard.assumeWorks("mkfs.ext4", "dd");
    try (LoopCard card = LoopCard.insert(work, 4 << 20)) {
      Path filler = card.mount.resolve("filler");
      Set<Long> left = new TreeSet<>();
      long lost;
      try (Spool spool = Spool.open(card.mount.resolve("spool"), LIMITS)) {
        append(spool, 500);
        spool.sync();
        fill(filler);
        long noticed = liveUntil(spool, true);
        append(spool, 1_000);
        assertTrue(spool.state().trouble().startsWith("cannot"), spool.state().trouble());

        Files.delete(filler);
        long again = liveUntil(spool, false);
        System.out.println("full card: noticed in " + noticed + " ms, used again in " + again);
        spool.sync();
        lost = spool.state().losses().values().stream().mapToLong(Long::longValue).sum();
      }
      try (Spool spool = Spool.open(card.mount.resolve("spool"), LIMITS)) {
        Spools.all(spool).forEach(it -> left.add(it.sequence()));
      }
      for (long alarm = 10; alarm <= appended; alarm += 10) {
        assertTrue(left.contains(alarm), "alarm " + alarm);
      }
      assertEquals(appended, left.size() + lost);
    }
  }

  /** Another program takes what is left, to the last block. */
  private static void fill(Path filler) {
    try {
      Programs.run("dd", "if=/dev/zero", "of=" + filler, "bs=4096", "conv=fsync");
    } catch (IOException noSpaceLeft) {
      // as it should be
    }
  }

  @Test
  void a_card_that_refuses_writes_or_forces_for_a_while_loses_nothing() throws IOException {
    LoopCard.assumeWorks("fiu-run", "fiu-ctrl");
    Path directory = work.resolve("spool");
    String control = work.resolve("control").toString();
    WriterProcess writer =
        WriterProcess.start(
            directory, 7, List.of("asking", "keep"), "fiu-run", "-x", "-f", control);
    try {
      soon().until(() -> writer.stored > 0);
      for (String point :
          List.of("posix/io/sync/fdatasync,failinfo=5", "posix/io/rw/pwrite,failinfo=28")) {
        String name = point.substring(0, point.indexOf(','));
        int before = writer.troubles.size();
        control(control, writer, "enable name=" + point);
        soon().until(() -> writer.troubles.size() > before);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(4));
        control(control, writer, "disable name=" + name);
        soon().until(() -> writer.troubles.lastEntry().getValue().isEmpty());
        System.out.println("failing " + name + ": troubles " + writer.troubles.values());
      }
      writer.end();
    } finally {
      writer.kill();
    }
    try (Spool spool = Spool.open(directory, LIMITS)) {
      Set<Long> left = new TreeSet<>(Spools.sequences(Spools.all(spool)));
      long lost = spool.state().losses().values().stream().mapToLong(Long::longValue).sum();
      assertEquals(writer.appended(), left.size() + lost);
      assertEquals(0, lost);
    }
  }

  private static void control(String control, WriterProcess writer, String command)
      throws IOException {
    Programs.run("fiu-ctrl", "-f", control, "-c", command, Long.toString(writer.pid()));
  }

  @Test
  void a_card_that_dies_is_noticed_and_live_records_still_go_out() throws Exception {
    LoopCard.assumeWorks("mkfs.ext4", "nbdkit", "nbdfuse");
    Path failing = work.resolve("failing");
    try (NetworkBlock block = NetworkBlock.start(work, failing);
        LoopCard card = LoopCard.insert(block.device(), work.resolve("card"))) {
      long safe;
      try (Spool spool = Spool.open(card.mount.resolve("spool"), LIMITS)) {
        append(spool, 200);
        spool.sync();
        safe = appended;
        Files.createFile(failing);
        long noticed = liveUntil(spool, true);
        System.out.println("dying card: noticed in " + noticed + " ms");
        Spools.all(spool).stream().filter(it -> it.sequence() > safe).forEach(spool::forget);

        for (int live = 0; live < 100; live++) {
          append(spool, 1);
          long newest = appended;
          List<SpoolRecord> out = spool.nextUnsent(10);
          assertTrue(out.stream().anyMatch(it -> it.sequence() == newest), "record " + newest);
          out.stream().filter(it -> it.sequence() > safe).forEach(spool::forget);
        }
      } catch (IOException closingTellsOfTheCard) {
        assertTrue(appended > 300, closingTellsOfTheCard.toString());
      }
      Files.delete(failing);
      card.unmount();
      card.mount();
      try (Spool spool = Spool.open(card.mount.resolve("spool"), LIMITS)) {
        Set<Long> left = new TreeSet<>(Spools.sequences(Spools.all(spool)));
        for (long sequence = 1; sequence <= 200; sequence++) {
          assertTrue(left.contains(sequence), "accepted before it failed: " + sequence);
        }
      }
    }
  }
}
