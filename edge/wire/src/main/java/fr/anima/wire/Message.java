package fr.anima.wire;

import java.time.Duration;
import java.time.Instant;

/** Anything a station says upwards. Every message is stamped, and may arrive twice. */
public sealed interface Message permits Readings, Position, FootfallCount, Heartbeat {
  /** Who measured, which number, when, and how sure of the time. */
  Stamp stamp();

  /** Which of the four kinds this is; decides the topic. */
  Kind kind();

  /**
   * The same message by a clock that was only estimated when it was stamped: all of its times move,
   * and are known then. Identity stays.
   *
   * @param offset true minus estimated time
   * @throws WireException when the true time cannot be
   */
  Message corrected(Duration offset);

  /** Who measured. */
  default StationId station() {
    return stamp().station();
  }

  /** When the world was so. */
  default Instant measuredAt() {
    return stamp().measuredAt();
  }

  /** The kinds of message, as they are spelled in topics. */
  enum Kind {
    /** Values of quantities. */
    READINGS,
    /** One GNSS fix. */
    POSITIONS,
    /** People in and out during an interval. */
    FOOTFALL,
    /** How the station itself is. */
    HEARTBEATS;

    private final String word = Words.of(this);

    /** The word used in topics. */
    public String word() {
      return word;
    }

    /** The kind of that word, or an error that lists the words. */
    public static Kind ofWord(String word) {
      return Words.parse(Kind.class, word);
    }
  }
}
