package fr.anima.wire;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A publish made small for a thin line: its JSON as gzip (RFC 1952), known by the first two bytes,
 * with which no JSON begins. A station packs only for a hub that says in its CONNACK that it can.
 */
public final class WireGzip {
  /** The user property's name. */
  public static final String PROPERTY = "accepts";

  /** Its value. */
  public static final String WORD = "gzip";

  private static final int FIRST = 0x1f;
  private static final int SECOND = 0x8b;

  private WireGzip() {}

  /** Whether these bytes are packed. */
  public static boolean isPacked(byte[] payload) {
    return payload.length > 2 && (payload[0] & 0xff) == FIRST && (payload[1] & 0xff) == SECOND;
  }

  /** The same, packed. */
  public static byte[] pack(byte[] payload) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(256 + payload.length / 8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(payload);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory could not be written", impossible);
    }
    return packed.toByteArray();
  }

  /**
   * What was packed, at most so many bytes and one more: who gets that many knows that there is
   * more.
   *
   * @throws IOException when it was not packed, or was cut off
   */
  public static byte[] unpack(byte[] packed, int most) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return gzip.readNBytes(most + 1);
    }
  }
}
