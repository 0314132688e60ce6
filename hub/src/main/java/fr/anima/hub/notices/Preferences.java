package fr.anima.hub.notices;

import fr.anima.hub.notices.sending.Way;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How somebody wants to be told.
 *
 * @param ways never {@link Way#PUSH}, which is chosen phone by phone
 * @param address for e-mail
 * @param phone for text messages, {@code +33...}
 */
record Preferences(
    Set<Way> ways,
    Optional<String> address,
    Optional<String> phone,
    SmsFor smsFor,
    Language language,
    Optional<QuietHours> quiet) {
  /** Of somebody who has not chosen: by every way that reaches them, at any hour, in French. */
  static final Preferences UNCHOSEN =
      new Preferences(
          EnumSet.complementOf(EnumSet.of(Way.PUSH)),
          Optional.empty(),
          Optional.empty(),
          SmsFor.URGENT,
          Language.FR,
          Optional.empty());

  /** What is worth the price of a text message. */
  enum SmsFor {
    /** Emergencies, and with them whatever escalates. */
    URGENT,
    /** Whatever one is told of. */
    ALL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What notices are written in. */
  enum Language {
    FR,
    EN;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Hours in which only what cannot wait is told, in the site's time; over midnight when they end
   * earlier than they begin.
   */
  record QuietHours(LocalTime from, LocalTime until) {
    /** When the quiet hours end that this moment is in; empty when it is in none. */
    Optional<Instant> endAround(Instant at, ZoneId zone) {
      ZonedDateTime local = at.atZone(zone);
      LocalTime time = local.toLocalTime();
      boolean overMidnight = until.isBefore(from);
      boolean evening = !time.isBefore(from) && (overMidnight || time.isBefore(until));
      boolean morning = time.isBefore(until) && (overMidnight || !time.isBefore(from));
      if (!evening && !morning) {
        return Optional.empty();
      }
      long days = overMidnight && evening ? 1 : 0;
      Instant end = local.toLocalDate().plusDays(days).atTime(until).atZone(zone).toInstant();
      return Optional.of(end).filter(at::isBefore);
    }
  }
}
