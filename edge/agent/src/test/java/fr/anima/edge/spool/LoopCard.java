package fr.anima.edge.spool;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A card that can be cut off, filled and broken: ext4 in a file, mounted through a loop device.
 * Needs root; a machine that cannot do it says so and skips.
 */
final class LoopCard implements AutoCloseable {
  private static final long COMMAND_SECONDS = 30;

  private final Path image;
  final Path mount;

  private LoopCard(Path image, Path mount) {
    this.image = image;
    this.mount = mount;
  }

  /** Skips the test, aloud, where one of the programs, root or loop devices are missing. */
  static void assumeWorks(String... programs) {
    String missing = missing(programs);
    if (!missing.isEmpty()) {
      System.out.println("SKIPPED: " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
  }

  private static String missing(String... programs) {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "a card that fails needs root to mount it";
    }
    if (!Files.exists(Path.of("/dev/loop-control"))) {
      return "a card that fails needs loop devices";
    }
    return Arrays.stream(programs)
        .filter(it -> !isInstalled(it))
        .findFirst()
        .map(it -> it + " is missing: run deploy/verify, which installs it")
        .orElse("");
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/").stream()
        .anyMatch(it -> Files.isExecutable(Path.of(it + program)));
  }

  /** A new card; the image may be a device of another program's making. */
  static LoopCard insert(Path image, Path mount) throws IOException {
    run("mkfs.ext4", "-q", "-F", image.toString());
    LoopCard card = new LoopCard(image, Files.createDirectories(mount));
    card.mount();
    return card;
  }

  static LoopCard insert(Path work, long bytes) throws IOException {
    Path image = work.resolve("card.img");
    run("truncate", "-s", Long.toString(bytes), image.toString());
    return insert(image, work.resolve("card"));
  }

  /** From now on the card takes nothing, and what was not forced is gone. */
  void cutPower() throws IOException {
    run("xfs_io", "-x", "-c", "shutdown", mount.toString());
  }

  void mount() throws IOException {
    run("mount", "-o", "loop", image.toString(), mount.toString());
  }

  void unmount() throws IOException {
    run("umount", mount.toString());
  }

  @Override
  public void close() throws IOException {
    if (Files.readString(Path.of("/proc/mounts")).contains(" " + mount + " ")) {
      unmount();
    }
  }

  /** Runs a program to its end; what it says is the failure's text. */
  static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IOException(why);
    }
  }
}
