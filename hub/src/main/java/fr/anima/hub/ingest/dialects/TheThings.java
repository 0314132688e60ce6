package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Uplinks of The Things Stack v3 (thethingsindustries.com/docs/integrations/data-formats), bridged
 * from its MQTT server on {@code v3/<application>@<tenant>/devices/<device>/up} or brought by its
 * webhook; the application is the station. Only {@code decoded_payload} is read: the network
 * decodes, and its {@code normalized_payload} calls a percentage of a battery volts.
 */
final class TheThings {
  private TheThings() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String[] level = publish.topic().split("/", -1);
    String application = speaker.station().value();
    boolean own =
        level.length >= 5
            && level[0].equals("v3")
            && (level[1].equals(application) || level[1].startsWith(application + "@"))
            && level[2].equals("devices")
            && !level[3].isEmpty();
    if (!own) {
      return Heard.foreign(
          "v3/" + application + "@{tenant}/devices/{device}/up; the application is the station");
    }
    if (level.length > 5 || !level[4].equals("up")) {
      return Heard.aside(level[3], level[4]);
    }
    return ForeignJson.object(publish.payload(), it -> uplink(level[3], it));
  }

  private static Heard uplink(String device, JsonNode message) {
    JsonNode ids = message.path("end_device_ids").path("device_id");
    if (!ids.asText(device).equals(device)) {
      return Heard.objection(Kind.UNREADABLE, "device_id is not the device of the topic");
    }
    JsonNode uplink = message.path("uplink_message");
    if (!uplink.isObject()) {
      return Heard.aside(device, "no uplink_message");
    }
    JsonNode decoded = uplink.path("decoded_payload");
    if (!decoded.isObject()) {
      return Heard.of(
          Report.trouble(device, "nothing decoded: choose its payload formatter in the console"));
    }
    Optional<Instant> at =
        ForeignJson.instant(uplink.path("received_at"))
            .or(() -> ForeignJson.instant(message.path("received_at")));
    List<Field> fields = Heard.flat(decoded).stream().map(TheThings::known).toList();
    return Heard.of(Report.of(device, at, fields));
  }

  private static Field known(Field field) {
    JsonNode value = field.value();
    return switch (field.name()) {
      case "temperature" -> Field.of(field.name(), value, Quantity.TEMPERATURE, "Cel");
      case "humidity" -> Field.of(field.name(), value, Quantity.HUMIDITY, "%RH");
      case "pressure" -> Field.of(field.name(), value, Quantity.PRESSURE, "hPa");
      case "co2" -> Field.of(field.name(), value, Quantity.CARBON_DIOXIDE, "ppm");
      case "illuminance", "illumination" -> Field.of(field.name(), value, Quantity.LIGHT, "lx");
      case "battery" -> Field.of(field.name(), value, Quantity.BATTERY, "%");
      default -> field;
    };
  }
}
