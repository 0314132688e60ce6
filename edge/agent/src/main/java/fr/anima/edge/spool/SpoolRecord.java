package fr.anima.edge.spool;

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
    long boot, long sequence, SpoolRank rank, String channel, byte[] payload, long ordinal) {

  /** A place records are handed out from, oldest first: a lane on the card, or memory. */
  interface Source {
    /** The next record that was not handed out yet. */
    Optional<SpoolRecord> peek();

    /** Hands out what {@link #peek} shows. */
    void take();

    /** Everything that is not settled is to be handed out again. */
    void resend();

    /** Records waiting for their acknowledgement. */
    long records();
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
