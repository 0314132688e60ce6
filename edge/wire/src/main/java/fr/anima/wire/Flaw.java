package fr.anima.wire;

/** Why bytes are not a message. Part of the contract: senders and screens show these words. */
public enum Flaw {
  /** Not JSON, not an object or array of objects, or a field is missing or of another type. */
  UNREADABLE,
  /** More than the agreed size or number of messages. */
  TOO_LARGE,
  /** A topic version this side does not speak. */
  UNKNOWN_VERSION,
  /** A quantity that is not on the list. */
  UNKNOWN_QUANTITY,
  /** A known quantity in a unit that is not its own. */
  WRONG_UNIT,
  /** A value that cannot exist. */
  IMPOSSIBLE_VALUE,
  /** A field where only counts are allowed. */
  UNKNOWN_FIELD,
  /** The message names another station than its topic. */
  FOREIGN_STATION;

  /** The word used on the wire. */
  public String word() {
    return Words.of(this);
  }
}
