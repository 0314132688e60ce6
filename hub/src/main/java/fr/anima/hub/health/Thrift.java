package fr.anima.hub.health;

import fr.anima.hub.health.DiskRoom.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long what was measured is kept while there is little room: less and less, step by step, each
 * with the time that files take to go; as long as usual when there is room again. Only what lies on
 * that disk is kept for less. For one thread.
 */
public final class Thrift {
  /** A broker looks every minute for what it may drop, and waits another one. */
  static final Duration STEP = Duration.ofMinutes(3);

  /**
   * The log goes first: what it says is in history, too. A day of it and a week of measurements
   * stay whatever happens; sums per minute and coarser are never touched.
   */
  private static final List<Kept> LADDER =
      List.of(kept(14, 90), kept(7, 60), kept(3, 30), kept(1, 14), kept(1, 7));

  private final Kept usual;
  private final Consumer<Kept> forget;
  private final List<Kept> steps = new ArrayList<>();
  private volatile int taken;
  private Instant takenAt = Instant.EPOCH;

  /**
   * Nothing is kept for less as yet.
   *
   * @param usual as the settings say; empty for what does not lie on the hub's disk
   * @param forget what is to be done at each step
   */
  public Thrift(Kept usual, Consumer<Kept> forget) {
    this.usual = usual;
    this.forget = forget;
    Kept last = usual;
    for (Kept each : LADDER) {
      Kept step = usual.atMost(each);
      if (!step.equals(last)) {
        steps.add(step);
        last = step;
      }
    }
  }

  /**
   * For how long.
   *
   * @param log what stations said, as they said it
   * @param samples measurements in history, as they were measured
   */
  public record Kept(Optional<Duration> log, Optional<Duration> samples) {
    private Kept atMost(Kept other) {
      return new Kept(least(log, other.log), least(samples, other.samples));
    }

    private static Optional<Duration> least(Optional<Duration> one, Optional<Duration> other) {
      return one.map(it -> other.filter(than -> than.compareTo(it) < 0).orElse(it));
    }
  }

  /** To be called again and again. */
  public void look(Level level, Instant now) {
    if (level == Level.ENOUGH) {
      taken = 0;
      takenAt = Instant.EPOCH;
    } else if (Duration.between(takenAt, now).compareTo(STEP) >= 0) {
      taken = Math.min(taken + 1, steps.size());
      takenAt = now;
      if (taken > 0) {
        forget.accept(now());
      }
    }
  }

  /** For how long what was measured is kept at present. */
  public Kept now() {
    return taken == 0 ? usual : steps.get(taken - 1);
  }

  /** What is kept for less than usual, in words that follow others; empty when nothing is. */
  public String words() {
    if (taken == 0) {
      return "";
    }
    Kept now = now();
    return now.log().map(it -> "; the log keeps messages for " + days(it)).orElse("")
        + now.samples().map(it -> "; history keeps measurements for " + days(it)).orElse("")
        + ", until there is room";
  }

  private static String days(Duration duration) {
    return duration.toDays() == 1 ? "a day" : duration.toDays() + " days";
  }

  private static Kept kept(int logDays, int sampleDays) {
    return new Kept(
        Optional.of(Duration.ofDays(logDays)), Optional.of(Duration.ofDays(sampleDays)));
  }
}
