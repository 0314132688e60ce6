package fr.anima.hub.animals.care;

import fr.anima.hub.eventlog.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * An enclosure that is cleaned: alerts that begin there meanwhile ring nobody, and what still lasts
 * at the end rings once. The contract's Cleaning.
 *
 * @param by who said so
 * @param endedAt when it was over; empty while it lasts
 */
public record Cleaning(
    UUID id,
    String enclosure,
    Instant startsAt,
    Instant until,
    String by,
    String reason,
    Optional<Instant> endedAt) {
  /** Every beginning and every end, by enclosure. */
  public static final Topic<Cleaning> TOPIC =
      Topic.json("anima.cleanings.v1", Cleaning.class, Topic.Keep.EVENTS);

  /** No longer than that (mission 5.2). */
  static final Duration MOST = Duration.ofHours(2);

  /** What somebody wants, as their device says it; the contract has checked its form. */
  record Form(String enclosure, Instant at, Instant until, String reason) {
    Form {
      reason = reason.strip();
    }

    /** Why it cannot be; empty when it can. */
    Optional<Mistake> mistake(Instant now) {
      if (reason.isEmpty()) {
        return Optional.of(new Mistake("/reason", "say why, in a few words"));
      }
      if (until.isAfter(startsAt(now).plus(MOST))) {
        return Optional.of(new Mistake("/until", "a cleaning lasts 2 h at most"));
      }
      return until.isAfter(now)
          ? Optional.empty()
          : Optional.of(new Mistake("/until", "it was over when this was heard of"));
    }

    /** Devices whose clock is ahead began when the hub heard of it. */
    Instant startsAt(Instant now) {
      return at.isAfter(now) ? now : at;
    }
  }

  /**
   * What makes no sense.
   *
   * @param pointer JSON pointer of the field to mend
   */
  record Mistake(String pointer, String detail) {}

  /** Whether what was raised then, and is heard of now, is to ring nobody. */
  boolean hushes(Instant raisedAt, Instant now) {
    return endedAt.isEmpty() && until.isAfter(now) && !raisedAt.isBefore(startsAt);
  }
}
