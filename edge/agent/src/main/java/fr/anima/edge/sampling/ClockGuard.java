package fr.anima.edge.sampling;

import fr.anima.wire.ClockQuality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The one place that says what time it is, and how far that can be believed. A Pi has no clock of
 * its own: after a power cut it starts in 1970, or where it stopped, until the network tells it.
 */
public final class ClockGuard {
  /** This program did not exist before; a clock that shows an earlier time has not been set. */
  public static final Instant FLOOR = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration TOLERANCE = Duration.ofDays(1);

  private final InstantSource wall;
  private final Trust trust;
  private final Path root;

  /** What makes the clock believable. */
  public enum Trust {
    /**
     * systemd-timesyncd says so; on a machine that does not run systemd the clock is someone
     * else's, and a plausible one is believed.
     */
    AUTO,
    /** The configuration says that the machine's clock is kept, as by chrony or a clock chip. */
    TRUSTED
  }

  /** Watches that clock on this machine. */
  public ClockGuard(InstantSource wall, Trust trust) {
    this(wall, trust, Path.of("/"));
  }

  ClockGuard(InstantSource wall, Trust trust, Path root) {
    this.wall = wall;
    this.trust = trust;
    this.root = root;
  }

  /** What the clock shows. */
  public Instant now() {
    return wall.instant();
  }

  /** Whether the clock shows a time that can be. */
  public boolean isPlausible() {
    return !now().isBefore(FLOOR);
  }

  /** How far the clock can be believed at this moment. */
  public ClockQuality quality() {
    if (!isPlausible()) {
      return ClockQuality.ESTIMATED;
    }
    return trust == Trust.TRUSTED || isKept() ? ClockQuality.SYNCED : ClockQuality.ESTIMATED;
  }

  /** No satellite fix can be later: a day after now, or without end while the clock is unknown. */
  public Instant latestFix() {
    return isPlausible() ? now().plus(TOLERANCE) : Instant.MAX;
  }

  private boolean isKept() {
    return Files.exists(root.resolve("run/systemd/timesync/synchronized"))
        || !Files.exists(root.resolve("run/systemd/system"));
  }
}
