package fr.anima.hub.photos;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A photo as it is kept: its bytes, never changed, and their SHA-256 for a name. */
final class Photo {
  private final String id;
  private final byte[] jpeg;
  private final int widthPixels;
  private final int heightPixels;

  /** Takes the bytes over. */
  Photo(byte[] jpeg, int widthPixels, int heightPixels) {
    this.id = hash(jpeg);
    this.jpeg = jpeg;
    this.widthPixels = widthPixels;
    this.heightPixels = heightPixels;
  }

  String id() {
    return id;
  }

  byte[] jpeg() {
    return jpeg;
  }

  int widthPixels() {
    return widthPixels;
  }

  int heightPixels() {
    return heightPixels;
  }

  /** SHA-256 in hexadecimal digits, as the contract writes it. */
  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
