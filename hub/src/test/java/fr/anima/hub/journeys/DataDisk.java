package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The hub's disk, whose power can be cut: ext4 in a file, mounted through a loop device. Needs
 * root; a machine that cannot do it says so and skips.
 */
record DataDisk(Path image, Path mount) implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final long STEP = 20_000_000;

  /** Skips the test, aloud, where root, loop devices or a program are missing. */
  static void assumeWorks() {
    boolean works =
        "root".equals(System.getProperty("user.name"))
            && Files.exists(Path.of("/dev/loop-control"))
            && isInstalled("mkfs.ext4")
            && isInstalled("xfs_io");
    String why = "a disk that fails needs root, loop devices, mkfs.ext4 and xfs_io (xfsprogs)";
    if (!works) {
      System.out.println("SKIPPED: " + why);
    }
    assumeTrue(works, why);
  }

  /** A new disk of that size; its file takes only what is written. */
  static DataDisk insert(Path work, long bytes) throws IOException {
    DataDisk disk =
        new DataDisk(work.resolve("disk.img"), Files.createDirectories(work.resolve("disk")));
    run("truncate", "-s", Long.toString(bytes), disk.image.toString());
    run("mkfs.ext4", "-q", "-F", disk.image.toString());
    disk.attach();
    return disk;
  }

  /** From now on the disk takes nothing, and what was not forced is gone. */
  void cutPower() throws IOException {
    run("xfs_io", "-x", "-c", "shutdown", mount.toString());
  }

  /** The power is back; all who used the disk must be dead. */
  void restorePower() {
    Awaitility.await("umount")
        .atMost(Duration.ofSeconds(20))
        .ignoreExceptions()
        .until(
            () -> {
              run("umount", mount.toString());
              attach();
              return true;
            });
  }

  /**
   * Takes all room but that, the last of it at 100 MB/s; it is reserved, not written, so the image
   * takes no more of this machine's disk.
   */
  void fill(long leftBytes) throws IOException, InterruptedException {
    for (int i = 0; usable() > leftBytes; i++) {
      long slowly = Math.min(STEP, usable() - leftBytes);
      long more = Math.max(slowly, usable() - leftBytes - 10 * STEP);
      run("fallocate", "-l", Long.toString(more), filler().resolve(Integer.toString(i)).toString());
      TimeUnit.MILLISECONDS.sleep(STEP / 100_000);
    }
  }

  void unfill() throws IOException {
    run("rm", "-r", filler().toString());
  }

  private long usable() throws IOException {
    return Files.getFileStore(mount).getUsableSpace();
  }

  private Path filler() throws IOException {
    return Files.createDirectories(mount.resolve("filler"));
  }

  @Override
  public void close() throws IOException {
    if (Files.readString(Path.of("/proc/mounts")).contains(" " + mount + " ")) {
      run("umount", mount.toString());
    }
  }

  private void attach() throws IOException {
    run("mount", "-o", "loop", image.toString(), mount.toString());
  }

  private static boolean isInstalled(String program) {
    return List.of("/usr/sbin/", "/usr/bin/", "/sbin/").stream()
        .anyMatch(it -> Files.isExecutable(Path.of(it + program)));
  }

  private static void run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      throw new IOException(why);
    }
  }
}
