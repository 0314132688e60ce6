package fr.anima.hub.people;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that is shown once and kept as its hash: a sign-in code, a session, the operator's key.
 * It is random, so a plain SHA-256 is enough: there is nothing to guess with a dictionary.
 */
record Token(String text) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  static Token fresh() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Token(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }

  /** In a time that tells nothing about how much of it is right. */
  boolean matches(Token other) {
    return MessageDigest.isEqual(hash(), other.hash());
  }

  @Override
  public String toString() {
    return "Token(secret)";
  }
}
