package fr.anima.hub.eventlog;

import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Socket: what a topology makes of all that stations said, so that it can be made again from the
 * raw topic and compared ({@link Recomputation}).
 *
 * @param <V> what is known of one key
 */
public interface Aggregate<V> {
  /** What stations said. */
  Topic<Arrival> from();

  /** Where the topology keeps the newest value of each key. */
  Topic<V> to();

  /**
   * A computation that has seen nothing: given each message once, in the order of the log, it gives
   * the new value of a key or, as an empty stream, nothing.
   */
  Function<LogRecord<Arrival>, Stream<V>> anew();

  /** The key under which a value is kept. */
  String key(V value);

  /**
   * When what a value says began, by the station's time. What began before the oldest message that
   * the log still has cannot be made again.
   */
  Instant since(V value);

  /** What must be equal, in an admin's words. */
  String told(V value);
}
