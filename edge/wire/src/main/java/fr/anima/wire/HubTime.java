package fr.anima.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The hub's time on the wire: a user property of its CONNACK, taken at the moment it accepts. For
 * stations whose network lets nothing through but the hub.
 */
public final class HubTime {
  /** The user property's name. */
  public static final String PROPERTY = "time";

  private HubTime() {}

  /** As it is written, to the millisecond: {@code 2026-11-23T10:00:00.123Z}. */
  public static String word(Instant now) {
    return now.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The time of such a word; empty when it is none. */
  public static Optional<Instant> ofWord(String word) {
    try {
      return Optional.of(Instant.parse(word));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
