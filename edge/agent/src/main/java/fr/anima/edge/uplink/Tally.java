package fr.anima.edge.uplink;

import java.util.Map;
import java.util.TreeMap;

/** What the uplink has counted since its start; written by its thread, read by any. */
final class Tally {
  private static final int MOST_REASONS = 32;

  private final Map<String, Long> refused = new TreeMap<>();
  private boolean connected;
  private long acknowledged;
  private long connections;
  private String trouble = "not connected yet";

  synchronized void connected() {
    connected = true;
    connections++;
    trouble = "";
  }

  /** Whether this trouble is another than the last. */
  synchronized boolean disconnected(String why) {
    connected = false;
    return trouble(why);
  }

  /** Whether this trouble is another than the last. */
  synchronized boolean trouble(String why) {
    boolean news = !trouble.equals(why);
    trouble = why;
    return news;
  }

  synchronized void acknowledged(long records) {
    acknowledged += records;
    if (connected) {
      trouble = "";
    }
  }

  /** Whether this reason was never met before. */
  synchronized boolean refused(String reason, long records) {
    String name = refused.size() < MOST_REASONS || refused.containsKey(reason) ? reason : "other";
    return refused.merge(name, records, Long::sum) == records;
  }

  synchronized UplinkState state() {
    return new UplinkState(connected, acknowledged, refused, connections, trouble);
  }
}
