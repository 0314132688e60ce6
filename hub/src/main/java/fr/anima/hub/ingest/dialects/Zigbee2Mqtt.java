package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.wire.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Zigbee2MQTT (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages): the state of each device, all
 * it knows of it, on {@code zigbee2mqtt/<friendly name>}; the name may have slashes. It says no
 * time unless {@code advanced.last_seen} is on; then it also repeats old states honestly when it
 * starts.
 */
final class Zigbee2Mqtt {
  private static final String ROOT = "zigbee2mqtt/";
  private static final String AVAILABILITY = "/availability";

  private Zigbee2Mqtt() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String topic = publish.topic();
    if (topic.startsWith("homeassistant/")) {
      return Heard.aside("homeassistant", "discovery");
    }
    if (!topic.startsWith(ROOT) || topic.length() == ROOT.length() || hasWildcard(topic)) {
      return Heard.foreign("zigbee2mqtt/{friendly name}");
    }
    String name = topic.substring(ROOT.length());
    if (name.startsWith("bridge/")) {
      return Heard.aside("bridge", name.substring("bridge/".length()));
    }
    if (name.endsWith(AVAILABILITY) && name.length() > AVAILABILITY.length()) {
      String device = name.substring(0, name.length() - AVAILABILITY.length());
      return availability(device, new String(publish.payload(), StandardCharsets.UTF_8));
    }
    if (publish.payload().length == 0) {
      return Heard.aside(name, "empty"); // a device that was removed
    }
    return ForeignJson.object(publish.payload(), it -> Heard.of(state(name, it)));
  }

  /** Either the word alone or, in newer versions, {"state":"offline"}. */
  private static Heard availability(String device, String payload) {
    return payload.contains("offline")
        ? Heard.of(Report.trouble(device, "offline, says the gateway"))
        : Heard.of(Report.of(device, Optional.empty(), List.of()));
  }

  private static Report state(String device, JsonNode state) {
    List<Field> fields = new ArrayList<>();
    state
        .properties()
        .forEach(
            it -> {
              if (!it.getKey().equals("last_seen")) {
                fields.add(field(it.getKey(), it.getValue(), state));
              }
            });
    return Report.of(device, lastSeen(state.path("last_seen")), fields);
  }

  private static Field field(String name, JsonNode value, JsonNode state) {
    return switch (name) {
      case "temperature" -> Field.of(name, value, Quantity.TEMPERATURE, "Cel");
      case "humidity" -> Field.of(name, value, Quantity.HUMIDITY, "%RH");
      case "pressure" -> Field.of(name, value, Quantity.PRESSURE, "hPa");
      case "co2" -> Field.of(name, value, Quantity.CARBON_DIOXIDE, "ppm");
      case "noise" -> Field.of(name, value, Quantity.SOUND, "dBA");
      case "battery" -> Field.of(name, value, Quantity.BATTERY, "%");
      case "illuminance_lux" -> Field.of(name, value, Quantity.LIGHT, "lx");
      case "illuminance" ->
          state.has("illuminance_lux") // then this one is the raw value of older versions
              ? Field.unknown(name, value)
              : Field.of(name, value, Quantity.LIGHT, "lx");
      case "occupancy", "motion", "presence" -> Field.of(name, value, Quantity.MOTION, "bool");
      case "contact" -> Field.of(name, opened(value), Quantity.DOOR, "bool");
      default -> Field.unknown(name, value);
    };
  }

  /** A contact is true where it touches: the door is closed. */
  private static JsonNode opened(JsonNode contact) {
    return contact.isBoolean() ? BooleanNode.valueOf(!contact.booleanValue()) : contact;
  }

  /** Its three spellings: ISO 8601 in UTC or with an offset, and milliseconds since 1970. */
  private static Optional<Instant> lastSeen(JsonNode seen) {
    return seen.isNumber()
        ? ForeignJson.seconds(OptionalDouble.of(seen.doubleValue() / 1000))
        : ForeignJson.instant(seen);
  }

  private static boolean hasWildcard(String topic) {
    return topic.indexOf('#') >= 0 || topic.indexOf('+') >= 0;
  }
}
