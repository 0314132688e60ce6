package fr.anima.hub.ingest;

import fr.anima.hub.ingest.dialects.Said;
import fr.anima.wire.Flaw;
import java.util.Locale;

/** Every way a station can be refused, each counted by name and shown to admins. */
enum Reason {
  /** Not a message. */
  UNREADABLE,
  /** Bytes that MQTT does not allow. */
  MALFORMED_PACKET,
  /** Too many bytes or messages. */
  TOO_LARGE,
  /** A version not spoken here. */
  UNKNOWN_VERSION,
  /** A quantity that is not on the list. */
  UNKNOWN_QUANTITY,
  /** A quantity in another unit than its own. */
  WRONG_UNIT,
  /** A value that cannot exist. */
  IMPOSSIBLE_VALUE,
  /** Something else than counts in a footfall message. */
  UNKNOWN_FIELD,
  /** A message that names another station than its topic. */
  FOREIGN_STATION,
  /** Measured before 2000 or in the future. */
  IMPOSSIBLE_TIME,
  /** A topic that is not the station's own. */
  FOREIGN_TOPIC,
  /** A kind of message that this kind of station does not send. */
  WRONG_KIND,
  /** A fix of a foreign device that is too vague to be of use. */
  INACCURATE_FIX,
  /** A station that nobody has added here. */
  UNKNOWN_STATION,
  /** More than one device with a station's key. */
  TWO_DEVICES,
  /** No such station, or not its key. */
  WRONG_KEY;

  /** The word that is counted, logged and shown. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason for what the wire could not read. */
  static Reason of(Flaw flaw) {
    return switch (flaw) {
      case UNREADABLE -> UNREADABLE;
      case TOO_LARGE -> TOO_LARGE;
      case UNKNOWN_VERSION -> UNKNOWN_VERSION;
      case UNKNOWN_QUANTITY -> UNKNOWN_QUANTITY;
      case WRONG_UNIT -> WRONG_UNIT;
      case IMPOSSIBLE_VALUE -> IMPOSSIBLE_VALUE;
      case UNKNOWN_FIELD -> UNKNOWN_FIELD;
      case FOREIGN_STATION -> FOREIGN_STATION;
    };
  }

  /** The reason for what was not understood of somebody else's words. */
  static Reason of(Said.Objection.Kind objection) {
    return switch (objection) {
      case FOREIGN_TOPIC -> FOREIGN_TOPIC;
      case UNREADABLE -> UNREADABLE;
      case TOO_LARGE -> TOO_LARGE;
      case INACCURATE_FIX -> INACCURATE_FIX;
    };
  }
}
