package fr.anima.edge.spool;

import fr.anima.edge.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A card that can be cut off, filled and broken: ext4 in a file, mounted through a loop device.
 * Needs root; a machine that cannot do it says so and skips.
 */
public final class LoopCard implements AutoCloseable {
  /** "0: 0.. 57: 8193.. 8250: 58:" */
  private static final Pattern EXTENT =
      Pattern.compile("^ +\\d+: +(\\d+)\\.\\. +(\\d+): +(\\d+)\\.\\.");

  private final Path image;

  /** Where its files are. */
  public final Path mount;

  private LoopCard(Path image, Path mount) {
    this.image = image;
    this.mount = mount;
  }

  /** Skips the test, aloud, where one of the programs, root or loop devices are missing. */
  public static void assumeWorks(String... programs) {
    boolean hasLoops = Files.exists(Path.of("/dev/loop-control"));
    Programs.assumeRoot(hasLoops ? "" : "a card that fails needs loop devices", programs);
  }

  /** A new card; the image may be a device of another program's making. */
  static LoopCard insert(Path image, Path mount) throws IOException {
    Programs.run("mkfs.ext4", "-q", "-F", image.toString());
    LoopCard card = new LoopCard(image, Files.createDirectories(mount));
    card.mount();
    return card;
  }

  /** A new card of that size in that directory. */
  public static LoopCard insert(Path work, long bytes) throws IOException {
    Path image = work.resolve("card.img");
    Programs.run("truncate", "-s", Long.toString(bytes), image.toString());
    return insert(image, work.resolve("card"));
  }

  /** From now on the card takes nothing, and what was not forced is gone. */
  void cutPower() throws IOException {
    Programs.run("xfs_io", "-x", "-c", "shutdown", mount.toString());
  }

  void mount() throws IOException {
    Programs.run("mount", "-o", "loop", image.toString(), mount.toString());
  }

  /** Makes it one that can be read only, "ro", or written again, "rw". */
  public void remount(String how) throws IOException {
    Programs.run("mount", "-o", "remount," + how, mount.toString());
  }

  /** Where on the device that page of a file lies, in bytes. */
  long byteOf(Path file, int page) throws IOException {
    for (String line : Programs.run("filefrag", "-v", "-b1024", file.toString()).lines().toList()) {
      Matcher extent = EXTENT.matcher(line);
      if (extent.find()
          && Long.parseLong(extent.group(1)) <= 4L * page
          && Long.parseLong(extent.group(2)) > 4L * page) {
        long before = 4L * page - Long.parseLong(extent.group(1));
        return (Long.parseLong(extent.group(3)) + before) * 1024;
      }
    }
    throw new IOException(file + " has no page " + page);
  }

  void unmount() throws IOException {
    Programs.run("umount", mount.toString());
  }

  @Override
  public void close() throws IOException {
    if (Files.readString(Path.of("/proc/mounts")).contains(" " + mount + " ")) {
      unmount();
    }
  }
}
