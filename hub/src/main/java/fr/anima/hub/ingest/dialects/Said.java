package fr.anima.hub.ingest.dialects;

import fr.anima.hub.stations.LeftOut;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Message;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one publish of a foreign station says.
 *
 * @param told what was measured
 * @param faults sensors that say, or show, that they do not work
 * @param healthy names of faults that this publish disproves
 * @param leftOut what nobody has a use for
 * @param objections why something of it, or all, can never be accepted
 * @param foreign whether it was said on a topic that is not the station's own
 */
public record Said(
    List<Told> told,
    List<Fault> faults,
    List<String> healthy,
    List<LeftOut.Name> leftOut,
    List<Objection> objections,
    boolean foreign) {

  /**
   * A message that lacks nothing but its stamp.
   *
   * @param place where it was measured
   * @param part what of the station measured it, always the same for the same device and quantities
   * @param measuredAt by the device's own clock; empty when it said no time
   * @param clock how far that can be trusted
   * @param content makes the message of the stamp; throws a {@code WireException} when that cannot
   *     be
   */
  public record Told(
      String place,
      String part,
      Optional<Instant> measuredAt,
      ClockQuality clock,
      Content content) {
    private static final int HASHED_BYTES = 5;

    /**
     * The stamp that this has whenever it comes: the part is the boot, the time its number, so that
     * what is delivered twice is one reading. Whole seconds and milliseconds are counted apart,
     * because numbers close to each other are remembered in little space. Empty without a time.
     */
    public Optional<Stamp> stamp(StationId station) {
      return measuredAt.map(
          at -> {
            boolean whole = at.getNano() == 0;
            long number = whole ? at.getEpochSecond() : at.toEpochMilli();
            long boot = 2 * (1 + hash(part)) + (whole ? 0 : 1);
            return new Stamp(station, boot, Math.max(1, number), at, clock);
          });
    }

    private static long hash(String text) {
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < HASHED_BYTES; i++) {
          hash = (hash << Byte.SIZE) | (digest[i] & 0xff);
        }
        return hash;
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("every Java has SHA-256", impossible);
      }
    }
  }

  /** A message but for its stamp. */
  @FunctionalInterface
  public interface Content {
    /** The message of that stamp. */
    Message message(Stamp stamp);
  }

  /**
   * A sensor that does not work.
   *
   * @param field empty for all of the device
   */
  public record Fault(String device, String field, String why) {
    /** The name under which it is shown, and disproved. */
    public String name() {
      return name(device, field);
    }

    static String name(String device, String field) {
      return field.isEmpty() ? device : device + "/" + field;
    }
  }

  /** Why something can never be accepted, and what to do about it. */
  public record Objection(Kind kind, String detail) {
    /** The kinds of objection. */
    public enum Kind {
      /** Said on a topic that is not the station's own. */
      FOREIGN_TOPIC,
      /** Not what this make sends. */
      UNREADABLE,
      /** More bytes than one publish may have. */
      TOO_LARGE,
      /** A fix that is too vague to be of use. */
      INACCURATE_FIX
    }
  }
}
