package fr.anima.hub.ingest.dialects;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;

/** Times of devices that may not say in which zone they are. */
final class LocalTimes {
  /** A clock that was never set says less. */
  private static final Instant SET = Instant.parse("2000-01-01T00:00:00Z");

  private LocalTimes() {}

  /**
   * The instant of a text such as {@code 2026-10-25T02:30:00}, in that zone where it says none. The
   * hour that the end of summer time repeats is the one nearer to the arrival; one that its
   * beginning skips is an hour later. Empty when it is no time, or of a clock that was never set.
   */
  static Optional<Instant> of(String text, ZoneId zone, Instant arrival) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(LocalTimes::isSet);
    } catch (DateTimeException saysNoZone) {
      return local(text, zone, arrival).filter(LocalTimes::isSet);
    }
  }

  /** Whether a clock that says this was ever set. */
  static boolean isSet(Instant time) {
    return !time.isBefore(SET);
  }

  private static Optional<Instant> local(String text, ZoneId zone, Instant arrival) {
    try {
      LocalDateTime local = LocalDateTime.parse(text);
      return zone.getRules().getValidOffsets(local).stream()
          .map(local::toInstant)
          .min(Comparator.comparing(it -> Duration.between(it, arrival).abs()))
          .or(() -> Optional.of(local.atZone(zone).toInstant()));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
