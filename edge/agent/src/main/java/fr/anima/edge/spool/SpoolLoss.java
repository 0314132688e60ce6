package fr.anima.edge.spool;

import java.util.Optional;

/**
 * Records that will never arrive, and why: every way the edge can lose something has one of these
 * names. The totals travel in the heartbeat, and so do the latest ranges.
 *
 * @param name one of the names below
 * @param records how many; at least, where damage hides the number
 * @param range which
 * @param detail what exactly, for the log
 */
public record SpoolLoss(String name, long records, Range range, String detail) {
  /** Dropped, oldest first, because the quota was reached. */
  public static final String QUOTA = "spool-quota";

  /** Unreadable on the card, or its file is damaged around it. */
  public static final String DAMAGED = "spool-damaged";

  /** Half written when the power went: accepted less than a second before. */
  public static final String TORN = "spool-torn";

  /** The card refused to write and memory was full too. */
  public static final String MEMORY = "spool-memory";

  /** The hub put it off again and again while it took others; kept in the file of dead letters. */
  public static final String DEAD_LETTER = "dead-letter";

  /** The hub will never accept it. */
  public static final String REFUSED = "refused-by-hub";

  /** A record by its number. */
  public record Place(long boot, long sequence) {
    /** Of that record. */
    public static Place of(SpoolRecord record) {
      return new Place(record.boot(), record.sequence());
    }

    /** The place that follows. */
    Place after() {
      return new Place(boot, sequence + 1);
    }

    /** The place before, if it is of the same boot. */
    Optional<Place> before() {
      return sequence > 1 ? Optional.of(new Place(boot, sequence - 1)) : Optional.empty();
    }

    @Override
    public String toString() {
      return boot + "/" + sequence;
    }
  }

  /**
   * From the first that may be lost to the last; damage may hide either.
   *
   * @param rank of all of them
   */
  public record Range(SpoolRecord.Rank rank, Optional<Place> from, Optional<Place> to) {
    /** From one record to another of its rank. */
    public static Range of(SpoolRecord first, SpoolRecord last) {
      return new Range(first.rank(), Optional.of(Place.of(first)), Optional.of(Place.of(last)));
    }

    /** One record. */
    public static Range of(SpoolRecord only) {
      return of(only, only);
    }

    @Override
    public String toString() {
      String begin = from.map(it -> " from " + it).orElse("");
      return rank.word() + begin + to.map(it -> " to " + it).orElse("");
    }
  }
}
