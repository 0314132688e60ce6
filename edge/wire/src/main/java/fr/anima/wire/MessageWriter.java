package fr.anima.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Messages as JSON trees, version 1. Empty optional fields are left out. */
final class MessageWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private MessageWriter() {}

  static ObjectNode write(Message message) {
    ObjectNode node = stamp(message.stamp());
    if (message instanceof Readings readings) {
      write(readings, node);
    } else if (message instanceof Position position) {
      write(position, node);
    } else if (message instanceof FootfallCount count) {
      node.put("from", instant(count.from())).put("in", count.in()).put("out", count.out());
    } else if (message instanceof Heartbeat heartbeat) {
      write(heartbeat, node);
    }
    return node;
  }

  static ObjectNode write(SamplingPlan plan) {
    ObjectNode node = NODES.objectNode().put("id", plan.id());
    ObjectNode periods = node.putObject("periodSeconds");
    plan.periodSeconds().forEach(periods::put);
    return node;
  }

  private static ObjectNode stamp(Stamp stamp) {
    return NODES
        .objectNode()
        .put("station", stamp.station().value())
        .put("boot", stamp.boot())
        .put("sequence", stamp.sequence())
        .put("measuredAt", instant(stamp.measuredAt()))
        .put("clock", stamp.clock().word());
  }

  private static void write(Readings readings, ObjectNode node) {
    ArrayNode values = node.putArray("readings");
    for (Measurement each : readings.values()) {
      values
          .addObject()
          .put("quantity", each.quantity().word())
          .put("value", each.value())
          .put("unit", each.quantity().unit());
    }
  }

  private static void write(Position position, ObjectNode node) {
    node.put("latitude", position.latitudeDegrees()).put("longitude", position.longitudeDegrees());
    position.altitudeMetres().ifPresent(it -> node.put("altitudeMetres", it));
    position.speedMetresPerSecond().ifPresent(it -> node.put("speedMetresPerSecond", it));
    position.courseDegrees().ifPresent(it -> node.put("courseDegrees", it));
    position.hdop().ifPresent(it -> node.put("hdop", it));
    position.satellites().ifPresent(it -> node.put("satellites", it));
  }

  private static void write(Heartbeat heartbeat, ObjectNode node) {
    node.put("agent", heartbeat.agent())
        .put("uptimeSeconds", heartbeat.uptimeSeconds())
        .put("spoolRecords", heartbeat.spoolRecords())
        .put("spoolBytes", heartbeat.spoolBytes());
    ObjectNode losses = node.putObject("losses");
    for (Map.Entry<String, Long> each : heartbeat.losses().entrySet()) {
      losses.put(each.getKey(), each.getValue());
    }
    ObjectNode failing = node.putObject("failing");
    heartbeat.failing().forEach(failing::put);
    node.put("plan", heartbeat.plan());
  }

  private static String instant(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
