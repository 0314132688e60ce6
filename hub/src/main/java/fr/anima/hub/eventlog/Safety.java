package fr.anima.hub.eventlog;

/**
 * How a record is made safe before it is acknowledged: by a flush to the one disk there is, or by
 * copies on several machines.
 *
 * @param replication copies of each record
 * @param inSync copies that must exist before the acknowledgement
 * @param flushMessages after how many records the broker flushes
 */
public record Safety(short replication, int inSync, long flushMessages) {
  /** What a cluster of that many brokers can do. */
  public static Safety with(int brokers) {
    return brokers >= 3 ? new Safety((short) 3, 2, Long.MAX_VALUE) : new Safety((short) 1, 1, 1);
  }

  /**
   * Into how many partitions a topic is cut. Each partition is flushed by itself, so that on one
   * disk a single one lets a flush serve the most records; a cluster spreads them over brokers and
   * hubs.
   */
  int partitions() {
    return replication >= 3 ? 6 : 1;
  }

  /** Whether a record that was acknowledged survives a power cut. */
  boolean isSafe() {
    return flushMessages == 1 || (replication >= 3 && inSync >= 2);
  }
}
