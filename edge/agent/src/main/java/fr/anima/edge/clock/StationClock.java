package fr.anima.edge.clock;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one place that says what time it is. A Pi has no clock of its own: after a power cut it
 * starts in 1970, or where it stopped, until something tells it.
 *
 * <p>Time here is a moment at which the monotonic clock was zero, plus that clock; the wall clock
 * is only a witness. Until the time is known it is estimated: on a scale of this boot of the
 * machine that begins with the latest time that is surely past, and never steps. So the true time
 * of an estimated reading lies between its measured-at and its arrival. Once known, the distance of
 * the two scales is one number, and corrects what was stamped before. A wall clock that jumps later
 * is followed when a time source vouches for it, and otherwise is wrong.
 */
public final class StationClock {
  /** This program did not exist before; a clock that shows an earlier time has not been set. */
  public static final Instant FLOOR = Instant.parse("2026-01-01T00:00:00Z");

  private static final Logger log = LoggerFactory.getLogger(StationClock.class);

  /** What "known" promises; a wall clock within it is followed. */
  private static final Duration EXACT = Duration.ofSeconds(1);

  private static final Duration FIX_TOLERANCE = Duration.ofDays(1);
  private static final long SLEWS_ONE_IN = 20;
  private static final long QUARTZ_LOSES_ONE_IN = 10_000;
  private static final long ASK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(6);
  private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final MachineTime machine;
  private final Trust trust;
  private final ClockMemory memory;
  private final Instant zero;
  private Optional<Instant> trueZero;
  private Optional<Told> told = Optional.empty();

  /** Nothing on this machine agrees with the time as it is known: the hub may put it right. */
  private boolean hubsWordAlone;

  private long agreedNanos;
  private Optional<Instant> agreedMark;
  private long lookedNanos;
  private boolean refusesJump;
  private boolean changed;
  private long keptNanos;

  /** What makes the wall clock believable. */
  public enum Trust {
    /**
     * systemd-timesyncd says so; on a machine that does not run systemd the clock is someone
     * else's, and a plausible one is believed until it jumps.
     */
    AUTO,
    /**
     * The configuration says that the machine's clock is kept, as by chrony or a clock chip: it is
     * followed wherever it goes after {@link #FLOOR}.
     */
    TRUSTED
  }

  /** What the hub said: when the monotonic clock was zero, as seen at one moment. */
  private record Told(Instant zero, long nanos) {
    /** Whether a wall clock agrees, given what it took to ask and how far quartz drifts since. */
    boolean agreesWith(Instant wallZero, long now) {
      Duration allowed = EXACT.plus(EXACT).plusNanos((now - nanos) / QUARTZ_LOSES_ONE_IN);
      return isWithin(Duration.between(zero, wallZero), allowed);
    }
  }

  /**
   * The clock of a station.
   *
   * @param directory where it remembers what it knows; nothing is written before {@link #begin}
   */
  public StationClock(MachineTime machine, Trust trust, Path directory) {
    this.machine = machine;
    this.trust = trust;
    memory = new ClockMemory(directory.resolve("clock"));
    long nanos = machine.nanos();
    Optional<ClockMemory.Booted> before = memory.of(machine.boot());
    zero =
        before
            .map(ClockMemory.Booted::zero)
            .orElseGet(() -> later(memory.good(), past(machine).at()).minusNanos(nanos));
    trueZero = before.flatMap(ClockMemory.Booted::trueZero);
    hubsWordAlone = trueZero.isPresent();
    agreedNanos = nanos;
    agreedMark = machine.synchronizedAt();
    lookedNanos = nanos;
    keptNanos = nanos;
    look();
  }

  /** Whether they are at most so far apart, either way; Duration's own way takes decimals. */
  private static boolean isWithin(Duration apart, Duration most) {
    return apart.compareTo(most) <= 0 && !most.plus(apart).isNegative();
  }

  /** The same clock that remembers in another directory. */
  public StationClock keptIn(Path directory) {
    return new StationClock(machine, trust, directory);
  }

