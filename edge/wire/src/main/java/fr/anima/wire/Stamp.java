package fr.anima.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * The identity and time of a message, given by the station when it measured.
 *
 * @param station who measured
 * @param boot which start of the agent: grows with every start, seconds since 1970 where the clock
 *     is known, 1 to 2^53; one from {@link #FIRST_DRAWN} on was drawn at random by a station that
 *     could not write down a new one, and says nothing of before and after
 * @param sequence number within the boot, from 1, without gaps; (station, boot, sequence) decides
 *     whether a message was seen before
 * @param measuredAt when the world was so, by the station's clock, to the millisecond
 * @param clock how far that clock can be trusted
 */
public record Stamp(
    StationId station, long boot, long sequence, Instant measuredAt, ClockQuality clock) {
  /** The largest whole number that survives every JSON reader. */
  static final long LARGEST = 1L << 53;

  /** The first of the boots that are drawn and not counted, 2^52. */
  public static final long FIRST_DRAWN = 1L << 52;

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  /**
   * Refuses numbers that cannot be, and times that not every program downstream can hold: a clock
   * that was never set says 1970, none says less.
   *
   * @throws WireException reason {@link Flaw#UNREADABLE}, or {@link Flaw#IMPOSSIBLE_VALUE} for a
   *     time before 1970 or after 9999
   */
  public Stamp {
    if (boot < 1 || boot > LARGEST) {
      throw new WireException(Flaw.UNREADABLE, "boot " + boot + " is not within 1 to 2^53");
    }
    if (sequence < 1 || sequence > LARGEST) {
      throw new WireException(Flaw.UNREADABLE, "sequence " + sequence + " is not within 1 to 2^53");
    }
    if (measuredAt.isBefore(Instant.EPOCH) || measuredAt.isAfter(LATEST)) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE, "measured at " + measuredAt + "; expected 1970 to 9999");
    }
  }

  /** Whether a boot was drawn at random. */
  public static boolean isDrawn(long boot) {
    return boot >= FIRST_DRAWN;
  }

  /** The same stamp by a clock that turned out to be wrong by so much, true minus estimated. */
  Stamp corrected(Duration offset) {
    return new Stamp(station, boot, sequence, measuredAt.plus(offset), ClockQuality.SYNCED);
  }
}
