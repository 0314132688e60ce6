package fr.anima.hub.ingest.conformance;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Every first byte there is, before and after CONNECT, with bodies of no and of two bytes. */
final class FirstBytes {
  private static final List<byte[]> BODIES = List.of(new byte[0], new byte[] {0, 1});

  private FirstBytes() {}

  static List<Script> all() {
    Rows before = Rows.bare(4);
    Rows behind4 = Rows.connected(4);
    Rows behind5 = Rows.connected(5);
    for (int first = 0; first < 256; first++) {
      for (byte[] body : BODIES) {
        byte[] packet = new Packet().raw(body).of(first);
        String name = String.format(Locale.ROOT, "%02X and %d bytes", first, body.length);
        before.ends("MQTT-3.1.0-1", name + " before CONNECT", packet);
        behind(behind4, name, first, body.length, packet, 4);
        behind(behind5, name, first, body.length, packet, 5);
      }
    }
    return Stream.of(before, behind4, behind5).flatMap(rows -> rows.all().stream()).toList();
  }

  private static void behind(
      Rows rows, String name, int first, int length, byte[] packet, int version) {
    if (harmless(first, length)) {
      rows.stays("MQTT-2.1.3-1", name, packet);
    } else {
      rows.ends("MQTT-2.1.3-1", name, packet);
      if (overlooked(version, first, length)) {
        rows.overlooked();
      }
    }
  }

  /** A ping, and the answers to publishes that nobody sent. */
  private static boolean harmless(int first, int length) {
    boolean ping = first == 0xC0 && length == 0;
    return ping || (length == 2 && List.of(0x40, 0x50, 0x62, 0x70).contains(first));
  }

  /** Flags of an answer, flags and body of a ping, and answers to what no server asks. */
  private static boolean overlooked(int version, int first, int length) {
    int type = first >> 4;
    boolean flagged = (first & 0x0F) != 0;
    boolean ping = (type == 12 && (flagged || length > 0)) || type == 13;
    boolean answer =
        (type == 11 && version == 4) || (flagged && (type == 4 || type == 5 || type == 7));
    return ping || (answer && length == 2);
  }
}
