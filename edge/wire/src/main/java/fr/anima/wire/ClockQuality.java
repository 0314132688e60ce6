package fr.anima.wire;

/** How far a station's idea of the time can be trusted when it stamped a message. */
public enum ClockQuality {
  /** The time was known, or became known before the message left: right to a second. */
  SYNCED,
  /**
   * The time was not known: order within the boot is right, the instant a lower bound; the true one
   * lies between it and the arrival.
   */
  ESTIMATED;

  private final String word = Words.of(this);

  /** The word used on the wire. */
  public String word() {
    return word;
  }

  /** The quality of that word, or an error that lists the words. */
  public static ClockQuality ofWord(String word) {
    return Words.parse(ClockQuality.class, word);
  }
}
