package fr.anima.hub.ingest.packets;

import fr.anima.hub.ingest.packets.PacketFields.Text;
import io.netty.buffer.ByteBuf;
import java.util.Set;

/**
 * What a whole packet of a client must look like. The statements of the standard that stand behind
 * each line are listed, with their tests, beside the scripts of the conformance test.
 */
final class PacketRules {
  static final int CONNECT = 1;
  private static final int PUBLISH = 3;
  private static final int PUBREL = 6;
  private static final int PUBCOMP = 7;
  private static final int SUBSCRIBE = 8;
  private static final int UNSUBSCRIBE = 10;
  private static final int PINGREQ = 12;
  private static final int DISCONNECT = 14;
  private static final int AUTH = 15;
  private static final int MQTT_5 = 5;

  /** What a PUBACK and a PUBREC may say (MQTT 5, 3.4.2.1 and 3.5.2.1). */
  private static final Set<Integer> TAKEN_CODES =
      Set.of(0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);

  /** What a PUBREL and a PUBCOMP may say (3.6.2.1 and 3.7.2.1). */
  private static final Set<Integer> RELEASED_CODES = Set.of(0x00, 0x92);

  /** What a DISCONNECT may say (3.14.2.1). */
  private static final Set<Integer> DISCONNECT_CODES =
      Set.of(
          0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94,
          0x95, 0x96, 0x97, 0x98, 0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2);

  private PacketRules() {}

  /** The type of a packet that may come now, from its first byte. */
  static int type(int first, boolean connected) throws PacketFlaw {
    int type = first >> 4;
    int flags = first & 0x0F;
    if (connected == (type == CONNECT)) {
      throw PacketFlaw.protocol(connected ? "a second CONNECT" : "no CONNECT at first");
    }
    switch (type) {
      case PUBLISH -> publishFlags(flags);
      case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> flagsAre(2, flags);
      case CONNECT, 4, 5, 7, PINGREQ, DISCONNECT, AUTH -> flagsAre(0, flags);
      default -> throw PacketFlaw.protocol("a packet of type " + type + " from a client");
    }
    return type;
  }

  private static void flagsAre(int wanted, int flags) throws PacketFlaw {
    if (flags != wanted) {
      throw PacketFlaw.malformed("flags " + flags + " instead of " + wanted);
    }
  }

  private static void publishFlags(int flags) throws PacketFlaw {
    int qos = (flags >> 1) & 3;
    if (qos == 3 || (qos == 0 && (flags & 8) != 0)) {
      throw PacketFlaw.malformed("a publish with flags " + flags);
    }
  }

  /**
   * The version of a CONNECT; one that is not spoken here is for others to turn away.
   *
   * @param packet from its first byte
   * @param from where its fields begin
   */
  static int connect(ByteBuf packet, int from, int end) throws PacketFlaw {
    PacketFields fields = new PacketFields(packet, from, end);
    Text protocol = fields.text();
    int version = fields.oneByte();
    if (!protocol.is("MQTT")) {
      throw PacketFlaw.protocol("another protocol than MQTT");
    }
    if (version != 4 && version != MQTT_5) {
      return version;
    }
    int flags = fields.oneByte();
    connectFlags(version, flags);
    fields.twoBytes();
    if (version == MQTT_5) {
      PacketProperties.CONNECT.check(fields);
    }
    fields.text();
    if ((flags & 0x04) != 0) {
      if (version == MQTT_5) {
        PacketProperties.WILL.check(fields);
      }
      TopicRules.name(fields.text());
      fields.binary();
    }
    if ((flags & 0x80) != 0) {
      fields.text();
    }
    if ((flags & 0x40) != 0) {
      fields.binary();
    }
    fields.mustBeOver();
    return version;
  }

  private static void connectFlags(int version, int flags) throws PacketFlaw {
    boolean will = (flags & 0x04) != 0;
    int willQos = (flags >> 3) & 3;
    boolean willRetain = (flags & 0x20) != 0;
    boolean passwordAlone = (flags & 0xC0) == 0x40;
    if ((flags & 1) != 0 || willQos == 3 || (!will && (willQos != 0 || willRetain))) {
      throw PacketFlaw.malformed("a CONNECT with flags " + flags);
    }
    if (passwordAlone && version != MQTT_5) {
      throw PacketFlaw.malformed("a password without a user name");
    }
  }

  /** Any other packet, whose first byte was found good. */
  static void check(int first, ByteBuf packet, int from, int end, int version) throws PacketFlaw {
    PacketFields fields = new PacketFields(packet, from, end);
    boolean five = version == MQTT_5;
    switch (first >> 4) {
      case PUBLISH -> publish(first, fields, five);
      case SUBSCRIBE -> subscribe(fields, five);
      case UNSUBSCRIBE -> unsubscribe(fields, five);
      case PINGREQ -> fields.mustBeOver();
      case DISCONNECT -> disconnect(fields, five);
      case AUTH ->
          throw five
              ? PacketFlaw.protocol("an AUTH without a method in CONNECT")
              : PacketFlaw.malformed("a packet of type 15 in MQTT 3.1.1");
      case PUBREL, PUBCOMP -> answer(fields, five, RELEASED_CODES);
      default -> answer(fields, five, TAKEN_CODES);
    }
  }

  private static void publish(int first, PacketFields fields, boolean five) throws PacketFlaw {
    TopicRules.name(fields.text());
    if ((first & 0x06) != 0) {
      identifier(fields);
    }
    if (five) {
      PacketProperties.PUBLISH.check(fields);
    }
  }

  private static void identifier(PacketFields fields) throws PacketFlaw {
    if (fields.twoBytes() == 0) {
      throw PacketFlaw.protocol("packet identifier 0");
    }
  }

  private static void subscribe(PacketFields fields, boolean five) throws PacketFlaw {
    identifier(fields);
    if (five) {
      PacketProperties.SUBSCRIBE.check(fields);
    }
    do {
      boolean shared = TopicRules.filter(fields.text());
      int options = fields.oneByte();
      int retainHandling = (options >> 4) & 3;
      if ((options & 3) == 3 || (options & (five ? 0xC0 : 0xFC)) != 0 || retainHandling == 3) {
        throw PacketFlaw.malformed("subscription options " + options);
      }
      if (shared && (options & 4) != 0) {
        throw PacketFlaw.protocol("no local on a shared subscription");
      }
    } while (fields.hasMore());
  }

  private static void unsubscribe(PacketFields fields, boolean five) throws PacketFlaw {
    identifier(fields);
    if (five) {
      PacketProperties.UNSUBSCRIBE.check(fields);
    }
    do {
      TopicRules.filter(fields.text());
    } while (fields.hasMore());
  }

  private static void disconnect(PacketFields fields, boolean five) throws PacketFlaw {
    if (five && fields.hasMore()) {
      code(fields, DISCONNECT_CODES);
      if (fields.hasMore()) {
        PacketProperties.DISCONNECT.check(fields);
      }
    }
    fields.mustBeOver();
  }

  private static void answer(PacketFields fields, boolean five, Set<Integer> codes)
      throws PacketFlaw {
    identifier(fields);
    if (five && fields.hasMore()) {
      code(fields, codes);
      if (fields.hasMore()) {
        PacketProperties.ANSWER.check(fields);
      }
    }
    fields.mustBeOver();
  }

  private static void code(PacketFields fields, Set<Integer> codes) throws PacketFlaw {
    int code = fields.oneByte();
    if (!codes.contains(code)) {
      throw PacketFlaw.malformed("reason code " + code + ", which this packet has not");
    }
  }
}
