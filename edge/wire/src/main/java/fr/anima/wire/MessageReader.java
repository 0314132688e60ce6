package fr.anima.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** JSON trees as messages, version 1; everything wrong is a {@link WireException}. */
final class MessageReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final JsonFactory PASS =
      JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

  static {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(8)
            .maxStringLength(4_096)
            .maxNumberLength(64)
            // five bytes or more each in whatever a station writes; empty objects take 25 times
            // their own length of memory, and are packed to nothing
            .maxTokenCount(WireJson.MOST_BYTES / 4)
            .build();
    JSON.getFactory().setStreamReadConstraints(constraints);
    PASS.setStreamReadConstraints(constraints);
  }

  private static final Set<String> FOOTFALL_FIELDS =
      Set.of("station", "boot", "sequence", "measuredAt", "clock", "from", "in", "out");

  private MessageReader() {}

  /** The same bytes in one pass, under the same limits. */
  static JsonParser pass(byte[] payload) throws IOException {
    return PASS.createParser(payload);
  }

  /**
   * The one JSON value of a payload.
   *
   * @throws IOException when it is not JSON, or JSON that no station writes
   */
  static JsonNode tree(byte[] payload) throws IOException {
    return JSON.readTree(payload);
  }

  static Message read(WireTopic topic, JsonNode node) {
    if (!node.isObject()) {
      throw new WireException(Flaw.UNREADABLE, "a message is a JSON object");
    }
    Stamp stamp = stamp(node);
    if (!stamp.station().equals(topic.station())) {
      throw new WireException(
          Flaw.FOREIGN_STATION,
          "message of station " + stamp.station() + " on the topic of " + topic.station());
    }
    return read(topic.kind(), stamp, node);
  }

  static Message read(Message.Kind kind, JsonNode node) {
    return read(kind, stamp(node), node);
  }

  private static Message read(Message.Kind kind, Stamp stamp, JsonNode node) {
    return switch (kind) {
      case READINGS -> new Readings(stamp, measurements(node));
      case POSITIONS -> position(stamp, node);
      case FOOTFALL -> footfall(stamp, node);
      case HEARTBEATS -> heartbeat(stamp, node);
    };
  }

  static SamplingPlan plan(JsonNode node) {
    Map<String, Double> periods = new HashMap<>();
    field(node, "periodSeconds");
    object(node, "periodSeconds")
        .properties()
        .forEach(each -> periods.put(each.getKey(), number(each.getValue(), each.getKey())));
    return new SamplingPlan(text(node, "id"), periods);
  }

  private static Stamp stamp(JsonNode node) {
    try {
      return new Stamp(
          new StationId(text(node, "station")),
          whole(node, "boot"),
          whole(node, "sequence"),
          instant(node, "measuredAt"),
          ClockQuality.ofWord(text(node, "clock")));
    } catch (WireException why) {
      throw why;
    } catch (IllegalArgumentException why) {
      throw new WireException(Flaw.UNREADABLE, String.valueOf(why.getMessage()));
    }
  }

  private static List<Measurement> measurements(JsonNode node) {
    JsonNode array = array(node, "readings");
    List<Measurement> values = new ArrayList<>(array.size());
    array.forEach(each -> values.add(measurement(each)));
    return values;
  }

  private static Measurement measurement(JsonNode node) {
    Quantity quantity;
    try {
      quantity = Quantity.ofWord(text(node, "quantity"));
    } catch (WireException why) {
      throw why;
    } catch (IllegalArgumentException why) {
      throw new WireException(Flaw.UNKNOWN_QUANTITY, "quantity " + why.getMessage());
    }
    String unit = text(node, "unit");
    if (!unit.equals(quantity.unit())) {
      throw new WireException(
          Flaw.WRONG_UNIT,
          quantity.word() + " travels in " + quantity.unit() + ", not " + Words.tame(unit, 40));
    }
    return new Measurement(quantity, number(field(node, "value"), "value"));
  }

  private static Position position(Stamp stamp, JsonNode node) {
    return new Position(
        stamp,
        number(field(node, "latitude"), "latitude"),
        number(field(node, "longitude"), "longitude"),
        optional(node, "altitudeMetres"),
        optional(node, "speedMetresPerSecond"),
        optional(node, "courseDegrees"),
        optional(node, "hdop"),
        node.hasNonNull("satellites")
            ? OptionalInt.of(count(node, "satellites"))
            : OptionalInt.empty());
  }

  private static FootfallCount footfall(Stamp stamp, JsonNode node) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!FOOTFALL_FIELDS.contains(name)) {
                throw new WireException(
                    Flaw.UNKNOWN_FIELD, "a footfall message carries counts and nothing else");
              }
            });
    return new FootfallCount(stamp, instant(node, "from"), count(node, "in"), count(node, "out"));
  }

  private static Heartbeat heartbeat(Stamp stamp, JsonNode node) {
    Map<String, Long> losses = new HashMap<>();
    JsonNode lost = object(node, "losses");
    lost.fieldNames().forEachRemaining(name -> losses.put(name, whole(lost, name)));
    Map<String, String> failing = new HashMap<>();
    JsonNode fails = object(node, "failing");
    fails.fieldNames().forEachRemaining(name -> failing.put(name, text(fails, name)));
    return new Heartbeat(
        stamp,
        text(node, "agent"),
        whole(node, "uptimeSeconds"),
        whole(node, "spoolRecords"),
        whole(node, "spoolBytes"),
        losses,
        failing,
        node.hasNonNull("plan") ? text(node, "plan") : "",
        lost(node));
  }

  private static List<LostRange> lost(JsonNode node) {
    List<LostRange> ranges = new ArrayList<>();
    if (node.hasNonNull("lost")) {
      array(node, "lost")
          .forEach(
              each ->
                  ranges.add(
                      new LostRange(
                          text(each, "name"),
                          text(each, "rank"),
                          whole(each, "records"),
                          place(each, "from"),
                          place(each, "to"))));
    }
    return ranges;
  }

  private static Optional<LostRange.Place> place(JsonNode node, String name) {
    return node.hasNonNull(name)
        ? Optional.of(
            new LostRange.Place(
                whole(object(node, name), "boot"), whole(object(node, name), "sequence")))
        : Optional.empty();
  }

  private static JsonNode array(JsonNode node, String name) {
    JsonNode array = field(node, name);
    if (!array.isArray()) {
      throw new WireException(Flaw.UNREADABLE, "\"" + name + "\" is an array");
    }
    return array;
  }

  /** An object of that name, empty when it is absent. */
  private static JsonNode object(JsonNode node, String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!field.isObject()) {
      throw new WireException(Flaw.UNREADABLE, "field \"" + name + "\" is an object");
    }
    return field;
  }

  private static JsonNode field(JsonNode node, String name) {
    JsonNode field = node.get(name);
    if (field == null || field.isNull()) {
      throw new WireException(Flaw.UNREADABLE, "field \"" + name + "\" is missing");
    }
    return field;
  }

  private static String text(JsonNode node, String name) {
    JsonNode field = field(node, name);
    if (!field.isTextual()) {
      throw new WireException(Flaw.UNREADABLE, "field \"" + name + "\" is a text");
    }
    return field.textValue();
  }

  private static long whole(JsonNode node, String name) {
    JsonNode field = field(node, name);
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw new WireException(Flaw.UNREADABLE, "field \"" + name + "\" is a whole number");
    }
    return field.longValue();
  }

  private static int count(JsonNode node, String name) {
    long value = whole(node, name);
    return (int) Math.max(-1, Math.min(value, Integer.MAX_VALUE));
  }

  private static double number(JsonNode field, String name) {
    if (!field.isNumber()) {
      throw new WireException(Flaw.UNREADABLE, "field \"" + name + "\" is a number");
    }
    return field.doubleValue();
  }

  private static OptionalDouble optional(JsonNode node, String name) {
    return node.hasNonNull(name)
        ? OptionalDouble.of(number(field(node, name), name))
        : OptionalDouble.empty();
  }

  private static Instant instant(JsonNode node, String name) {
    try {
      return IsoTime.read(text(node, name));
    } catch (DateTimeException why) {
      throw new WireException(
          Flaw.UNREADABLE, "field \"" + name + "\" is a time such as 2026-11-23T10:00:00Z");
    }
  }
}
