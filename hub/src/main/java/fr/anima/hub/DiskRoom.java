package fr.anima.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room the disk of the hub's files has. A broker or a database that meets a full disk ends
 * and may not come back by itself, so the hub stops taking readings before, which stations keep
 * meanwhile, and leaves what is left to orders and people.
 */
final class DiskRoom {
  private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
  private static final long MIB = 1L << 20;

  private final Path data;
  private final Consumer<Boolean> mayStore;
  private volatile Level level = Level.ENOUGH;
  private volatile long usable = Long.MAX_VALUE;

  /** Of the disk with that directory; tells when readings may be stored, and when no longer. */
  DiskRoom(Path data, Consumer<Boolean> mayStore) {
    this.data = data;
    this.mayStore = mayStore;
  }

  /** What there is room for. */
  enum Level {
    /** Everything. */
    ENOUGH,
    /** Everything, but somebody should make room. */
    LOW,
    /** Orders and people; no readings. */
    FULL;

    /**
     * Low below 1 GiB or a tenth, full below 512 MiB or a twentieth of the disk, whichever is less;
     * what was full is so until a fifth more is free, so that it does not come and go.
     */
    static Level of(long usable, long total, Level before) {
      long full = Math.min(512 * MIB, total / 20);
      if (usable < (before == FULL ? full + full / 5 : full)) {
        return FULL;
      }
      return usable < Math.min(1024 * MIB, total / 10) ? LOW : ENOUGH;
    }
  }

  /** To be called about once a second: a disk fills at a hundred megabytes a second. */
  void look() {
    try {
      FileStore disk = Files.getFileStore(data);
      usable = disk.getUsableSpace();
      become(Level.of(usable, disk.getTotalSpace(), level));
    } catch (IOException why) {
      throw new UncheckedIOException("the disk of " + data + " does not say how full it is", why);
    }
  }

  Health.Check check() {
    String free = usable / MIB + " MiB are free where " + data + " is";
    return switch (level) {
      case ENOUGH -> Health.Check.well(free);
      case LOW -> Health.Check.strained(free + ": soon no more readings are taken");
      case FULL -> Health.Check.ill(free + ": no readings are taken, stations keep them");
    };
  }

  private void become(Level now) {
    if (now == level) {
      return;
    }
    LOG.warn("disk room was={} is={} free={} MiB", level, now, usable / MIB);
    level = now;
    mayStore.accept(now != Level.FULL);
  }
}
