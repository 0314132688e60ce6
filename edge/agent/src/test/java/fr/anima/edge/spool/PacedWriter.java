package fr.anima.edge.spool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A program that appends ten messages of a reading's size a second, drains at the end as a hub
 * would, and says how much it wrote, by the kernel's count of what it passed to files.
 */
final class PacedWriter {
  /** What the program said about itself, in bytes. */
  record Told(long payload, long written) {}

  private static final int A_SECOND = 10;
  private static final int PAYLOAD = 250;

  private PacedWriter() {}

  /** Arguments: directory, seconds. */
  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[1]) * A_SECOND;
    long before = written();
    try (Spool spool = Spool.open(Path.of(arguments[0]), SpoolLimits.standard())) {
      long began = System.nanoTime();
      for (long sequence = 1; sequence <= count; sequence++) {
        spool.append(SpoolRecord.Rank.TELEMETRY, "readings", 7, sequence, new byte[PAYLOAD]);
        long due = began + sequence * 1_000_000_000L / A_SECOND;
        Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
      }
      Spools.all(spool).forEach(spool::forget);
    }
    System.out.println(((long) count * PAYLOAD) + " " + (written() - before));
  }

  private static long written() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/io")).stream()
        .filter(it -> it.startsWith("wchar: "))
        .mapToLong(it -> Long.parseLong(it.substring("wchar: ".length())))
        .sum();
  }

  /** Runs it as a program of its own. */
  static Told run(Path directory, int seconds, String... before)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(Arrays.asList(before));
    command.addAll(WriterProcess.java(PacedWriter.class));
    command.addAll(List.of(directory.toString(), Integer.toString(seconds)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    String[] words = said.strip().split(" ", 2);
    return new Told(Long.parseLong(words[0]), Long.parseLong(words[1]));
  }
}
