package fr.anima.hub.stations;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Locale;

/**
 * A code with which a station comes by its name, once: 130 random bits in letters and digits that
 * nobody mistakes for each other, in groups for whoever has to type it.
 */
record ClaimCode(String value) {
  /** How long a code is good. */
  static final Duration GOOD = Duration.ofMinutes(30);

  private static final String SIGNS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;
  private static final int GROUP = 5;

  /** A new code. */
  static ClaimCode fresh(SecureRandom random) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return new ClaimCode(code.toString());
  }

  /** The code somebody typed: capitals, hyphens and what looks like another sign are forgiven. */
  static ClaimCode typed(String text) {
    return new ClaimCode(
        text.toLowerCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('o', '0')
            .replace('i', '1')
            .replace('l', '1'));
  }

  /** As it is shown. */
  String grouped() {
    return value.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /**
   * What is stored of it, in hexadecimal: the same function as for keys, and for the same reason.
   */
  String hash() {
    return new StationKey(value).hash();
  }

  @Override
  public String toString() {
    return "a claim code";
  }
}
