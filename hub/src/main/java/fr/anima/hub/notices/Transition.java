package fr.anima.hub.notices;

import java.util.Locale;
import java.util.Optional;

/** What somebody is told of; readings and acknowledgements are none. */
enum Transition {
  /** An alert began. */
  RAISED,
  /** It became more severe. */
  WORSE,
  /** It became less severe. */
  BETTER,
  /** It is over. */
  CLEARED,
  /** Nobody took care of an emergency: the next person is told. */
  NEXT_PERSON,
  /** Still nobody: every keeper is told. */
  EVERYBODY,
  /** A day has hours without anybody on call. */
  NOBODY_ON_CALL,
  /** It was put aside, no longer is, and still lasts. */
  SHELF_ENDED,
  /** Somebody gave it to somebody else. */
  GIVEN,
  /** It began again and again, and is told once for all. */
  FLAPPING;

  /**
   * What changed from what was told last; empty when nobody has to know. Old news, and an alert
   * that was over when it became known or that another tells of now, are nothing; what is quiet is
   * told only to whom it is given.
   */
  static Optional<Transition> between(Optional<AlertNews> before, AlertNews now) {
    if (before.isEmpty()) {
      return now.isOpen() && !now.isQuiet() ? Optional.of(begun(now)) : Optional.empty();
    }
    AlertNews told = before.get();
    if (now.version() <= told.version()) {
      return Optional.empty();
    }
    if (now.partOf().isPresent()) {
      return Optional.empty();
    }
    if (now.isOpen() && now.given().isPresent() && !now.given().equals(told.given())) {
      return Optional.of(GIVEN);
    }
    if (now.isQuiet() || (told.isQuiet() && !now.isOpen())) {
      return Optional.empty();
    }
    if (told.isOpen() != now.isOpen()) {
      return Optional.of(now.isOpen() ? RAISED : CLEARED);
    }
    return now.isOpen() ? whileItLasts(told, now) : Optional.empty();
  }

  private static Transition begun(AlertNews now) {
    return now.isFlapping() ? FLAPPING : RAISED;
  }

  private static Optional<Transition> whileItLasts(AlertNews told, AlertNews now) {
    if (now.severity().isWorseThan(told.severity())) {
      return Optional.of(WORSE);
    }
    if (told.isQuiet()) {
      return Optional.of(told.isShelved() ? SHELF_ENDED : begun(now));
    }
    return now.severity() == told.severity() ? Optional.empty() : Optional.of(BETTER);
  }

  /** Whether it begins something that somebody has to take care of. */
  boolean rings() {
    return switch (this) {
      case RAISED, WORSE, SHELF_ENDED, GIVEN, FLAPPING -> true;
      case BETTER, CLEARED, NEXT_PERSON, EVERYBODY, NOBODY_ON_CALL -> false;
    };
  }

  boolean isEscalation() {
    return this == NEXT_PERSON || this == EVERYBODY;
  }

  /** The word used in the contract and in the tables. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Transition ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
