package fr.anima.hub.ingest.packets;

import java.util.Map;

/** The properties of MQTT 5 that a client may send: in which packet, of which form, once each. */
enum PacketProperties {
  /** Of a CONNECT. */
  CONNECT(0x11, 0x15, 0x16, 0x17, 0x19, 0x21, 0x22, 0x27),
  /** Of a will. */
  WILL(0x01, 0x02, 0x03, 0x08, 0x09, 0x18),
  /** Of a PUBLISH; a subscription identifier is the server's to send, an alias was not offered. */
  PUBLISH(0x01, 0x02, 0x03, 0x08, 0x09),
  /** Of a PUBACK and its like. */
  ANSWER(0x1F),
  /** Of a SUBSCRIBE. */
  SUBSCRIBE(0x0B),
  /** Of an UNSUBSCRIBE. */
  UNSUBSCRIBE(),
  /** Of a DISCONNECT. */
  DISCONNECT(0x11, 0x1F);

  private static final int USER_PROPERTY = 0x26;
  private static final int TOPIC_ALIAS = 0x23;
  private static final int AUTHENTICATION_METHOD = 0x15;
  private static final int AUTHENTICATION_DATA = 0x16;

  private enum Form {
    FLAG,
    TWO_BYTES,
    TWO_BYTES_NOT_ZERO,
    FOUR_BYTES,
    FOUR_BYTES_NOT_ZERO,
    VARIABLE_NOT_ZERO,
    TEXT,
    TOPIC,
    BINARY
  }

  private static final Map<Integer, Form> FORMS =
      Map.ofEntries(
          Map.entry(0x01, Form.FLAG),
          Map.entry(0x02, Form.FOUR_BYTES),
          Map.entry(0x03, Form.TEXT),
          Map.entry(0x08, Form.TOPIC),
          Map.entry(0x09, Form.BINARY),
          Map.entry(0x0B, Form.VARIABLE_NOT_ZERO),
          Map.entry(0x11, Form.FOUR_BYTES),
          Map.entry(AUTHENTICATION_METHOD, Form.TEXT),
          Map.entry(AUTHENTICATION_DATA, Form.BINARY),
          Map.entry(0x17, Form.FLAG),
          Map.entry(0x18, Form.FOUR_BYTES),
          Map.entry(0x19, Form.FLAG),
          Map.entry(0x1F, Form.TEXT),
          Map.entry(0x21, Form.TWO_BYTES_NOT_ZERO),
          Map.entry(0x22, Form.TWO_BYTES),
          Map.entry(0x27, Form.FOUR_BYTES_NOT_ZERO));

  private final long allowed;

  PacketProperties(int... identifiers) {
    long bits = 0;
    for (int identifier : identifiers) {
      bits |= 1L << identifier;
    }
    this.allowed = bits;
  }

  /** Reads the properties that stand next in a packet. */
  void check(PacketFields packet) throws PacketFlaw {
    PacketFields fields = packet.part(packet.variable());
    long seen = 0;
    while (fields.hasMore()) {
      int identifier = fields.variable();
      if (identifier == USER_PROPERTY) {
        fields.pair();
        continue;
      }
      Form form = mayStand(identifier, seen);
      seen |= 1L << identifier;
      read(identifier, form, fields);
    }
    if (has(seen, AUTHENTICATION_METHOD)) {
      throw new PacketFlaw(
          PacketFlaw.Kind.BAD_AUTHENTICATION_METHOD,
          "an authentication method; there is none here");
    }
    if (has(seen, AUTHENTICATION_DATA)) {
      throw PacketFlaw.protocol("authentication data without a method");
    }
  }

  private Form mayStand(int identifier, long seen) throws PacketFlaw {
    if (this == PUBLISH && identifier == TOPIC_ALIAS) {
      throw new PacketFlaw(PacketFlaw.Kind.TOPIC_ALIAS_INVALID, "a topic alias; none are taken");
    }
    Form form = FORMS.get(identifier);
    if (form == null) {
      throw PacketFlaw.malformed("property " + identifier + " is not known");
    }
    if (!has(allowed, identifier)) {
      throw PacketFlaw.protocol("property " + identifier + " does not belong to this packet");
    }
    if (has(seen, identifier)) {
      throw PacketFlaw.protocol("property " + identifier + " twice");
    }
    return form;
  }

  private static boolean has(long bits, int identifier) {
    return (bits & (1L << identifier)) != 0;
  }

  private static void read(int identifier, Form form, PacketFields fields) throws PacketFlaw {
    switch (form) {
      case FLAG -> within(identifier, fields.oneByte(), 0, 1);
      case TWO_BYTES -> fields.twoBytes();
      case TWO_BYTES_NOT_ZERO -> within(identifier, fields.twoBytes(), 1, 0xFFFF);
      case FOUR_BYTES -> fields.fourBytes();
      case FOUR_BYTES_NOT_ZERO -> within(identifier, fields.fourBytes(), 1, 0xFFFF_FFFFL);
      case VARIABLE_NOT_ZERO -> within(identifier, fields.variable(), 1, Integer.MAX_VALUE);
      case TEXT -> fields.text();
      case TOPIC -> TopicRules.name(fields.text());
      case BINARY -> fields.binary();
    }
  }

  private static void within(int identifier, long value, long least, long most) throws PacketFlaw {
    if (value < least || value > most) {
      throw PacketFlaw.protocol("property " + identifier + " is " + value);
    }
  }
}
