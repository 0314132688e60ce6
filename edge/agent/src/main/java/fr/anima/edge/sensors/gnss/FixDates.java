package fr.anima.edge.sensors.gnss;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which of the times that receivers tell can be. Satellites send the week in ten bits: a receiver
 * that has outlived its maker's guess falls back 1024 weeks, to the very second.
 */
public final class FixDates {
  /** No receiver had anything to say to us earlier. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Duration ERA = Duration.ofDays(1024 * 7);
  private static final Duration TOLERANCE = Duration.ofDays(1);

  private final Supplier<Instant> latest;
  private final boolean isLive;

  private FixDates(Supplier<Instant> latest, boolean isLive) {
    this.latest = latest;
    this.isLive = isLive;
  }

  /**
   * Of a recording, which may be of any year.
   *
   * @param latest no fix can be later than this: a day after now where the clock is known, {@link
   *     Instant#MAX} where it is not
   */
  public static FixDates ofRecording(Supplier<Instant> latest) {
    return new FixDates(latest, false);
  }

  /**
   * Of a receiver that speaks now: a time that is a day around now, but for one era, is now.
   *
   * @param latest as for a recording
   */
  public static FixDates ofLive(Supplier<Instant> latest) {
    return new FixDates(latest, true);
  }

  /** The time that was meant; empty when it cannot be. */
  Optional<Instant> judged(Instant told) {
    Instant last = latest.get();
    if (told.isBefore(EARLIEST) || told.isAfter(last)) {
      return Optional.empty();
    }
    if (!isLive || last.equals(Instant.MAX)) {
      return Optional.of(told);
    }
    Instant eraLater = told.plus(ERA);
    boolean fellBack =
        !eraLater.isAfter(last)
            && Duration.between(eraLater, last).compareTo(TOLERANCE.multipliedBy(2)) <= 0;
    return Optional.of(fellBack ? eraLater : told);
  }
}
