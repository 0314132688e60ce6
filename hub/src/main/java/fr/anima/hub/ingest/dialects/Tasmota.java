package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tasmota (tasmota.github.io/docs/MQTT): {@code tele/<topic>/SENSOR} every few minutes, {@code
 * stat/<topic>/STATUS10} when asked, in either order of the first two levels; the topic is the
 * station. Each sensor of it is a device, such as {@code DHT11}; what stands outside of them is of
 * the device named like the station. Times are local and say no zone.
 */
final class Tasmota {
  private static final Set<String> PREFIXES = Set.of("tele", "stat");
  private static final Set<String> ABOUT =
      Set.of("Time", "TempUnit", "PressureUnit", "SpeedUnit", "LengthUnit");

  /** What a DS18B20 says that has just got its power and measured nothing yet. */
  private static final double POWER_ON = 85;

  private Tasmota() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String station = speaker.station().value();
    if (publish.topic().startsWith("tasmota/discovery/")) {
      return Heard.aside(station, "discovery");
    }
    String[] level = publish.topic().split("/", -1);
    boolean own =
        level.length == 3
            && ((PREFIXES.contains(level[0]) && level[1].equals(station))
                || (level[0].equals(station) && PREFIXES.contains(level[1])));
    if (!own) {
      return Heard.foreign(
          "tele/" + station + "/SENSOR or alike; on the device, Topic is the station");
    }
    return switch (level[2]) {
      case "SENSOR", "STATE", "RESULT" ->
          ForeignJson.object(publish.payload(), it -> status(speaker, it, arrival));
      case "STATUS8", "STATUS10" ->
          ForeignJson.object(
              publish.payload(), it -> status(speaker, it.path("StatusSNS"), arrival));
      default -> Heard.aside(station, level[2]); // LWT: a will, and its contrary
    };
  }

  private static Heard status(Dialects.Speaker speaker, JsonNode status, Instant arrival) {
    Optional<Instant> at = LocalTimes.of(status.path("Time").asText(), speaker.zone(), arrival);
    List<Report> reports = new ArrayList<>();
    List<Field> outside = new ArrayList<>();
    status
        .properties()
        .forEach(
            it -> {
              if (it.getValue().isObject()) {
                reports.add(Report.of(it.getKey(), at, sensor(it.getKey(), it.getValue(), status)));
              } else if (!ABOUT.contains(it.getKey())) {
                outside.add(switchOf(it.getKey(), it.getValue()));
              }
            });
    if (!outside.isEmpty()) {
      reports.add(Report.of(speaker.station().value(), at, outside));
    }
    return Heard.of(reports);
  }

  private static List<Field> sensor(String device, JsonNode sensor, JsonNode status) {
    return Heard.flat(sensor).stream().map(it -> known(device, it, status)).toList();
  }

  private static Field known(String device, Field field, JsonNode status) {
    JsonNode value = field.value();
    return switch (field.name()) {
      case "Temperature" ->
          Field.of(field.name(), value, Quantity.TEMPERATURE, status.path("TempUnit").asText("C"))
              .but(powerOn(device, value));
      case "Humidity" -> Field.of(field.name(), value, Quantity.HUMIDITY, "%RH");
      case "Pressure" ->
          Field.of(
              field.name(), value, Quantity.PRESSURE, status.path("PressureUnit").asText("hPa"));
      case "Illuminance" -> Field.of(field.name(), value, Quantity.LIGHT, "lx");
      case "CarbonDioxide" -> Field.of(field.name(), value, Quantity.CARBON_DIOXIDE, "ppm");
      default -> field;
    };
  }

  private static Optional<String> powerOn(String device, JsonNode value) {
    return device.startsWith("DS18") && Figure.of(value).value() == POWER_ON
        ? Optional.of("85 °C, which it says before it has measured anything")
        : Optional.empty();
  }

  private static Field switchOf(String name, JsonNode value) {
    return name.matches("POWER[0-9]*")
        ? Field.of(name, value, Quantity.OUTPUT, "bool")
        : Field.unknown(name, value);
  }
}
