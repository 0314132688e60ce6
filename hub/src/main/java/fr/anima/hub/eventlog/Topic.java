package fr.anima.hub.eventlog;

/**
 * A topic of the event log as a type: its name, what its records say and how long they stay.
 *
 * @param <T> what a record says
 * @param name {@code anima.{what}.v{n}}; a change of meaning is a new version
 * @param codec record values to bytes and back
 * @param keep what the log does with old records
 */
public record Topic<T>(String name, Codec<T> codec, Keep keep) {
  /** A topic whose values are a record written as JSON by {@link Json}. */
  public static <T> Topic<T> json(String name, Class<T> type, Keep keep) {
    return new Topic<>(name, Json.codec(type), keep);
  }

  /** Bytes as they are. */
  static Codec<byte[]> bytes() {
    return new Codec<>() {
      @Override
      public byte[] encode(byte[] value) {
        return value;
      }

      @Override
      public byte[] decode(byte[] bytes) {
        return bytes;
      }
    };
  }

  /** A topic whose values are passed on as they are, for those who only carry them. */
  public static Topic<byte[]> carried(String name, Keep keep) {
    return new Topic<>(name, bytes(), keep);
  }

  /** What the log does with old records. */
  public enum Keep {
    /** What stations said: stamped with the time of append, kept for the site's raw retention. */
    RAW,
    /** What happened, in order, kept for a month. */
    EVENTS,
    /** The latest value per key, kept for ever. */
    LATEST
  }

  /** Record values to bytes and back. */
  public interface Codec<T> {
    /** The bytes of a value. */
    byte[] encode(T value);

    /**
     * The value of some bytes.
     *
     * @throws IllegalArgumentException when they are not a value
     */
    T decode(byte[] bytes);
  }
}
