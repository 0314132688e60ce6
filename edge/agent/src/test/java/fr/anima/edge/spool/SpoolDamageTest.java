package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: it opens, and hands out every record that is undamaged. */
class SpoolDamageTest {
  private static final int RECORDS = 120;
  private static final int CASES = 1_000;

  @TempDir Path work;
  private Path sound = Path.of("");
  private Path damaged = Path.of("");

  @BeforeEach
  void a_spool_of_several_segments() throws IOException {
    sound = work.resolve("sound");
    damaged = work.resolve("damaged");
    try (Spool spool = Spool.open(sound, Spools.SMALL)) {
      for (long sequence = 1; sequence <= RECORDS; sequence++) {
        Spools.append(spool, 7, sequence);
      }
    }
  }

  @Test
  void a_segment_cut_at_any_byte_gives_every_record_before_the_cut() throws IOException {
    Path one = work.resolve("one");
    try (Spool spool = Spool.open(one, Spools.SMALL)) {
      for (long sequence = 1; sequence <= 12; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      spool.sync();
      Spools.copy(one, work.resolve("killed"));
    }
    Path killed = work.resolve("killed");
    String segment =
        Spools.files(killed).stream().filter(it -> it.endsWith(".seg")).findFirst().orElseThrow();
    byte[] whole = Files.readAllBytes(killed.resolve(segment));

    for (int cut = 0; cut <= whole.length; cut++) {
      Spools.clear(damaged);
      Files.write(damaged.resolve(segment), Arrays.copyOf(whole, cut));
      try (Spool spool = Spool.open(damaged, Spools.SMALL)) {
        List<SpoolRecord> left = Spools.all(spool);
        boolean atBoundary = check(left, cut);
        assertEquals(atBoundary ? 0 : 1, spool.state().losses().size(), "cut at " + cut);
        if (cut % 100 == 0) {
          Spools.append(spool, 8, 1);
          assertEquals(List.of(1L), Spools.sequences(Spools.all(spool)));
        }
      }
    }
  }

  /** Exactly the records that fit before the cut; returns whether the cut fell between two. */
  private static boolean check(List<SpoolRecord> left, int cut) {
    int end = 0;
    int fits = 0;
    for (long sequence = 1; sequence <= 12; sequence++) {
      int size = 40 + "readings".length() + Spools.payload(7, sequence).length;
      if (end + size > cut) {
        break;
      }
      end += size;
      fits++;
    }
    assertEquals(fits, left.size(), "cut at " + cut);
    return end == cut;
  }

  @Test
  void seeded_damage_never_costs_an_undamaged_record_nor_makes_one_up() throws IOException {
    long seed = Long.getLong("anima.seed", 20_261_123L);
    System.out.println("spool damage: anima.seed=" + seed);
    for (int number = 0; number < CASES; number++) {
      Random random = new Random(seed + number);
      Spools.clear(damaged);
      Spools.copy(sound, damaged);
      Set<Long> mayBeLost = new TreeSet<>();
      String what = Damage.of(random).strike(damaged, random, mayBeLost);

      judge("seed " + (seed + number) + ": " + what, mayBeLost);
    }
  }

  private void judge(String what, Set<Long> mayBeLost) throws IOException {
    Set<Long> got = new HashSet<>();
    long losses;
    try (Spool spool = Spool.open(damaged, Spools.SMALL)) {
      for (SpoolRecord each : Spools.all(spool)) {
        assertTrue(got.add(each.sequence()), what + ": twice " + each);
        assertArrayEquals(Spools.payload(7, each.sequence()), each.payload(), what);
      }
      losses = spool.state().losses().values().stream().mapToLong(Long::longValue).sum();
    }
    for (long sequence = 1; sequence <= RECORDS; sequence++) {
      assertTrue(got.contains(sequence) || mayBeLost.contains(sequence), what + ": " + sequence);
    }
    boolean wholeFile = what.contains("delete");
    assertTrue(wholeFile || losses >= RECORDS - got.size(), what + ": only told of " + losses);
    try (Spool again = Spool.open(damaged, Spools.SMALL)) {
      assertEquals(got.size(), Spools.all(again).size(), what + ": opened again");
      assertEquals(
          losses,
          again.state().losses().values().stream().mapToLong(Long::longValue).sum(),
          what + ": a loss is told once");
    }
  }
}