  /** The latest time that is past for sure on a machine whose wall clock nobody vouches for. */
  public static Moment past(MachineTime machine) {
    return new Moment(later(FLOOR, machine.wall()), ClockQuality.ESTIMATED);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The agent's run has that boot; times before it is known are corrected by it. */
  public synchronized void begin(long boot) {
    boolean isNoted = memory.of(machine.boot()).filter(it -> it.first() < boot).isPresent();
    if (!isNoted || Stamp.isDrawn(boot)) {
      boolean guessed = trueZero.isEmpty();
      memory.add(new ClockMemory.Booted(boot, machine.boot(), zero, trueZero, guessed));
    }
    changed = true;
  }

  /** What time it is, and whether that is known. Goes with the monotonic clock. */
  public synchronized Moment now() {
    return new Moment(
        trueZero.orElse(zero).plusNanos(machine.nanos()),
        trueZero.isPresent() ? ClockQuality.SYNCED : ClockQuality.ESTIMATED);
  }

  /** The monotonic clock that {@link #hubSaid} is told in. */
  public long nanos() {
    return machine.nanos();
  }

  /** No satellite fix can be later: a day after now, or without end while the time is unknown. */
  public Instant latestFix() {
    Moment now = now();
    return now.quality() == ClockQuality.SYNCED ? now.at().plus(FIX_TOLERANCE) : Instant.MAX;
  }

  /** True minus estimated time of a boot of the agent; empty when unknown, or nothing estimated. */
  public synchronized Optional<Duration> offset(long boot) {
    return memory
        .of(boot)
        .filter(ClockMemory.Booted::guessed)
        .flatMap(it -> it.trueZero().map(known -> Duration.between(it.zero(), known)));
  }

  /** Looks at the wall clock, once a second or so. */
  public synchronized void look() {
    long nanos = machine.nanos();
    Instant wall = machine.wall();
    Instant wallZero = wall.minusNanos(nanos);
    Duration apart = Duration.between(trueZero.orElse(zero), wallZero);
    boolean exact = trueZero.isPresent() && isWithin(apart, EXACT);
    if (exact) {
      slew(apart, nanos - lookedNanos);
      agreed(nanos);
      hubsWordAlone = hubsWordAlone && !isKept();
    } else if (!wall.isBefore(FLOOR) && isVouchedFor(wall, nanos)) {
      know(wallZero, "the machine's clock", nanos);
      hubsWordAlone = false;
    } else if (trueZero.isPresent() && !hubsWordAlone && !refusesJump) {
      refusesJump = true;
      log.warn(
          "the machine's clock was set and no time source vouches for it, not followed shows={}"
              + " apart={}",
          wall,
          apart);
    }
    lookedNanos = nanos;
  }

  /** Whether somebody keeps the wall clock, as long as it does not jump. */
  private boolean isKept() {
    return trust == Trust.TRUSTED || machine.synchronizedAt().isPresent() || !machine.hasSystemd();
  }

  private boolean isVouchedFor(Instant wall, long nanos) {
    if (trust == Trust.TRUSTED || trueZero.isEmpty()) {
      return isKept();
    }
    Optional<Instant> mark = machine.synchronizedAt();
    // Set since the wall clock last agreed with us, also by the wall clock's own account.
    Duration since = Duration.ofNanos(nanos - agreedNanos);
    return mark.filter(it -> !mark.equals(agreedMark))
            .map(it -> Duration.between(it, wall))
            .filter(age -> !age.isNegative() && age.compareTo(since) <= 0)
            .isPresent()
        || told.filter(it -> it.agreesWith(wall.minusNanos(nanos), nanos)).isPresent();
  }

  /** Goes to the wall clock step by step: two readings never trade places by more than that. */
  private void slew(Duration apart, long sinceNanos) {
    long most = sinceNanos / SLEWS_ONE_IN;
    long step = Math.max(-most, Math.min(most, apart.toNanos()));
    trueZero = trueZero.map(it -> it.plusNanos(step));
  }

  /**
   * The hub's time, for a machine that nothing else tells it. It is not followed against a clock
   * that is known otherwise, but vouches for one that jumped.
   *
   * @param askedNanos when it was asked, before which it cannot have been taken
   * @param heardNanos when it was heard; more than two seconds later it says too little
   */
  public synchronized void hubSaid(Instant time, long askedNanos, long heardNanos) {
    long half = (heardNanos - askedNanos) / 2;
    if (time.isBefore(FLOOR) || half > EXACT.toNanos()) {
      return;
    }
    Told now = new Told(time.minusNanos(askedNanos + half), heardNanos);
    told = Optional.of(now);
    look();
    Duration apart = Duration.between(trueZero.orElse(zero), now.zero());
    if (trueZero.isEmpty() || (hubsWordAlone && !isWithin(apart, Duration.ofNanos(half)))) {
      hubsWordAlone = true;
      know(now.zero(), "the hub", heardNanos);
    } else if (!now.agreesWith(trueZero.get(), heardNanos)) {
      log.warn("the hub's clock is another, not followed hub={} here={}", time, now().at());
    }
  }

  /** Whether only the hub knows the time, and quartz may have lost a part of a second since. */
  public synchronized boolean shouldAskHub() {
    return hubsWordAlone
        && told.filter(it -> machine.nanos() - it.nanos() > ASK_AGAIN_NANOS).isPresent();
  }

  private void know(Instant known, String from, long nanos) {
    Duration by = Duration.between(trueZero.orElse(zero), known);
    log.atLevel(isWithin(by, EXACT) ? Level.DEBUG : Level.INFO)
        .log("the time is known from={} time={} set by={}", from, known.plusNanos(nanos), by);
    trueZero = Optional.of(known);
    agreed(nanos);
    changed = true;
    remember();
  }

  private void agreed(long nanos) {
    agreedNanos = nanos;
    agreedMark = machine.synchronizedAt();
    refusesJump = false;
  }

  private void remember() {
    memory.know(machine.boot(), trueZero);
  }

  /** Writes down what is known: at once what is new, and every ten minutes what time it is. */
  public void keep() {
    String text;
    synchronized (this) {
      long nanos = machine.nanos();
      if (!changed && nanos - keptNanos < KEEP_NANOS) {
        return;
      }
      keptNanos = nanos;
      changed = false;
      trueZero.ifPresent(it -> memory.good(it.plusNanos(nanos)));
      remember();
      text = memory.text();
    }
    try {
      memory.write(text);
    } catch (IOException why) {
      log.warn(
          "what is known of the time is not on disk, next try in ten minutes reason={}",
          why.toString());
    }
  }
}
