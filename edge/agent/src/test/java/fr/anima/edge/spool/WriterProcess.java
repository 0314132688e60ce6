package fr.anima.edge.spool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** A {@link SpoolWriter} at work, and the ledger of what it told, outside its card. */
final class WriterProcess {
  /** Last sequence of a burst to the moment it was appended. */
  final ConcurrentSkipListMap<Long, Long> appendedNanos = new ConcurrentSkipListMap<>();

  final Set<String> forgotten = ConcurrentHashMap.newKeySet();
  final ConcurrentSkipListMap<Long, String> troubles = new ConcurrentSkipListMap<>();
  volatile long stored;

  /** Moment at which it was told to the last sequence that was said to be on disk. */
  private final ConcurrentSkipListMap<Long, Long> storedNanos = new ConcurrentSkipListMap<>();

  final long boot;
  private final Process process;
  private final Thread reader;

  private WriterProcess(long boot, Process process) {
    this.boot = boot;
    this.process = process;
    this.reader = new Thread(this::read, "ledger");
    reader.start();
  }

  static WriterProcess start(Path directory, long boot, List<String> how, String... before)
      throws IOException {
    List<String> command = new ArrayList<>(Arrays.asList(before));
    command.addAll(java(SpoolWriter.class));
    command.addAll(List.of(directory.toString(), Long.toString(boot)));
    command.addAll(how);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    return new WriterProcess(boot, process);
  }

  /** How to start one of the tests' programs: the spool needs nothing but the JDK. */
  static List<String> java(Class<?> program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx48m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData", // its file would count among what is written
        "-cp",
        place(Spool.class) + ":" + place(program),
        program.getName());
  }

  private static String place(Class<?> of) {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException why) {
      throw new IllegalStateException(why);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        note(line.split(" ", 3));
      }
    } catch (IOException killed) {
      // the ledger ends with the program
    }
  }

  private void note(String[] words) {
    switch (words[0]) {
      case "appended" -> appendedNanos.put(Long.valueOf(words[1]), Long.valueOf(words[2]));
      case "stored" -> {
        stored = Long.parseLong(words[1]);
        storedNanos.put(Long.valueOf(words[2]), stored);
      }
      case "forgotten" -> forgotten.add(words[1]);
      case "trouble" -> troubles.put(Long.valueOf(words[1]), words[2]);
      default -> {}
    }
  }

  /**
   * The last sequence that was said to be on disk before that moment. What a program says after the
   * power is gone is nothing anybody hears; a shut-down file system, unlike a dead machine, may
   * still let a force that was under way return.
   */
  long storedBefore(long nanos) {
    Map.Entry<Long, Long> told = storedNanos.lowerEntry(nanos);
    return told == null ? 0 : told.getValue();
  }

  long pid() {
    return process.pid();
  }

  long appended() {
    return appendedNanos.isEmpty() ? 0 : appendedNanos.lastKey();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void kill() {
    process.destroyForcibly();
    join();
  }

  /** Lets it close its spool. */
  void end() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
    join();
  }

  private void join() {
    try {
      process.waitFor(30, TimeUnit.SECONDS);
      reader.join(10_000);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long before that moment the first record behind the given one was appended. */
  long oldestLostNanos(long lastLeft, long cutNanos) {
    TreeMap<Long, Long> lost = new TreeMap<>(appendedNanos.tailMap(lastLeft, false));
    return lost.isEmpty() ? 0 : Math.max(0, cutNanos - lost.firstEntry().getValue());
  }
}
