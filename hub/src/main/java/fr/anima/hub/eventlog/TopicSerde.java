package fr.anima.hub.eventlog;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Topics as Kafka Streams wants them: {@code builder.stream(topic.name(),
 * TopicSerde.consumed(topic, "readings"))}.
 */
public final class TopicSerde {
  private TopicSerde() {}

  /** How a topic is read, in a step of that name. */
  public static <T> Consumed<String, T> consumed(Topic<T> topic, String step) {
    return Consumed.with(Serdes.String(), of(topic.codec())).withName(step);
  }

  /** How a topic is written, in a step of that name. */
  public static <T> Produced<String, T> produced(Topic<T> topic, String step) {
    return Produced.with(Serdes.String(), of(topic.codec())).withName(step);
  }

  /** Values that are written as JSON, for state stores. */
  public static <T> Serde<T> json(Class<T> type) {
    return of(Json.codec(type));
  }

  /** The serde of a codec; what is no value is a {@link SerializationException}. */
  public static <T> Serde<T> of(Topic.Codec<T> codec) {
    return Serdes.serdeFrom(serializer(codec), deserializer(codec));
  }

  @SuppressWarnings("NullAway") // Kafka writes a deletion as a null value
  private static <T> Serializer<T> serializer(Topic.Codec<T> codec) {
    return (topic, value) -> value == null ? null : codec.encode(value);
  }

  @SuppressWarnings("NullAway")
  private static <T> Deserializer<T> deserializer(Topic.Codec<T> codec) {
    return (topic, bytes) -> {
      try {
        return bytes == null ? null : codec.decode(bytes);
      } catch (IllegalArgumentException why) {
        throw new SerializationException(topic + ": " + why.getMessage(), why);
      }
    };
  }
}
