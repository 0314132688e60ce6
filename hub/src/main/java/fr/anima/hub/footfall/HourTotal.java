package fr.anima.hub.footfall;

import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.FootfallCount;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * All that was counted at a counter in one hour of UTC so far. An interval belongs to the hour in
 * which it starts; two stations at one counter add up.
 *
 * @param measuredMillis length of the counted intervals; more than an hour when stations overlap
 * @param lastMeasuredAt end of the latest interval
 * @param lastReceivedAt when the log took the latest interval
 */
record HourTotal(
    String counter,
    Instant start,
    long in,
    long out,
    long measuredMillis,
    Instant lastMeasuredAt,
    Instant lastReceivedAt) {
  /** The total of each counter and hour as it is now; {@link FootfallStore} keeps them. */
  static final Topic<HourTotal> TOPIC =
      Topic.json("anima.footfall-hours.v1", HourTotal.class, Topic.Keep.LATEST);

  private static final long LONGEST = 3_600;

  /** The hour of UTC in which an interval starts. */
  static Instant hourOf(FootfallCount count) {
    return count.from().truncatedTo(ChronoUnit.HOURS);
  }

  /** The hour after its first count. */
  static HourTotal of(String counter, FootfallCount count, Instant receivedAt) {
    return new HourTotal(
        counter,
        hourOf(count),
        count.in(),
        count.out(),
        length(count),
        count.measuredAt(),
        receivedAt);
  }

  /** This and a further count of the same hour. */
  HourTotal plus(FootfallCount count, Instant receivedAt) {
    boolean newer = count.measuredAt().isAfter(lastMeasuredAt);
    return new HourTotal(
        counter,
        start,
        in + count.in(),
        out + count.out(),
        measuredMillis + length(count),
        newer ? count.measuredAt() : lastMeasuredAt,
        newer ? receivedAt : lastReceivedAt);
  }

  String key() {
    return counter + "|" + start;
  }

  /** How much of the hour was counted; never more than all of it. */
  long measuredSeconds() {
    return Math.min(LONGEST, measuredMillis / 1000);
  }

  private static long length(FootfallCount count) {
    return Duration.between(count.from(), count.measuredAt()).toMillis();
  }
}
