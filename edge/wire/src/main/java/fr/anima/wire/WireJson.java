package fr.anima.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Messages to bytes and back, version 1. A publish carries one JSON object or an array of 1 to 200,
 * as it is or packed by {@link WireGzip}. Reading never throws for bad input: each message of a
 * publish is judged by itself, so one bad one costs nothing but itself.
 */
public final class WireJson {
  /** The most messages one publish may carry. */
  public static final int MOST_MESSAGES = 200;

  /** The most bytes one publish may carry, packed or not. */
  public static final int MOST_BYTES = 64 * 1024;

  private static final int SHOWN = 2_000;
  private static final int MOST_DETAIL = 400; // has room for the list of quantities

  private WireJson() {}

  /** One message as UTF-8 JSON. */
  public static byte[] encode(Message message) {
    return MessageWriter.write(message);
  }

  /** Several messages of one station and kind as one JSON array. */
  public static byte[] encode(List<? extends Message> messages) {
    return MessageWriter.write(messages);
  }

  /** A sampling plan as UTF-8 JSON. */
  public static byte[] encode(SamplingPlan plan) {
    return MessageWriter.write(plan);
  }

  /**
   * Every message of a publish, in order, each known or unreadable. A payload that is not JSON, too
   * large, or an array of none or too many gives exactly one unreadable.
   */
  public static List<Decoded> decode(WireTopic topic, byte[] payload) {
    if (payload.length > MOST_BYTES) {
      return unreadable(
          Flaw.TOO_LARGE, payload.length + " bytes; expected at most " + MOST_BYTES, "");
    }
    if (WireGzip.isPacked(payload)) {
      try {
        return decodeJson(topic, WireGzip.unpack(payload, MOST_BYTES));
      } catch (IOException why) {
        return unreadable(Flaw.UNREADABLE, "not gzip: " + why.getMessage(), "");
      }
    }
    return decodeJson(topic, payload);
  }

  private static List<Decoded> decodeJson(WireTopic topic, byte[] payload) {
    if (payload.length > MOST_BYTES) {
      return unreadable(Flaw.TOO_LARGE, "unpacked more than " + MOST_BYTES + " bytes", "");
    }
    Optional<List<Decoded>> usual = usual(topic, payload);
    if (usual.isPresent()) {
      return usual.get();
    }
    JsonNode root;
    try {
      root = MessageReader.tree(payload);
    } catch (IOException why) {
      return unreadable(Flaw.UNREADABLE, "not JSON: " + firstLine(why), shown(payload));
    }
    if (!root.isArray()) {
      return List.of(one(topic, root));
    }
    if (root.isEmpty() || root.size() > MOST_MESSAGES) {
      return unreadable(
          root.isEmpty() ? Flaw.UNREADABLE : Flaw.TOO_LARGE,
          "an array of " + root.size() + " messages; expected 1 to " + MOST_MESSAGES,
          shown(payload));
    }
    List<Decoded> decoded = new ArrayList<>(root.size());
    root.forEach(each -> decoded.add(one(topic, each)));
    return decoded;
  }

  /** Readings of the topic's own station and nothing to object to, as nearly every publish is. */
  private static Optional<List<Decoded>> usual(WireTopic topic, byte[] payload) {
    if (topic.kind() != Message.Kind.READINGS) {
      return Optional.empty();
    }
    List<Decoded> decoded = new ArrayList<>();
    try (JsonParser json = MessageReader.pass(payload)) {
      boolean isArray = json.nextToken() == JsonToken.START_ARRAY;
      for (JsonToken next = isArray ? json.nextToken() : json.currentToken();
          next == JsonToken.START_OBJECT;
          next = json.nextToken()) {
        Optional<Readings> readings = ReadingsReader.read(json);
        if (readings.filter(it -> it.station().equals(topic.station())).isEmpty()) {
          return Optional.empty();
        }
        decoded.add(new Decoded.Known(readings.get()));
      }
      boolean isComplete =
          isArray
              ? json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null
              : json.currentToken() == null && decoded.size() == 1;
      return isComplete && !decoded.isEmpty() && decoded.size() <= MOST_MESSAGES
          ? Optional.of(decoded)
          : Optional.empty();
    } catch (IOException unusual) {
      return Optional.empty();
    }
  }

  /** What is written into one value's bytes. */
  @FunctionalInterface
  public interface Content {
    /** Writes it, and nothing after it. */
    void write(JsonGenerator json) throws IOException;
  }

  /** Any value field by field, as UTF-8. */
  public static byte[] written(Content content) {
    return MessageWriter.bytes(content);
  }

  /** One message as the next value of something larger. */
  public static void write(Message message, JsonGenerator json) throws IOException {
    MessageWriter.write(message, json);
  }

  /**
   * The readings that begin at a parser's current token, if they are the usual ones; otherwise the
   * parser stands anywhere and a tree must be read: {@link #decode(Message.Kind, JsonNode)}.
   *
   * @throws IOException when it is not JSON
   */
  public static Optional<Message> readings(JsonParser json) throws IOException {
    return ReadingsReader.read(json).map(it -> it);
  }

  /**
   * One message that was written before, from its tree: how the hub's own log is read back.
   *
   * @throws WireException when it is none of that kind
   */
  public static Message decode(Message.Kind kind, JsonNode node) {
    return MessageReader.read(kind, node);
  }

  /**
   * A sampling plan from its bytes.
   *
   * @throws WireException when it is none
   */
  public static SamplingPlan decodePlan(byte[] payload) {
    if (payload.length > MOST_BYTES) {
      throw new WireException(
          Flaw.TOO_LARGE, payload.length + " bytes; expected at most " + MOST_BYTES);
    }
    try {
      return MessageReader.plan(MessageReader.tree(payload));
    } catch (IOException why) {
      throw new WireException(Flaw.UNREADABLE, "not JSON: " + tame(firstLine(why)));
    }
  }

  private static Decoded one(WireTopic topic, JsonNode node) {
    try {
      return new Decoded.Known(MessageReader.read(topic, node));
    } catch (WireException why) {
      return new Decoded.Unreadable(
          why.flaw(), tame(String.valueOf(why.getMessage())), cut(node.toString()));
    }
  }

  private static List<Decoded> unreadable(Flaw flaw, String detail, String text) {
    return List.of(new Decoded.Unreadable(flaw, tame(detail), text));
  }

  private static String tame(String detail) {
    return Words.tame(detail, MOST_DETAIL);
  }

  private static String shown(byte[] payload) {
    return cut(new String(payload, StandardCharsets.UTF_8));
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN);
  }

  private static String firstLine(IOException why) {
    String message =
        why instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(why.getMessage());
    return message.lines().findFirst().orElse("unknown reason");
  }
}
