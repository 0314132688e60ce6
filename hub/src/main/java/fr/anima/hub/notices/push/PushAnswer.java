package fr.anima.hub.notices.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * What became of a message for one phone.
 *
 * @param detail in words, for the person and the administrator
 * @param waitUntil the push service asked not to be asked before
 */
record PushAnswer(Kind kind, String detail, Optional<Instant> waitUntil) {
  /** Whoever asks for more than this would silence a phone that may be somebody's only way. */
  static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final int WAITING = 429;

  /** How it ended. */
  enum Kind {
    /** The push service has it. */
    TAKEN,
    /** Not now. */
    LATER,
    /** Not this message: another try would end alike. */
    REFUSED,
    /** The subscription is no more: this phone will never take one again. */
    GONE
  }

  /** As RFC 8030 and the push services' own pages say what a status means. */
  static PushAnswer of(String host, int status, Optional<String> retryAfter, Instant now) {
    String said = host + " answered " + status;
    if (status >= 200 && status < 300) {
      return new PushAnswer(Kind.TAKEN, host, Optional.empty());
    }
    return switch (status) {
      case 404, 410 ->
          new PushAnswer(
              Kind.GONE,
              said + ": that phone no longer takes notices, register it again",
              Optional.empty());
      case 400, 413 -> new PushAnswer(Kind.REFUSED, said, Optional.empty());
      default -> new PushAnswer(Kind.LATER, said, waiting(status, retryAfter, now));
    };
  }

  /** No answer. */
  static PushAnswer none(String host, Throwable why) {
    return new PushAnswer(Kind.LATER, host + ": " + why.getMessage(), Optional.empty());
  }

  private static Optional<Instant> waiting(int status, Optional<String> after, Instant now) {
    if (status != WAITING && status < 500) {
      return Optional.empty();
    }
    Instant latest = now.plus(LONGEST_WAIT);
    return after
        .flatMap(it -> moment(it.strip(), now))
        .filter(now::isBefore)
        .map(it -> it.isAfter(latest) ? latest : it);
  }

  /** Seconds from now, or a date as HTTP writes it. */
  private static Optional<Instant> moment(String text, Instant now) {
    try {
      return text.matches("[0-9]{1,9}")
          ? Optional.of(now.plusSeconds(Long.parseLong(text)))
          : Optional.of(
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }
}
