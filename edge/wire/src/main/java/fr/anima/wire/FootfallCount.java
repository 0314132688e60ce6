package fr.anima.wire;

import java.time.Duration;
import java.time.Instant;

/**
 * People who passed a counter, in and out, during [from, measuredAt). Counts and nothing else: this
 * message has no room for anything about a person, and unlike the others it is refused when it
 * carries an unknown field.
 *
 * @param from start of the interval; the stamp's {@code measuredAt} is its end, at most an hour
 *     later
 * @param in people in the counter's "in" direction, 0 to 100 000
 * @param out people in the other direction, 0 to 100 000
 */
public record FootfallCount(Stamp stamp, Instant from, int in, int out) implements Message {
  private static final int MOST = 100_000;
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * Refuses impossible counts and intervals.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public FootfallCount {
    if (in < 0 || in > MOST || out < 0 || out > MOST) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE, "count in=" + in + " out=" + out + "; expected 0 to " + MOST);
    }
    Duration length = Duration.between(from, stamp.measuredAt());
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE,
          "interval " + from + " to " + stamp.measuredAt() + "; expected more than 0, at most 1 h");
    }
  }

  @Override
  public Kind kind() {
    return Kind.FOOTFALL;
  }

  @Override
  public Message corrected(Duration offset) {
    return new FootfallCount(stamp.corrected(offset), from.plus(offset), in, out);
  }
}
