package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path directory;

  @Test
  void what_is_appended_is_handed_out_once_oldest_first_and_unchanged() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 500; sequence++) {
        Spools.append(spool, 7, sequence);
      }

      List<SpoolRecord> all = Spools.all(spool);

      assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), Spools.sequences(all));
      assertEquals("readings", all.get(42).channel());
      assertArrayEquals(Spools.payload(7, 43), all.get(42).payload());
      assertTrue(spool.nextUnsent(10).isEmpty());
    }
  }

  @Test
  void a_record_appended_after_all_were_handed_out_comes_next() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.append(spool, 7, 1);
      List<SpoolRecord> before = spool.nextUnsent(10);

      Spools.append(spool, 7, 2);

      assertEquals(List.of(1L), Spools.sequences(before));
      assertEquals(List.of(2L), Spools.sequences(spool.nextUnsent(10)));
    }
  }

  @Test
  void after_a_lost_connection_everything_not_forgotten_is_handed_out_again() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 300; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      List<SpoolRecord> first = spool.nextUnsent(200);
      first.stream().filter(it -> it.sequence() % 3 == 0).forEach(spool::forget);

      spool.beginSession();

      List<Long> expected =
          LongStream.rangeClosed(1, 300).filter(it -> it > 200 || it % 3 != 0).boxed().toList();
      assertEquals(expected, Spools.sequences(Spools.all(spool)));
    }
  }

  @Test
  void records_forgotten_in_any_order_stay_forgotten_after_a_restart() throws IOException {
    Random random = new Random(11);
    List<Long> kept = new ArrayList<>();
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 400; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      List<SpoolRecord> all = new ArrayList<>(Spools.all(spool));
      Collections.shuffle(all, random);
      all.subList(0, 250).forEach(spool::forget);
      all.subList(250, 400).forEach(it -> kept.add(it.sequence()));
      Collections.sort(kept);
    }

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(kept, Spools.sequences(Spools.all(spool)));
      assertEquals(150, spool.state().records());
      assertEquals(0, spool.state().losses().size());
    }
  }

  @Test
  void forgetting_twice_is_forgetting_once() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.append(spool, 7, 1);
      Spools.append(spool, 7, 2);
      SpoolRecord first = spool.nextUnsent(1).get(0);

      assertTrue(spool.forget(first));
      assertFalse(spool.forget(first));

      assertEquals(1, spool.state().records());
    }
  }

  @Test
  void after_everything_is_acknowledged_only_the_cursor_is_left() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 1_000; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      Spools.all(spool).forEach(spool::forget);
      assertEquals(0, spool.state().records());
    }

    assertEquals(List.of("cursor"), Spools.files(directory));
  }

  @Test
  void an_acknowledgement_that_comes_after_the_file_is_gone_touches_no_newer_record()
      throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 100; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      List<SpoolRecord> old = Spools.all(spool);
      old.forEach(spool::forget);
      spool.sync();
      Spools.append(spool, 7, 101);

      old.forEach(spool::forget);

      assertEquals(List.of(101L), Spools.sequences(Spools.all(spool)));
    }
  }

  @Test
  void a_new_boot_is_later_than_every_one_before_and_not_below_the_time() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(1_700_000_000, spool.newBoot(1_700_000_000));
    }

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(1_700_000_001, spool.newBoot(77));
      assertEquals(1_700_000_099, spool.newBoot(1_700_000_099));
    }
  }

  @Test
  void the_last_boot_is_known_even_when_every_record_is_gone() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.append(spool, 1_700_000_000, 1);
      Spools.all(spool).forEach(spool::forget);
    }

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(1_700_000_001, spool.newBoot(1));
    }
  }

  @Test
  void the_last_boot_is_found_in_the_records_when_the_cursor_is_lost() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.append(spool, 41, 1);
      Spools.append(spool, 42, 1);
    }
    Files.delete(directory.resolve("cursor"));

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(43, spool.newBoot(1));
    }
  }

  @Test
  void a_boot_that_was_drawn_is_not_counted_on() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Spools.append(spool, 42, 1);
      Spools.append(spool, Spool.FIRST_DRAWN_BOOT + 5, 1);
    }
    Files.delete(directory.resolve("cursor"));

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(43, spool.newBoot(1));
      assertEquals(2, Spools.all(spool).size());
    }
  }

  @Test
  void a_copy_of_the_directory_taken_at_any_moment_opens_with_all_that_was_synced(
      @TempDir Path copies) throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 200; sequence++) {
        Spools.append(spool, 7, sequence);
        if (sequence % 20 == 0) {
          spool.sync();
          Path copy = copies.resolve("at-" + sequence);
          Spools.copy(directory, copy);
          try (Spool killed = Spool.open(copy, Spools.SMALL)) {
            assertEquals(
                LongStream.rangeClosed(1, sequence).boxed().toList(),
                Spools.sequences(Spools.all(killed)));
            assertEquals(0, killed.state().losses().size());
          }
        }
      }
    }
  }

  @Test
  void a_directory_in_use_is_not_opened_twice() throws IOException {
    Spool first = Spool.open(directory, Spools.SMALL);

    IOException why =
        assertThrows(IOException.class, () -> Spool.open(directory, Spools.SMALL).close());

    first.close();
    assertTrue(String.valueOf(why.getMessage()).contains("in use by another agent"));
    Spool.open(directory, Spools.SMALL).close();
  }

  @Test
  void losses_told_by_others_are_kept_over_restarts() throws IOException {
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      spool.lose(Spools.loss(SpoolLoss.REFUSED, 3, "unknown-quantity"));
      spool.lose(Spools.loss(SpoolLoss.REFUSED, 2, "wrong-unit"));
    }

    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      assertEquals(5, spool.state().losses().get(SpoolLoss.REFUSED));
    }
  }

  @Test
  void appending_to_a_closed_spool_fails() throws IOException {
    Spool spool = Spool.open(directory, Spools.SMALL);
    spool.close();

    assertThrows(IOException.class, () -> Spools.append(spool, 1, 1));
  }

  @Test
  void a_sampler_and_an_uplink_may_work_at_the_same_time() throws Exception {
    int count = 5_000;
    List<Long> got = new ArrayList<>();
    try (Spool spool = Spool.open(directory, Spools.SMALL)) {
      Thread sampler =
          new Thread(
              () -> {
                for (long sequence = 1; sequence <= count; sequence++) {
                  try {
                    Spools.append(spool, 7, sequence);
                  } catch (IOException why) {
                    throw new IllegalStateException(why);
                  }
                }
              });
      sampler.start();
      while (sampler.isAlive() || spool.state().records() > 0) {
        for (SpoolRecord each : spool.nextUnsent(64)) {
          got.add(each.sequence());
          spool.forget(each);
        }
      }
    }

    assertEquals(LongStream.rangeClosed(1, count).boxed().toList(), got);
    assertEquals(List.of("cursor"), Spools.files(directory));
  }
}
