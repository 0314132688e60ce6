package fr.anima.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Messages as UTF-8 JSON, version 1; empty optional fields are left out. Written field by field and
 * not through a tree: a station writes more than it reads, and a tree's library would cost it
 * several megabytes.
 */
final class MessageWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private MessageWriter() {}

  static byte[] write(Message message) {
    return bytes(json -> write(message, json));
  }

  static byte[] write(List<? extends Message> messages) {
    return bytes(
        json -> {
          json.writeStartArray();
          for (Message each : messages) {
            write(each, json);
          }
          json.writeEndArray();
        });
  }

  static byte[] write(SamplingPlan plan) {
    return bytes(
        json -> {
          json.writeStartObject();
          json.writeStringField("id", plan.id());
          json.writeObjectFieldStart("periodSeconds");
          for (Map.Entry<String, Double> each : plan.periodSeconds().entrySet()) {
            json.writeNumberField(each.getKey(), each.getValue());
          }
          json.writeEndObject();
          json.writeEndObject();
        });
  }

  static void write(Message message, JsonGenerator json) throws IOException {
    json.writeStartObject();
    write(message.stamp(), json);
    if (message instanceof Readings readings) {
      write(readings, json);
    } else if (message instanceof Position position) {
      write(position, json);
    } else if (message instanceof FootfallCount count) {
      json.writeStringField("from", IsoTime.write(count.from()));
      json.writeNumberField("in", count.in());
      json.writeNumberField("out", count.out());
    } else if (message instanceof Heartbeat heartbeat) {
      write(heartbeat, json);
    }
    json.writeEndObject();
  }

  private static void write(Stamp stamp, JsonGenerator json) throws IOException {
    json.writeStringField("station", stamp.station().value());
    json.writeNumberField("boot", stamp.boot());
    json.writeNumberField("sequence", stamp.sequence());
    json.writeStringField("measuredAt", IsoTime.write(stamp.measuredAt()));
    json.writeStringField("clock", stamp.clock().word());
  }

  private static void write(Readings readings, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("readings");
    for (Measurement each : readings.values()) {
      json.writeStartObject();
      json.writeStringField("quantity", each.quantity().word());
      json.writeNumberField("value", each.value());
      json.writeStringField("unit", each.quantity().unit());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void write(Position position, JsonGenerator json) throws IOException {
    json.writeNumberField("latitude", position.latitudeDegrees());
    json.writeNumberField("longitude", position.longitudeDegrees());
    optional("altitudeMetres", position.altitudeMetres(), json);
    optional("speedMetresPerSecond", position.speedMetresPerSecond(), json);
    optional("courseDegrees", position.courseDegrees(), json);
    optional("hdop", position.hdop(), json);
    if (position.satellites().isPresent()) {
      json.writeNumberField("satellites", position.satellites().getAsInt());
    }
  }

  private static void write(Heartbeat heartbeat, JsonGenerator json) throws IOException {
    json.writeStringField("agent", heartbeat.agent());
    json.writeNumberField("uptimeSeconds", heartbeat.uptimeSeconds());
    json.writeNumberField("spoolRecords", heartbeat.spoolRecords());
    json.writeNumberField("spoolBytes", heartbeat.spoolBytes());
    json.writeObjectFieldStart("losses");
    for (Map.Entry<String, Long> each : heartbeat.losses().entrySet()) {
      json.writeNumberField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
    json.writeObjectFieldStart("failing");
    for (Map.Entry<String, String> each : heartbeat.failing().entrySet()) {
      json.writeStringField(each.getKey(), each.getValue());
    }
    json.writeEndObject();
    json.writeStringField("plan", heartbeat.plan());
    if (!heartbeat.lost().isEmpty()) {
      json.writeArrayFieldStart("lost");
      for (LostRange each : heartbeat.lost()) {
        write(each, json);
      }
      json.writeEndArray();
    }
  }

  private static void write(LostRange range, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", range.name());
    json.writeStringField("rank", range.rank());
    json.writeNumberField("records", range.records());
    optional("from", range.from(), json);
    optional("to", range.to(), json);
    json.writeEndObject();
  }

  private static void optional(String name, Optional<LostRange.Place> place, JsonGenerator json)
      throws IOException {
    if (place.isPresent()) {
      json.writeObjectFieldStart(name);
      json.writeNumberField("boot", place.get().boot());
      json.writeNumberField("sequence", place.get().sequence());
      json.writeEndObject();
    }
  }

  private static void optional(String name, OptionalDouble value, JsonGenerator json)
      throws IOException {
    if (value.isPresent()) {
      json.writeNumberField(name, value.getAsDouble());
    }
  }

  static byte[] bytes(WireJson.Content content) {
    // The generator hands over all of a message at once: the array becomes just as long as that.
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      content.write(json);
    } catch (IOException impossible) {
      throw new UncheckedIOException("plain values could not be written to memory", impossible);
    }
    return bytes.toByteArray();
  }
}
