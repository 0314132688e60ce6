package fr.anima.hub.ingest.packets;

/** A client's packet that MQTT does not allow: the connection ends, nothing of it is taken. */
public final class PacketFlaw extends Exception {
  private static final long serialVersionUID = 1;

  /** How MQTT 5 names it; a client of MQTT 3.1.1 only sees the connection close. */
  public enum Kind {
    /** Bytes that are no packet. */
    MALFORMED(0x81),
    /** A packet that must not come, or not so. */
    PROTOCOL_ERROR(0x82),
    /** A way to authenticate that is not known here. */
    BAD_AUTHENTICATION_METHOD(0x8C),
    /** A topic that is too long, too deep, empty or has wildcards. */
    TOPIC_NAME_INVALID(0x90),
    /** A topic alias, of which none are taken here. */
    TOPIC_ALIAS_INVALID(0x94),
    /** More bytes than CONNACK said. */
    PACKET_TOO_LARGE(0x95);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** The reason code of MQTT 5. */
    public int code() {
      return code;
    }
  }

  private final Kind kind;

  PacketFlaw(Kind kind, String what) {
    super(what, null, false, false);
    this.kind = kind;
  }

  static PacketFlaw malformed(String what) {
    return new PacketFlaw(Kind.MALFORMED, what);
  }

  static PacketFlaw protocol(String what) {
    return new PacketFlaw(Kind.PROTOCOL_ERROR, what);
  }

  /** What kind it is. */
  public Kind kind() {
    return kind;
  }
}
