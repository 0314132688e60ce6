package fr.anima.edge.spool;

/**
 * Records that will never arrive, and why: every way the edge can lose something has one of these
 * names. The totals travel in the heartbeat.
 *
 * @param name one of the names below
 * @param records how many; at least, where damage hides the number
 * @param detail what exactly, for the log
 */
public record SpoolLoss(String name, long records, String detail) {
  /** Dropped, oldest first, because the quota was reached. */
  public static final String QUOTA = "spool-quota";

  /** Unreadable on the card, or its file is damaged around it. */
  public static final String DAMAGED = "spool-damaged";

  /** Half written when the power went: accepted less than a second before. */
  public static final String TORN = "spool-torn";

  /** The card refused to write and memory was full too. */
  public static final String MEMORY = "spool-memory";

  /** The hub put it off again and again while it took others; kept in the file of dead letters. */
  public static final String DEAD_LETTER = "dead-letter";

  /** The hub will never accept it. */
  public static final String REFUSED = "refused-by-hub";
}
