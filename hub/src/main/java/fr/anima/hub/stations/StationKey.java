package fr.anima.hub.stations;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A station's secret: 256 random bits, shown once and stored as their SHA-256. A slow hash would
 * add nothing to a secret nobody can guess, and would make every reconnect of a fleet dear.
 */
public record StationKey(String value) {
  private static final int BYTES = 32;

  /** A new key. */
  public static StationKey generate(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return new StationKey(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** What is stored of it, in hexadecimal. */
  public String hash() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(value.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Whether the stored hash is this key's, in a time that does not tell how much of it fits. */
  public boolean fits(String stored) {
    return MessageDigest.isEqual(
        hash().getBytes(StandardCharsets.US_ASCII), stored.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return "a station key";
  }
}
