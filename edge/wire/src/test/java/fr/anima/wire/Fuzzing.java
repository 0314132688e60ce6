package fr.anima.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.code_intelligence.jazzer.Jazzer;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Feeds a reader of bytes what nobody thought of. Jazzer, in a JVM of its own because it changes
 * the classes it watches, begins with the test's seeds and keeps whatever reaches something new;
 * all of that is then read once more here, where time and memory are the reader's own. A finding is
 * an exception that leaves the target, or a cost beyond the bounds; its bytes become a seed.
 *
 * @param target a class with {@code public static void fuzzerTestOneInput(byte[])}
 * @param watched packages whose branches guide Jazzer; it is blind for all others
 * @param mostBytes of memory for one input, beside ten times its length
 * @param longRuns so many inputs with {@code -Danima.long=true}; 0 for three minutes' worth
 */
public record Fuzzing(Class<?> target, String watched, int mostBytes, int longRuns) {
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int VERIFY_SECONDS = 120;
  private static final int LONG_SECONDS = 180;
  private static final int HOURS_SECONDS = 6 * 3_600;
  private static final long SEED = Long.getLong("anima.seed", 20_261_127L);
  private static final String FOLDER = "anima.fuzzing.folder";
  private static final int LONGEST = 8_192;
  private static final int TIMES = 10;
  private static final long MOST_NANOS = 1_000_000_000;
  private static final int END_SECONDS = 60;

  private static final Pattern LAST_LINE = Pattern.compile("#(\\d+)\\s+DONE\\s+cov: (\\d+)");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** For three minutes with {@code -Danima.long=true}. */
  public Fuzzing(Class<?> target, String watched, int mostBytes) {
    this(target, watched, mostBytes, 0);
  }

  /** A target's method. */
  public interface Reading {
    void of(byte[] bytes) throws Exception;
  }

  /** Where a target may write; gone with the test. */
  public static Path folder() {
    return Path.of(System.getProperty(FOLDER, "no fuzzing runs"));
  }

  /**
   * Reads so many inputs, or more with {@code -Danima.long=true}; {@code -Danima.seed} takes
   * another way.
   *
   * @param runs a few seconds' worth
   * @param leastBranches reached: fewer mean that it does not get inside
   */
  public void run(Path work, List<byte[]> seeds, Reading reading, int runs, int leastBranches)
      throws Exception {
    String machine = System.getProperty("os.arch");
    boolean isKnown = List.of("amd64", "aarch64").contains(machine);
    if (!isKnown) {
      System.out.println("SKIPPED: Jazzer has no native part for " + machine);
    }
    assumeTrue(isKnown, machine);
    Path corpus = Files.createDirectory(work.resolve("corpus"));
    System.setProperty(FOLDER, Files.createDirectory(work.resolve("folder")).toString());
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i));
    }

    Matcher done = LAST_LINE.matcher(fuzz(work, corpus, LONG ? longRuns : runs));

    assertTrue(done.find(), "Jazzer ended without its last line");
    System.out.printf(
        "fuzzing %s: %s runs, %s branches, %d inputs kept, %s; anima.seed=%d%n",
        target.getSimpleName(),
        done.group(1),
        done.group(2),
        files(corpus).size(),
        dearest(corpus, reading),
        SEED);
    assertTrue(Integer.parseInt(done.group(1)) >= runs, done.group());
    assertTrue(Integer.parseInt(done.group(2)) >= leastBranches, done.group());
  }

  private String fuzz(Path work, Path corpus, int runs) throws IOException, InterruptedException {
    Path log = work.resolve("log");
    Process jazzer =
        new ProcessBuilder(command(work, corpus, runs))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = jazzer.waitFor(seconds() + END_SECONDS, TimeUnit.SECONDS);
    jazzer.destroyForcibly().waitFor();
    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertTrue(ended, () -> "hangs: " + end(said));
    assertEquals(0, jazzer.exitValue(), () -> end(said));
    return said;
  }

  private int seconds() {
    return !LONG ? VERIFY_SECONDS : longRuns == 0 ? LONG_SECONDS : HOURS_SECONDS;
  }

  /** The exception, and the bytes in Base64. */
  private static String end(String said) {
    List<String> lines = said.lines().toList();
    return lines.stream().skip(Math.max(0, lines.size() - 40)).collect(Collectors.joining("\n"));
  }

  private List<String> command(Path work, Path corpus, int runs) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        "-D" + FOLDER + "=" + folder(),
        "-cp",
        System.getProperty("java.class.path"),
        Jazzer.class.getName(),
        "--target_class=" + target.getName(),
        "--instrumentation_includes=" + watched,
        "--custom_hook_includes=" + watched,
        // these are about web applications; a station's file may name any path
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
        "--reproducer_path=" + work,
        "-artifact_prefix=" + work + "/",
        "-seed=" + SEED,
        "-runs=" + (runs == 0 ? -1 : runs),
        "-max_total_time=" + seconds(),
        "-max_len=" + LONGEST,
        "-timeout=10",
        corpus.toString());
  }

  /** Reads all that was kept; what the dearest cost. */
  private String dearest(Path corpus, Reading reading) throws Exception {
    long nanos = 0;
    long allocated = 0;
    for (Path each : files(corpus)) {
      byte[] bytes = Files.readAllBytes(each);
      Cost cost = frugally(bytes, () -> mostBytes, reading);
      nanos = Math.max(nanos, cost.nanos);
      allocated = Math.max(allocated, cost.allocated);
    }
    return "at most " + nanos / 1_000 + " us and " + allocated / 1024 + " KiB";
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  /**
   * Reads, which must take a second of this thread and ten times the input's length of memory, and
   * so many bytes, at most.
   *
   * @param mostBytes asked when the input was read
   */
  public static Cost frugally(byte[] bytes, LongSupplier mostBytes, Reading reading)
      throws Exception {
    Cost cost = Cost.of(reading, bytes, System::nanoTime);
    if (!cost.isFrugal(bytes, mostBytes.getAsLong())) {
      // the first time loads classes, or waits for the processor; to ask for its time takes longer
      cost = Cost.of(reading, bytes, THREADS::getCurrentThreadCpuTime);
    }
    Cost last = cost;
    assertTrue(
        cost.isFrugal(bytes, mostBytes.getAsLong()),
        () ->
            last + " for " + bytes.length + " bytes: " + Base64.getEncoder().encodeToString(bytes));
    return cost;
  }

  /** What reading took of time and of memory. */
  public record Cost(long nanos, long allocated) {
    private boolean isFrugal(byte[] bytes, long mostBytes) {
      return nanos <= MOST_NANOS && allocated <= (long) TIMES * bytes.length + mostBytes;
    }

    static Cost of(Reading reading, byte[] bytes, LongSupplier nanos) throws Exception {
      long began = nanos.getAsLong();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      reading.of(bytes);
      return new Cost(nanos.getAsLong() - began, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
  }
}
