package fr.anima.hub.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much room the disk of the hub's files has. A broker or a database that meets a full disk ends
 * and may not come back by itself, so the hub stops taking readings before, which stations keep
 * meanwhile, and leaves what is left to orders and people. If something else goes on filling the
 * disk, the ballast is given up, so that both can still end in good order.
 */
public final class DiskRoom {
  private static final Logger LOG = LoggerFactory.getLogger(DiskRoom.class);
  private static final long MIB = 1L << 20;

  /** On a smaller disk the ballast would be a great part of what there is. */
  private static final long WORTH_BALLAST = 4096 * MIB;

  private final Supplier<Space> disk;
  private final Ballast ballast;
  private final Executor slowly;
  private final AtomicBoolean taking = new AtomicBoolean();
  private volatile Consumer<Boolean> mayStore = may -> {};
  private volatile Level level = Level.ENOUGH;
  private volatile Space space = new Space(Long.MAX_VALUE, Long.MAX_VALUE);

  DiskRoom(Supplier<Space> disk, Ballast ballast, Executor slowly) {
    this.disk = disk;
    this.ballast = ballast;
    this.slowly = slowly;
  }

  /**
   * Of the disk with that directory, where the ballast is kept, too.
   *
   * @param ballastMib in MiB, 0 for none
   * @param slowly where it may take seconds to reserve room
   */
  public static DiskRoom of(Path data, int ballastMib, Executor slowly) {
    return new DiskRoom(
        () -> Space.of(data), new Ballast(data.resolve(Ballast.FILE), ballastMib * MIB), slowly);
  }

  /** Room in bytes: what is free for the hub, and all there is. */
  record Space(long usable, long total) {
    private static Space of(Path data) {
      try {
        FileStore store = Files.getFileStore(data);
        return new Space(store.getUsableSpace(), store.getTotalSpace());
      } catch (IOException why) {
        throw new UncheckedIOException("the disk of " + data + " does not say how full it is", why);
      }
    }

    private long low() {
      return Math.min(1024 * MIB, total / 10);
    }

    private long full() {
      return Math.min(512 * MIB, total / 20);
    }

    /** Even the reserve of orders and people is going. */
    private boolean isNearlyNone() {
      return usable < full() / 3;
    }

    /** Room for the ballast, and for some more, so that it does not come and go. */
    private boolean hasRoomFor(long bytes) {
      return bytes > 0 && total >= WORTH_BALLAST && usable - bytes > low() + low() / 5;
    }
  }

  /** What there is room for. */
  public enum Level {
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
    static Level of(Space space, Level before) {
      long full = space.full();
      if (space.usable() < (before == FULL ? full + full / 5 : full)) {
        return FULL;
      }
      return space.usable() < space.low() ? LOW : ENOUGH;
    }
  }

  /** From now on that is told when readings may be stored, and when no longer; and how it is. */
  public void tell(Consumer<Boolean> whetherMayStore) {
    mayStore = whetherMayStore;
    whetherMayStore.accept(level != Level.FULL);
  }

  /** What there is room for, at the last look. */
  public Level level() {
    return level;
  }

  /** To be called about twice a second: a disk fills at a hundred megabytes a second. */
  public void look() {
    space = disk.get();
    become(Level.of(space, level));
    boolean needed = level == Level.FULL && space.isNearlyNone();
    if (ballast.isThere() && (needed || ballast.bytes() == 0)) {
      ballast.give();
    } else if (level == Level.ENOUGH
        && !ballast.isThere()
        && space.hasRoomFor(ballast.bytes())
        && taking.compareAndSet(false, true)) {
      slowly.execute(this::take);
    }
  }

  private void take() {
    try {
      ballast.take();
    } finally {
      taking.set(false);
    }
  }

  /** How it is. */
  public Health.Check check() {
    String reserve =
        ballast.isThere()
            ? ", " + ballast.bytes() / MIB + " MiB more are in reserve"
            : space.total() < WORTH_BALLAST || ballast.bytes() == 0
                ? ""
                : ", the reserve is given up";
    String free = space.usable() / MIB + " MiB are free on the hub's disk" + reserve;
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
    LOG.warn("disk room was={} is={} free={} MiB", level, now, space.usable() / MIB);
    boolean turns = (now == Level.FULL) != (level == Level.FULL);
    level = now;
    if (turns) {
      mayStore.accept(now != Level.FULL);
    }
  }
}
