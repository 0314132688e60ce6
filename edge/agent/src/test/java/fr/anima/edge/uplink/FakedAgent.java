package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The agent's program in a process of its own, with a wall clock that libfaketime sets under it
 * while its monotonic clock goes on. A machine without libfaketime says so and skips.
 */
final class FakedAgent implements AutoCloseable {
  static final String STATION = "goat-barn";
  private static final Path LIBRARIES = Path.of("/usr/lib");

  private final Path folder;
  private final Process process;

  private FakedAgent(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** Starts it with a wall clock that is so far from the machine's. */
  static FakedAgent start(Path folder, Duration wallError, URI hub) throws IOException {
    Optional<Path> library = library();
    if (library.isEmpty()) {
      System.out.println("SKIPPED: libfaketime is missing: run deploy/verify, which installs it");
    }
    assumeTrue(library.isPresent(), "libfaketime is missing");
    setWall(folder, wallError);
    Files.writeString(folder.resolve("station.toml"), station(hub));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "@jvm.flags",
            "-cp",
            System.getProperty("java.class.path"),
            "fr.anima.edge.Agent",
            "run",
            folder.resolve("station.toml").toString());
    builder
        .environment()
        .putAll(
            Map.of(
                "LD_PRELOAD", library.get().toString(),
                "FAKETIME_TIMESTAMP_FILE", folder.resolve("wall").toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", "0",
                "NO_FAKE_STAT", "1"));
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return new FakedAgent(folder, builder.start());
  }

  private static Optional<Path> library() throws IOException {
    try (Stream<Path> found =
        Files.find(
            LIBRARIES, 3, (path, is) -> path.endsWith(Path.of("faketime/libfaketimeMT.so.1")))) {
      return found.findFirst();
    }
  }

  private static String station(URI hub) {
    return """
        station = "%s"
        kind = "enclosure"
        hub = "%s"
        key = "secret"
        heartbeat_seconds = 2
        [spool]
        directory = "state"
        [[sensor]]
        name = "climate"
        type = "simulated"
        period_seconds = 0.2
        quantity.temperature = { mean = 18 }
        """
        .formatted(STATION, hub);
  }

  /** Someone sets the wall clock: so far from the machine's, for the agent alone. */
  void setWall(Duration error) throws IOException {
    setWall(folder, error);
  }

  private static void setWall(Path folder, Duration error) throws IOException {
    Path draft =
        Files.writeString(folder.resolve("wall.new"), "%+d%n".formatted(error.toSeconds()));
    Files.move(draft, folder.resolve("wall"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** What it logged. */
  List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  /** What it remembers of the time. */
  List<String> memory() throws IOException {
    return Files.readAllLines(folder.resolve("state/clock"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the agent did not stop on a signal");
    }
  }
}
