package fr.anima.edge.spool;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * Reads a lane forward from a place on. Of several readings of one lane, the first that comes to a
 * record hands it out. Not thread-safe: the spool's lock guards it.
 */
final class LaneReading implements SpoolRecord.Source {
  private static final int READ_AHEAD = 64;

  private final SpoolLane lane;
  private final NavigableMap<Long, SpoolSegment> segments;
  private final Deque<SpoolRecord> ahead = new ArrayDeque<>();
  private long segment;
  private long at;

  /** From the lane's first record on. */
  LaneReading(SpoolLane lane, NavigableMap<Long, SpoolSegment> segments) {
    this.lane = lane;
    this.segments = segments;
  }

  /** Goes on from that byte of the segment that begins with that ordinal. */
  void goTo(long firstOrdinal, long offset) {
    ahead.clear();
    segment = firstOrdinal;
    at = offset;
  }

  /** Goes on from there, if it is further: nothing is handed out twice. */
  void goBack(long firstOrdinal) {
    if (firstOrdinal <= segment) {
      segment = firstOrdinal;
      at = 0;
    }
  }

  @Override
  public Optional<SpoolRecord> peek() {
    while (!ahead.isEmpty() || readAhead()) {
      SpoolRecord next = ahead.getFirst();
      if (lane.isWaiting(next)) {
        return Optional.of(next);
      }
      ahead.removeFirst();
    }
    return Optional.empty();
  }

  @Override
  public void take() {
    ahead.remove();
  }

  private boolean readAhead() {
    for (SpoolSegment each : segments.tailMap(segment, true).values()) {
      at = each.first() == segment ? at : 0;
      segment = each.first();
      try {
        at = each.read(at, READ_AHEAD, ahead);
      } catch (IOException why) {
        lane.cannotRead(why);
      }
      if (!ahead.isEmpty()) {
        return true;
      }
    }
    return false;
  }
}
