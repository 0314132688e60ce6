package fr.anima.hub.notices.sending;

import java.util.Locale;

/** How somebody is told. */
public enum Way {
  /** By SMTP. */
  EMAIL,
  /** By a signed request to whom the operator named. */
  WEBHOOK,
  /** By a gateway of text messages; each costs. */
  SMS,
  /** By Web Push, to every phone that somebody registered: to do so is to choose this way. */
  PUSH;

  /** The word used in the contract and in the tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The way of that word. */
  public static Way ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
