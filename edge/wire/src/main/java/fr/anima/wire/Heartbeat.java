package fr.anima.wire;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the station itself is, every minute or so.
 *
 * @param agent version of the program on the station
 * @param uptimeSeconds since the agent started
 * @param spoolRecords messages on disk that the hub has not acknowledged
 * @param spoolBytes their size on disk
 * @param losses messages lost so far, by the name of the way they were lost; empty is the good case
 * @param failing sensors that do not answer at present, each with the reason in words
 * @param plan identifier of the sampling plan in force, empty when it is the one of the
 *     configuration
 * @param lost the latest ranges of what {@code losses} counts, at most {@value #MOST_LOST}; empty
 *     when there are none, and in most heartbeats
 */
public record Heartbeat(
    Stamp stamp,
    String agent,
    long uptimeSeconds,
    long spoolRecords,
    long spoolBytes,
    Map<String, Long> losses,
    Map<String, String> failing,
    String plan,
    List<LostRange> lost)
    implements Message {
  /** How many ranges one heartbeat may carry. */
  public static final int MOST_LOST = 16;

  /**
   * Refuses negative sizes and too many ranges.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public Heartbeat {
    losses = Collections.unmodifiableMap(new TreeMap<>(losses));
    failing = Collections.unmodifiableMap(new TreeMap<>(failing));
    lost = List.copyOf(lost);
    if (lost.size() > MOST_LOST) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE,
          "a heartbeat of " + lost.size() + " lost ranges; expected at most " + MOST_LOST);
    }
    if (uptimeSeconds < 0
        || spoolRecords < 0
        || spoolBytes < 0
        || losses.values().stream().anyMatch(it -> it < 0)) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE, "a heartbeat's sizes and losses cannot be negative");
    }
  }

  @Override
  public Kind kind() {
    return Kind.HEARTBEATS;
  }

  @Override
  public Message corrected(Duration offset) {
    return new Heartbeat(
        stamp.corrected(offset),
        agent,
        uptimeSeconds,
        spoolRecords,
        spoolBytes,
        losses,
        failing,
        plan,
        lost);
  }
}
