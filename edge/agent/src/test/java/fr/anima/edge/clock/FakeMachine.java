package fr.anima.edge.clock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/**
 * A machine whose wall clock can be wrong, and the true time, which only the test knows. It runs
 * systemd unless it is told otherwise.
 */
public final class FakeMachine {
  private final Path root;
  private final Path mark;
  private Instant truth = Instant.parse("2026-11-23T10:00:00Z");
  private Instant wall;
  private long nanos = 77_000_000_000L;
  private int boots;

  /** Booted a little more than a minute ago, with a wall clock that shows that. */
  public FakeMachine(Path root, Instant wall) {
    this.root = root;
    this.mark = root.resolve("run/systemd/timesync/synchronized");
    this.wall = wall;
    write(root.resolve("run/systemd/system"), "");
    nextBoot();
  }

  /** What the agent sees; a new one for each of its starts. */
  public MachineTime time() {
    return new MachineTime(() -> wall, () -> nanos, root);
  }

  /** What time it really is. */
  public Instant truth() {
    return truth;
  }

  /** Time goes by, for every clock. */
  public void pass(Duration time) {
    truth = truth.plus(time);
    wall = wall.plus(time);
    nanos += time.toNanos();
  }

  /** Someone or something sets the wall clock. */
  public void set(Instant shown) {
    wall = shown;
  }

  /** systemd-timesyncd reaches a server. */
  public void synchronize() {
    wall = truth;
    write(mark, "");
    try {
      Files.setLastModifiedTime(mark, FileTime.from(wall));
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  /** The power was off for an hour; afterwards the wall clock shows that. */
  public void reboot(Instant shown) throws IOException {
    truth = truth.plus(Duration.ofHours(1));
    wall = shown;
    nanos = 20_000_000_000L;
    Files.deleteIfExists(mark);
    nextBoot();
  }

  /** From now on no systemd runs here. */
  public FakeMachine withoutSystemd() throws IOException {
    Files.delete(root.resolve("run/systemd/system"));
    return this;
  }

  private void nextBoot() {
    write(root.resolve("proc/sys/kernel/random/boot_id"), "boot-" + ++boots + "\n");
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }
}
