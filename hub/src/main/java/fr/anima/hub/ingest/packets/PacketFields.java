package fr.anima.hub.ingest.packets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** The fields of one packet, read one after the other and never past its end (MQTT 5, 1.5). */
final class PacketFields {
  private static final int VARIABLE_BYTES = 4;

  private final ByteBuf packet;
  private int at;
  private final int end;

  PacketFields(ByteBuf packet, int from, int end) {
    this.packet = packet;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int left() {
    return end - at;
  }

  int oneByte() throws PacketFlaw {
    return packet.getUnsignedByte(advance(1));
  }

  int twoBytes() throws PacketFlaw {
    return packet.getUnsignedShort(advance(2));
  }

  long fourBytes() throws PacketFlaw {
    return packet.getUnsignedInt(advance(4));
  }

  /** A variable byte integer, of as few bytes as can be. */
  int variable() throws PacketFlaw {
    int value = 0;
    for (int i = 0; i < VARIABLE_BYTES; i++) {
      int digit = oneByte();
      value |= (digit & 0x7F) << (7 * i);
      if (digit < 0x80) {
        if (digit == 0 && i > 0) {
          throw PacketFlaw.malformed("a length written with more bytes than it needs");
        }
        return value;
      }
    }
    throw PacketFlaw.malformed("a length of more than four bytes");
  }

  /** Bytes behind their length. */
  void binary() throws PacketFlaw {
    advance(twoBytes());
  }

  /** Text behind its length: well-formed UTF-8 without U+0000. */
  Text text() throws PacketFlaw {
    int length = twoBytes();
    int start = advance(length);
    if (!ByteBufUtil.isText(packet, start, length, StandardCharsets.UTF_8)) {
      throw PacketFlaw.malformed("text that is not UTF-8");
    }
    Text text = new Text(packet, start, length);
    if (text.has(0)) {
      throw PacketFlaw.malformed("text with U+0000");
    }
    return text;
  }

  /** Two texts. */
  void pair() throws PacketFlaw {
    text();
    text();
  }

  /** The next so many bytes as fields of their own. */
  PacketFields part(int length) throws PacketFlaw {
    int start = advance(length);
    return new PacketFields(packet, start, start + length);
  }

  void mustBeOver() throws PacketFlaw {
    if (hasMore()) {
      throw PacketFlaw.malformed(left() + " bytes too many");
    }
  }

  private int advance(int bytes) throws PacketFlaw {
    if (bytes > end - at) {
      throw PacketFlaw.malformed("a field that goes on behind the packet's end");
    }
    int start = at;
    at += bytes;
    return start;
  }

  /** Text that was found well-formed, where it lies. */
  record Text(ByteBuf packet, int start, int length) {
    boolean has(int sign) {
      return packet.indexOf(start, start + length, (byte) sign) >= 0;
    }

    /** How often this sign of ASCII is in it. */
    int count(int sign) {
      int count = 0;
      for (int i = 0; i < length; i++) {
        count += at(i) == sign ? 1 : 0;
      }
      return count;
    }

    int at(int index) {
      return packet.getUnsignedByte(start + index);
    }

    boolean begins(String with) {
      return length >= with.length()
          && packet.toString(start, with.length(), StandardCharsets.ISO_8859_1).equals(with);
    }

    boolean is(String other) {
      return length == other.length() && begins(other);
    }
  }
}
