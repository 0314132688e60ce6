package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides, reading by reading of one quantity, when an alert begins and when it is over. Runs on
 * the stations' time only, so that a backlog that arrives tonight is judged as it was measured.
 *
 * <p>An episode goes NORMAL, PENDING, ACTIVE, RECOVERING and back to NORMAL. Both ways have
 * hysteresis: a pending episode is forgotten only when the value is safe, not when it trembles
 * around the limit, and it rings only on a reading beyond the limit. A gap of more than two periods
 * proves nothing, so it starts the pending and the recovering clocks anew. A reading older than the
 * newest judged one neither rings nor clears; of two of the same instant the worse decides.
 */
public final class ConditionJudge {
  private ConditionJudge() {}

  /** Where an episode stands. */
  public enum Phase {
    /** Nothing to say. */
    NORMAL,
    /** Beyond the limit, not yet for long enough. */
    PENDING,
    /** An alert was raised. */
    ACTIVE,
    /** Safe again, not yet for long enough; the alert stands. */
    RECOVERING
  }

  /**
   * What is remembered between readings.
   *
   * @param newest measured-at of the newest judged reading
   * @param since when it went beyond the limit; present while pending
   * @param safeSince when it became safe; present while recovering
   * @param alert how the alert began; present while active or recovering
   */
  public record Episode(
      Phase phase,
      Optional<Instant> newest,
      Optional<Instant> since,
      Optional<Instant> safeSince,
      Optional<Beginning> alert) {
    /** Before the first reading. */
    public static final Episode NONE =
        new Episode(
            Phase.NORMAL, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private Episode normal() {
      return new Episode(
          Phase.NORMAL, newest, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Episode pendingSince(Instant at) {
      return new Episode(
          Phase.PENDING, newest, Optional.of(at), Optional.empty(), Optional.empty());
    }

    private Episode active(Beginning beginning) {
      return new Episode(
          Phase.ACTIVE, newest, Optional.empty(), Optional.empty(), Optional.of(beginning));
    }

    private Episode recoveringSince(Instant at) {
      return new Episode(Phase.RECOVERING, newest, Optional.empty(), Optional.of(at), alert);
    }

    private Episode seen(Instant at) {
      return new Episode(phase, Optional.of(at), since, safeSince, alert);
    }

    /** Whether more than two periods went by without a reading. */
    public boolean isAfterGap(Instant at, Optional<Duration> period) {
      return newest.isPresent()
          && period.isPresent()
          && Duration.between(newest.get(), at).compareTo(period.get().multipliedBy(2)) > 0;
    }

    private boolean isLate(Instant at, boolean beyond) {
      return newest.isPresent()
          && (at.isBefore(newest.get()) || (at.equals(newest.get()) && !beyond));
    }
  }

  /** One value of the quantity that is judged. */
  public record Reading(Instant measuredAt, double value) {}

  /** What comes of a reading: the episode afterwards and, rarely, something to announce. */
  public record Judged(Episode episode, Optional<AlertSignal> signal) {
    private static Judged silently(Episode episode) {
      return new Judged(episode, Optional.empty());
    }
  }

  /** Judges one reading of an enclosure by one of its limits. */
  public static Judged judge(Enclosure enclosure, Limit limit, Episode before, Reading reading) {
    boolean beyond = limit.isBeyond(reading.value());
    Instant at = reading.measuredAt();
    if (before.isLate(at, beyond)) {
      return Judged.silently(before);
    }
    boolean gap = before.isAfterGap(at, enclosure.period(limit.quantity()));
    Episode now = before.seen(at);
    return switch (before.phase()) {
      case NORMAL ->
          beyond ? beyondSince(at, enclosure, limit, now, reading) : Judged.silently(now);
      case PENDING -> pending(enclosure, limit, gap ? now.normal() : now, reading);
      case ACTIVE -> limit.isSafe(reading.value()) ? safeSince(at, limit, now) : silently(now);
      case RECOVERING -> recovering(limit, gap, now, reading);
    };
  }

  /**
   * Ends an episode whose limit is gone: an alert that no limit asks for must not stand for ever.
   */
  public static Judged withoutLimit(Episode before, Reading reading) {
    if (before.newest().filter(reading.measuredAt()::isBefore).isPresent()) {
      return Judged.silently(before);
    }
    Episode now = before.seen(reading.measuredAt());
    return new Judged(
        now.normal(), now.alert().map(it -> AlertSignal.cleared(it, reading.measuredAt())));
  }

  private static Judged silently(Episode episode) {
    return Judged.silently(episode);
  }

  private static Judged pending(Enclosure enclosure, Limit limit, Episode now, Reading reading) {
    if (limit.isSafe(reading.value())) {
      return silently(now.normal());
    }
    return limit.isBeyond(reading.value())
        ? beyondSince(now.since().orElse(reading.measuredAt()), enclosure, limit, now, reading)
        : silently(now);
  }

  private static Judged beyondSince(
      Instant since, Enclosure enclosure, Limit limit, Episode now, Reading reading) {
    if (Duration.between(since, reading.measuredAt()).compareTo(limit.raiseAfter()) < 0) {
      return silently(now.pendingSince(since));
    }
    Beginning beginning =
        Beginning.of(enclosure.id(), limit, since, reading.measuredAt(), reading.value());
    return new Judged(now.active(beginning), Optional.of(AlertSignal.raised(beginning)));
  }

  private static Judged recovering(Limit limit, boolean gap, Episode now, Reading reading) {
    if (!limit.isSafe(reading.value())) {
      return now.alert().map(it -> silently(now.active(it))).orElse(silently(now.normal()));
    }
    Instant safeSince = gap ? reading.measuredAt() : now.safeSince().orElse(reading.measuredAt());
    return safeSince(safeSince, limit, now);
  }

  private static Judged safeSince(Instant since, Limit limit, Episode now) {
    Instant at = now.newest().orElse(since);
    if (Duration.between(since, at).compareTo(limit.clearAfter()) < 0) {
      return silently(now.recoveringSince(since));
    }
    return new Judged(now.normal(), now.alert().map(it -> AlertSignal.cleared(it, at)));
  }
}
