package fr.anima.hub.eventlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.LocalTime;
import java.util.Collection;

/**
 * Our records as JSON, one way everywhere (log, outbox, browser): times as ISO 8601 (of a day
 * HH:mm), enum constants as kebab-case words, empty optionals left out, unknown fields ignored when
 * reading.
 */
public final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SimpleModule().addSerializer(LocalTime.class, ToStringSerializer.instance))
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
          .enumNamingStrategy(EnumNamingStrategies.KEBAB_CASE)
          .build();

  private Json() {}

  /** A record as a JSON object, for answers to browsers. */
  public static JsonObject object(Object value) {
    return new JsonObject(io.vertx.core.buffer.Buffer.buffer(bytes(value)));
  }

  /** Records as a JSON array of objects, in their order. */
  public static JsonArray array(Collection<?> values) {
    JsonArray array = new JsonArray();
    values.forEach(it -> array.add(object(it)));
    return array;
  }

  /** Any value as UTF-8 JSON. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException why) {
      throw new IllegalArgumentException(
          "a " + value.getClass().getSimpleName() + " cannot be written as JSON", why);
    }
  }

  /**
   * UTF-8 JSON as a record of that type.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static <T> T read(byte[] bytes, Class<T> type) {
    try {
      return MAPPER.readValue(bytes, type);
    } catch (IOException why) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + ": " + why.getMessage(), why);
    }
  }

  /**
   * UTF-8 JSON as a tree.
   *
   * @throws IllegalArgumentException when it is not JSON
   */
  static JsonNode tree(byte[] bytes) {
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException why) {
      throw new IllegalArgumentException("not JSON: " + why.getMessage(), why);
    }
  }

  /** UTF-8 JSON token by token. */
  static JsonParser parser(byte[] bytes) throws IOException {
    return MAPPER.createParser(bytes);
  }

  static <T> Topic.Codec<T> codec(Class<T> type) {
    return new Topic.Codec<>() {
      @Override
      public byte[] encode(T value) {
        return bytes(value);
      }

      @Override
      public T decode(byte[] bytes) {
        return read(bytes, type);
      }
    };
  }
}
