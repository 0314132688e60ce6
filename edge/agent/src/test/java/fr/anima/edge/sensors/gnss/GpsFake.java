package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.gnss.LiveFixes.Telling;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Debian's gpsd with a log instead of a receiver, played by gpsd's own {@code gpsfake}: a daemon, a
 * pseudo-terminal and a private port for each log.
 */
final class GpsFake implements Closeable {
  static final Path PROGRAM = Path.of("/usr/bin/gpsfake");
  static final Path DAEMON = Path.of("/usr/sbin/gpsd");

  private static final Patience PATIENCE =
      new Patience(
          Duration.ofMillis(20),
          Duration.ofMillis(20),
          Duration.ofSeconds(20),
          Duration.ofMinutes(1));

  /** The longest log takes two on an idle machine. */
  private static final int MOST_SECONDS = 15;

  private final Process process;
  private final int port;
  private final Path said;

  /** Starts; with -p a client of its own wakes the daemon, and the log begins 1.4 s later. */
  GpsFake(Path log, Path folder, int port) throws IOException {
    this.port = port;
    said = folder.resolve(log.getFileName() + ".said");
    ProcessBuilder command =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-1",
                "-p",
                "-q",
                "-W",
                "3",
                "-P",
                String.valueOf(port),
                log.toString())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    // The daemon's control socket.
    command.environment().put("TMPDIR", folder.toString());
    process = command.start();
  }

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM) && Files.isExecutable(DAEMON);
  }

  /** Every fix that our client hears until the log is over. */
  List<Sample.Fix> fixes() throws IOException, InterruptedException {
    FixDates anyTime = FixDates.ofRecording(() -> Instant.MAX);
    Gpsd gpsd = new Gpsd("127.0.0.1", port, Double.POSITIVE_INFINITY, PATIENCE, anyTime);
    try (LiveFixes sensor = new LiveFixes(gpsd, Telling.EVERY, PATIENCE).begin()) {
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("gpsfake does not end");
      }
      if (process.exitValue() != 0) {
        List<String> lines = Files.readAllLines(said, StandardCharsets.ISO_8859_1);
        throw new IOException("gpsfake failed: " + String.join(" / ", last(lines, 2)));
      }
      Heard.soon().until(() -> sensor.complaint().startsWith("gpsd at"));
      return sensor.sample(Heard.NOW).stream().map(Sample.Fix.class::cast).toList();
    }
  }

  private static List<String> last(List<String> lines, int count) {
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }

  /** Ends the daemon too, by its process id, should gpsfake have left it. */
  @Override
  public void close() {
    List<ProcessHandle> daemons = process.descendants().toList();
    process.destroyForcibly();
    daemons.forEach(ProcessHandle::destroy);
  }
}
