package fr.anima.wire;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Messages that will never arrive. A station tells its latest ranges in a heartbeat now and then,
 * again and again: a range that is told again is the same one where name, rank and begin are, and
 * may have grown.
 *
 * @param name the way they were lost, as in {@link Heartbeat#losses}
 * @param rank how dear they were: alarm, telemetry
 * @param records how many, at least
 * @param from the first that may be among them; empty where damage hides it
 * @param to the last that may be among them; empty where damage hides it
 */
public record LostRange(
    String name, String rank, long records, Optional<Place> from, Optional<Place> to) {
  private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,40}");

  /** A message by its number. */
  public record Place(long boot, long sequence) {
    /**
     * Refuses numbers that no message has.
     *
     * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
     */
    public Place {
      if (boot < 1 || boot > Stamp.LARGEST || sequence < 1 || sequence > Stamp.LARGEST) {
        throw new WireException(
            Flaw.IMPOSSIBLE_VALUE, "no message is number " + boot + "/" + sequence);
      }
    }

    @Override
    public String toString() {
      return boot + "/" + sequence;
    }
  }

  /**
   * Refuses names that are no words, and ranges of nothing.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public LostRange {
    if (!WORD.matcher(name).matches() || !WORD.matcher(rank).matches() || records < 1) {
      throw new WireException(
          Flaw.IMPOSSIBLE_VALUE,
          "a lost range has a name, a rank and at least one record, not "
              + Words.tame(name + " " + rank + " " + records, 80));
    }
  }
}
