package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E4 from the start on: the card can be read at most, and later written again. */
class ReadOnlyCardTest {
  @TempDir Path work;

  private static List<Long> boots(List<SpoolRecord> records) {
    return records.stream().map(SpoolRecord::boot).distinct().toList();
  }

  private static void untilUsedAgain(Spool spool) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> spool.state().trouble().isEmpty());
  }

  /** Boot 7 left ten records, of which the hub has five, a torn one, and a file it is done with. */
  private static void anEarlierRun(Path directory) throws IOException {
    SpoolLimits tiny = new SpoolLimits(1 << 20, 4096);
    try (Spool spool = Spool.open(directory, tiny)) {
      assertEquals(7, spool.newBoot(7));
      for (long sequence = 1; sequence <= 10; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      Spools.all(spool).stream().filter(it -> it.sequence() <= 5).forEach(spool::forget);
    }
  }

  @Test
  void live_records_and_those_of_earlier_boots_go_out_and_all_is_well_once_it_can_be_written()
      throws IOException {
    LoopCard.assumeWorks("mkfs.ext4");
    try (LoopCard card = LoopCard.insert(work, 8 << 20)) {
      Path directory = card.mount.resolve("spool");
      anEarlierRun(directory);
      card.remount("ro");
      long drawn;
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        drawn = spool.newBoot(8);
        assertTrue(drawn >= Spool.FIRST_DRAWN_BOOT && drawn < 2 * Spool.FIRST_DRAWN_BOOT);
        assertTrue(spool.state().trouble().contains("Read-only"), spool.state().trouble());

        for (long sequence = 1; sequence <= 20; sequence++) {
          Spools.append(spool, drawn, sequence);
        }
        List<SpoolRecord> out = Spools.all(spool);
        assertEquals(List.of(7L, drawn), boots(out).stream().sorted().toList());
        assertEquals(25, out.size());
        out.stream().filter(it -> it.boot() == 7).forEach(spool::forget);
        out.stream().filter(it -> it.sequence() <= 12).forEach(spool::forget);
        spool.beginSession();
        assertEquals(8, Spools.all(spool).size()); // nothing is sent again within the run

        card.remount("rw");
        untilUsedAgain(spool);
        Spools.append(spool, drawn, 21);
        spool.sync();
        assertEquals(9, spool.state().records());
        assertEquals(Map.of(), spool.state().losses());
      }
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        assertEquals(9, Spools.all(spool).size());
        assertEquals(8, spool.newBoot(1)); // the drawn one is not counted on
        assertEquals("", spool.state().trouble());
      }
    }
  }

  @Test
  void two_starts_that_cannot_write_do_not_have_the_same_boot() throws IOException {
    LoopCard.assumeWorks("mkfs.ext4");
    try (LoopCard card = LoopCard.insert(work, 8 << 20)) {
      Path directory = card.mount.resolve("spool");
      anEarlierRun(directory);
      card.remount("ro");
      List<Long> boots = new ArrayList<>();
      for (int start = 1; start <= 20; start++) {
        try (Spool spool = Spool.open(directory, Spools.SMALL)) {
          boots.add(spool.newBoot(8));
          assertEquals(5, Spools.all(spool).size()); // and what is on the card each time
        }
      }

      assertEquals(20, new TreeSet<>(boots).size());
      assertFalse(boots.contains(8L));
    }
  }

  @Test
  void a_directory_that_cannot_be_made_yet_is_used_when_it_can() throws IOException {
    Path earlier = work.resolve("earlier");
    anEarlierRun(earlier);
    Path mount = Files.createFile(work.resolve("not-a-directory"));
    Path directory = mount.resolve("spool");
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      long drawn = spool.newBoot(8);
      Spools.append(spool, drawn, 1);
      assertEquals(List.of(drawn), boots(Spools.all(spool)));
      assertFalse(spool.state().trouble().isEmpty());

      Files.delete(mount);
      Files.createDirectory(mount);
      Spools.copy(earlier, directory);
      untilUsedAgain(spool);

      spool.beginSession();
      assertEquals(6, Spools.all(spool).size()); // what was on the card as well
    }
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(8, spool.newBoot(1));
      assertEquals(6, Spools.all(spool).size());
    }
  }

  @Test
  void losses_that_could_not_be_written_down_are_added_to_those_on_the_card() throws IOException {
    LoopCard.assumeWorks("mkfs.ext4");
    try (LoopCard card = LoopCard.insert(work, 8 << 20)) {
      Path directory = card.mount.resolve("spool");
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        spool.lose(Spools.loss(SpoolLoss.REFUSED, 3, "unknown-quantity"));
      }
      card.remount("ro");
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        spool.lose(Spools.loss(SpoolLoss.REFUSED, 2, "wrong-unit"));
        assertEquals(5, spool.state().losses().get(SpoolLoss.REFUSED));
        card.remount("rw");
        untilUsedAgain(spool);
        spool.sync();
      }
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        assertEquals(5, spool.state().losses().get(SpoolLoss.REFUSED));
      }
    }
  }

  @Test
  void a_torn_tail_on_a_card_that_cannot_be_written_is_told_once() throws IOException {
    LoopCard.assumeWorks("mkfs.ext4");
    try (LoopCard card = LoopCard.insert(work, 8 << 20)) {
      Path directory = card.mount.resolve("spool");
      Path killed = card.mount.resolve("killed");
      try (Spool spool = Spool.open(directory, Spools.SMALL)) {
        for (long sequence = 1; sequence <= 10; sequence++) {
          Spools.append(spool, 7, sequence);
        }
        spool.sync();
        Spools.copy(directory, killed);
      }
      Path segment = killed.resolve("telemetry-0000000000000001.seg");
      byte[] whole = Files.readAllBytes(segment);
      Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 5));
      card.remount("ro");
      try (Spool spool = Spool.open(killed, Spools.SMALL)) {
        assertEquals(Map.of(SpoolLoss.TORN, 1L), spool.state().losses());
        assertEquals(9, Spools.all(spool).size());
        card.remount("rw");
        untilUsedAgain(spool);
      }
      try (Spool spool = Spool.open(killed, Spools.SMALL)) {
        assertEquals(Map.of(SpoolLoss.TORN, 1L), spool.state().losses());
        assertEquals(9, Spools.all(spool).size());
        assertTrue(Files.size(segment) < whole.length - 5); // and the tail is cut off
      }
    }
  }
}
