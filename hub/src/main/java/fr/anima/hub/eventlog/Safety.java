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
  private static final short COPIES = 3;

  /** Twelve can be shared evenly by 1, 2, 3, 4, 6 or 12 hubs, and by three brokers. */
  private static final int PARTITIONS_OF_A_CLUSTER = 12;

  /** What a cluster of that many brokers can do. */
  public static Safety with(int brokers) {
    return brokers >= COPIES ? new Safety(COPIES, 2, Long.MAX_VALUE) : new Safety((short) 1, 1, 1);
  }

  /**
   * Into how many partitions a topic is cut. Each partition is flushed by itself, so that on one
   * disk a single one lets a flush serve the most records; a cluster spreads them over brokers and
   * hubs. They cannot be added later: a station's messages would move to another partition, away
   * from what its old one remembers.
   */
  int partitions() {
    return isCluster() ? PARTITIONS_OF_A_CLUSTER : 1;
  }

  /** Whether copies make records safe, and a broker may die without anybody waiting for it. */
  boolean isCluster() {
    return replication >= COPIES;
  }

  /** Whether a record that was acknowledged survives a power cut. */
  boolean isSafe() {
    return flushMessages == 1 || (isCluster() && inSync >= 2);
  }
}
