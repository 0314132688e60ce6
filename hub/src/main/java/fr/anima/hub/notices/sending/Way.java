package fr.anima.hub.notices.sending;

import java.util.Locale;

/** How somebody is told. */
public enum Way {
  /** By SMTP. */
  EMAIL,
  /** By a signed request to whom the operator named, such as a gateway for text messages. */
  WEBHOOK;

  /** The word used in the contract and in the tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The way of that word. */
  public static Way ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
