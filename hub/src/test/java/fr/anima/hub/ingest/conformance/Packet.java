package fr.anima.hub.ingest.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of an MQTT packet, written out field by field. */
public final class Packet {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Single bytes. */
  public Packet bytes(int... values) {
    for (int value : values) {
      body.write(value);
    }
    return this;
  }

  /** Bytes as they are. */
  public Packet raw(byte[] bytes) {
    body.writeBytes(bytes);
    return this;
  }

  /** Two bytes of length, then UTF-8. */
  public Packet text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes(bytes.length >> 8, bytes.length & 0xFF).raw(bytes);
  }

  /** What was written so far. */
  public byte[] content() {
    return body.toByteArray();
  }

  /** The packet with its first byte and its remaining length as a variable byte integer. */
  public byte[] of(int first) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    int rest = body.size();
    do {
      int digit = rest % 128;
      rest /= 128;
      packet.write(rest > 0 ? digit | 0x80 : digit);
    } while (rest > 0);
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }
}
