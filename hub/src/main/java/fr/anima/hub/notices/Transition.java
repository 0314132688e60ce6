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
  NOBODY_ON_CALL;

  /**
   * What changed from what was told last; empty when nobody has to know. Old news, and an alert
   * that was over when it became known or that another tells of now, are nothing.
   */
  static Optional<Transition> between(Optional<AlertNews> before, AlertNews now) {
    if (before.isEmpty()) {
      return now.isOpen() ? Optional.of(RAISED) : Optional.empty();
    }
    AlertNews told = before.get();
    if (now.version() <= told.version()) {
      return Optional.empty();
    }
    if (now.partOf().isPresent()) {
      return Optional.empty();
    }
    if (told.isOpen() != now.isOpen()) {
      return Optional.of(now.isOpen() ? RAISED : CLEARED);
    }
    if (!now.isOpen() || now.severity() == told.severity()) {
      return Optional.empty();
    }
    return Optional.of(now.severity().isWorseThan(told.severity()) ? WORSE : BETTER);
  }

  /** Whether it begins something that somebody has to take care of. */
  boolean rings() {
    return this == RAISED || this == WORSE;
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
