package fr.anima.edge.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * What this machine says of the time. The only class that asks it; {@link StationClock} decides
 * what of it is true.
 */
public final class MachineTime {
  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Path root;
  private final String boot;

  /**
   * A machine of such clocks.
   *
   * @param wall the clock that can be set
   * @param nanos nanoseconds since the machine booted, or since any moment that lasts as long as
   *     that boot; never set
   * @param root where its files lie: {@code /}, or a folder in tests
   */
  public MachineTime(InstantSource wall, LongSupplier nanos, Path root) {
    this.wall = wall;
    this.nanos = nanos;
    this.root = root;
    this.boot = boot(root.resolve("proc/sys/kernel/random/boot_id"));
  }

  /** The machine this runs on. On Linux {@code nanoTime} goes on across a restart of the agent. */
  public static MachineTime ofThisMachine() {
    return new MachineTime(InstantSource.system(), System::nanoTime, Path.of("/"));
  }

  /** What the wall clock shows. */
  Instant wall() {
    return wall.instant();
  }

  /** The monotonic clock. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** Which boot of which machine this is: as long as it stays, {@link #nanos} goes on. */
  String boot() {
    return boot;
  }

  /** When systemd-timesyncd last set the wall clock in this boot, by that clock. */
  Optional<Instant> synchronizedAt() {
    try {
      return Optional.of(
          Files.getLastModifiedTime(root.resolve("run/systemd/timesync/synchronized")).toInstant());
    } catch (IOException never) {
      return Optional.empty();
    }
  }

  /** Whether systemd runs here; where it does not, the clock is someone else's to keep. */
  boolean hasSystemd() {
    return Files.exists(root.resolve("run/systemd/system"));
  }

  private static String boot(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException notLinux) {
      return UUID.randomUUID().toString();
    }
  }
}
