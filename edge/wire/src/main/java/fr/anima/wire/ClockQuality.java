package fr.anima.wire;

/** How far a station's idea of the time can be trusted when it stamped a message. */
public enum ClockQuality {
  /** The clock had been set from a time source during this boot: right to a second. */
  SYNCED,
  /** The clock had not been set yet: order within the boot is right, the instant is a guess. */
  ESTIMATED;

  /** The word used on the wire. */
  public String word() {
    return Words.of(this);
  }

  /** The quality of that word, or an error that lists the words. */
  public static ClockQuality ofWord(String word) {
    return Words.parse(ClockQuality.class, word);
  }
}
