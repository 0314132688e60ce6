package fr.anima.edge.spool;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * One stored message on its way to the hub. Two records are equal when they are the same place in
 * the same spool, whatever they say.
 *
 * @param boot start of the agent that sampled it
 * @param sequence its number within that boot
 * @param rank how dear it is
 * @param channel the kind of message, opaque here: the uplink makes the topic of it
 * @param payload the message as bytes, opaque here; not copied, not to be changed
 * @param ordinal place in the lane of its rank, given by the spool; negative when it never reached
 *     the disk
 */
@SuppressWarnings("ArrayRecordComponent") // copying each payload would double the garbage on a Pi
public record SpoolRecord(
    long boot, long sequence, Rank rank, String channel, byte[] payload, long ordinal) {

  /**
   * How dear a record is when the quota is reached: telemetry is dropped to make room for alarms.
   */
  public enum Rank {
    /** Outlives telemetry; dropped only when nothing but alarms is left. */
    ALARM(1),
    /** Everything else. */
    TELEMETRY(2);

    private final byte code;

    Rank(int code) {
      this.code = (byte) code;
    }

    /** The byte on disk. */
    byte code() {
      return code;
    }

    static Optional<Rank> ofCode(byte code) {
      return Arrays.stream(values()).filter(it -> it.code == code).findFirst();
    }

    /** The word in file names and in reports of losses. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A place records are handed out from, oldest first: a lane on the card, or memory. */
  interface Source {
    /** The next record that was not handed out yet. */
    Optional<SpoolRecord> peek();

    /** Hands out what {@link #peek} shows. */
    void take();

    /** Hands out of several, the oldest first, until there are so many. */
    static void handOut(List<Source> sources, int atMost, List<SpoolRecord> into) {
      while (into.size() < atMost) {
        Optional<Source> next =
            sources.stream()
                .filter(it -> it.peek().isPresent())
                .min((one, other) -> byAge(one.peek().orElseThrow(), other.peek().orElseThrow()));
        if (next.isEmpty()) {
          return;
        }
        into.add(next.get().peek().orElseThrow());
        next.get().take();
      }
    }
  }

  /** Written out: a comparator put together of others is classes made while the agent runs. */
  private static int byAge(SpoolRecord one, SpoolRecord other) {
    int byBoot = Long.compare(one.boot, other.boot);
    return byBoot != 0 ? byBoot : Long.compare(one.sequence, other.sequence);
  }

  /**
   * The boot where it counts for the next one; 0 for one that was drawn ({@link Spool#newBoot}).
   */
  long countedBoot() {
    return boot < Spool.FIRST_DRAWN_BOOT ? boot : 0;
  }

  /** The same record, saying something else on its way out. */
  public SpoolRecord saying(byte[] other) {
    return new SpoolRecord(boot, sequence, rank, channel, other, ordinal);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SpoolRecord that && that.ordinal == ordinal && that.rank == rank;
  }

  @Override
  public int hashCode() {
    return Objects.hash(ordinal, rank);
  }

  @Override
  public String toString() {
    return channel + " " + boot + "/" + sequence + " (" + payload.length + " bytes)";
  }
}
