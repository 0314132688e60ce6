package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.InMemory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: it opens, and hands out every record that is undamaged. */
class SpoolDamageTest {
  private static final int RECORDS = 120;
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int CASES = LONG ? 10_000 : 1_000;
  private static final long MOST_CPU_NANOS = 1_000_000_000;

  @TempDir(factory = InMemory.class)
  Path work;

  private Path sound = Path.of("");
  private Path killed = Path.of("");
  private Path damaged = Path.of("");

  @BeforeEach
  void a_spool_of_several_segments() throws IOException {
    sound = work.resolve("sound");
    damaged = work.resolve("damaged");
    try (Spool spool = Spool.open(sound, Spools.SMALL)) {
      for (long sequence = 1; sequence <= RECORDS; sequence++) {
        Spools.append(spool, 7, sequence);
      }
      Spools.all(spool).stream().filter(it -> isSettled(it.sequence())).forEach(spool::forget);
      spool.sync();
      killed = work.resolve("killed");
      Spools.copy(sound, killed);
    }
  }

  private static boolean isSettled(long sequence) {
    return sequence % 7 == 3;
  }

  @Test
  void a_segment_of_64_kibibytes_cut_at_every_byte_gives_every_record_before_the_cut()
      throws IOException {
    Path one = work.resolve("large");
    SpoolLimits limits = new SpoolLimits(1 << 20, 64 * 1024);
    List<Integer> ends = new ArrayList<>();
    try (Spool spool = Spool.open(one, limits)) {
      for (long sequence = 1; spool.state().bytes() < 64 * 1024 - 400; sequence++) {
        Spools.append(spool, 7, sequence);
        ends.add((int) spool.state().bytes());
      }
      spool.sync();
      Spools.copy(one, work.resolve("large-killed"));
    }
    String segment = "telemetry-0000000000000001.seg";
    byte[] whole = Files.readAllBytes(work.resolve("large-killed").resolve(segment));
    int step = LONG ? 1 : 10;
    int first = LONG ? 0 : (int) Math.floorMod(seed(), 10L);
    long slowest = 0;
    for (int at = first; at <= whole.length; at += step) {
      int cut = at;
      Spools.clear(damaged);
      Files.write(damaged.resolve(segment), Arrays.copyOf(whole, cut));
      long before = cpuNanos();
      try (Spool spool = Spool.open(damaged, limits)) {
        long fit = ends.stream().filter(it -> it <= cut).count();
        assertEquals(
            LongStream.rangeClosed(1, fit).boxed().toList(),
            Spools.sequences(Spools.all(spool)),
            "cut at " + cut);
        long told = spool.state().losses().getOrDefault(SpoolLoss.TORN, 0L);
        assertEquals(cut == 0 || ends.contains(cut) ? 0 : 1, told, "cut at " + cut);
      }
      slowest = Math.max(slowest, cpuNanos() - before);
    }
    System.out.println("spool cut every " + step + " bytes: slowest " + slowest / 1_000 + " us");
    assertTrue(slowest < MOST_CPU_NANOS, slowest + " ns");
  }

  private static long seed() {
    return Long.getLong("anima.seed", 20_261_123L);
  }

  /** Of this thread alone: other programs on the machine do not count as a hang. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
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
    long seed = seed();
    System.out.println("spool damage: anima.seed=" + seed);
    for (int number = 0; number < CASES; number++) {
      Random random = new Random(seed + number);
      Spools.clear(damaged);
      boolean wasKilled = random.nextBoolean();
      Spools.copy(wasKilled ? killed : sound, damaged);
      Set<Long> mayBeLost = new TreeSet<>();
      String what = Damage.of(random).strike(damaged, random, mayBeLost);

      long before = cpuNanos();
      // how many records a file had is not known when it was not finished, or is gone
      boolean known = !what.startsWith("delete") && !(wasKilled && what.endsWith(last(killed)));
      judge("seed " + (seed + number) + ": " + what, mayBeLost, known);
      assertTrue(cpuNanos() - before < MOST_CPU_NANOS, what);
    }
  }

  private static String last(Path directory) {
    List<String> segments =
        Spools.files(directory).stream().filter(it -> it.endsWith(".seg")).toList();
    return segments.get(segments.size() - 1);
  }

  private void judge(String what, Set<Long> mayBeLost, boolean known) throws IOException {
    Set<Long> got = new HashSet<>();
    long losses;
    try (Spool spool = Spool.open(damaged, Spools.SMALL)) {
      for (SpoolRecord each : Spools.all(spool)) {
        assertTrue(got.add(each.sequence()), what + ": twice " + each);
        assertArrayEquals(Spools.payload(7, each.sequence()), each.payload(), what);
      }
      losses = spool.state().losses().values().stream().mapToLong(Long::longValue).sum();
    }
    long missing = 0;
    for (long sequence = 1; sequence <= RECORDS; sequence++) {
      boolean there = got.contains(sequence) || isSettled(sequence);
      assertTrue(there || mayBeLost.contains(sequence), what + ": " + sequence);
      missing += there ? 0 : 1;
    }
    assertTrue(!known || losses >= missing, what + ": only told of " + losses);
    try (Spool again = Spool.open(damaged, Spools.SMALL)) {
      assertEquals(got.size(), Spools.all(again).size(), what + ": opened again");
      assertEquals(
          losses,
          again.state().losses().values().stream().mapToLong(Long::longValue).sum(),
          what + ": a loss is told once");
    }
  }
}
