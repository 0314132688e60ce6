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
 * Shelly devices of the second generation and later (shelly-api-docs.shelly.cloud/gen2): {@code
 * <prefix>/events/rpc} with the device's time, {@code <prefix>/status/<component>} without one
 * where somebody has turned that on; the prefix is the station. Each component is a device, such as
 * {@code temperature:0}, and says its {@code errors} itself.
 */
final class ShellyGen2 {
  private static final Set<String> STATUS = Set.of("NotifyStatus", "NotifyFullStatus");

  /** Numbers the component, and says the same again in other words. */
  private static final Set<String> SAID_ALREADY = Set.of("id", "tF", "errors");

  private static final int MOST_WORDS = 200;

  private ShellyGen2() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String own = speaker.station().value() + "/";
    String topic = publish.topic();
    if (!topic.startsWith(own) || topic.length() == own.length()) {
      return Heard.foreign(own + "events/rpc or alike; on the device, the prefix is the station");
    }
    String below = topic.substring(own.length());
    if (below.equals("events/rpc")) {
      return ForeignJson.object(publish.payload(), it -> event(speaker.station().value(), it));
    }
    if (below.matches("status/[a-z_0-9]+:[0-9]+")) {
      String component = below.substring("status/".length());
      return ForeignJson.object(
          publish.payload(), it -> Heard.of(report(component, it, Optional.empty())));
    }
    return Heard.aside(speaker.station().value(), below);
  }

  private static Heard event(String station, JsonNode event) {
    String method = event.path("method").asText();
    if (!STATUS.contains(method)) {
      return Heard.aside(station, method.isEmpty() ? "event without a method" : method);
    }
    JsonNode status = event.path("params");
    Optional<Instant> at =
        ForeignJson.seconds(Figure.optional(status, "ts")).filter(LocalTimes::isSet);
    List<Report> reports = new ArrayList<>();
    status
        .properties()
        .forEach(
            it -> {
              if (it.getValue().isObject()) {
                reports.add(report(it.getKey(), it.getValue(), at));
              }
            });
    return Heard.of(reports);
  }

  private static Report report(String component, JsonNode status, Optional<Instant> at) {
    Optional<String> trouble = trouble(status.path("errors"));
    List<Field> fields =
        Heard.flat(status).stream()
            .filter(it -> !SAID_ALREADY.contains(it.name()))
            .map(it -> known(it).but(trouble))
            .toList();
    return Report.of(component, at, fields);
  }

  private static Field known(Field field) {
    JsonNode value = field.value();
    return switch (field.name()) {
      case "tC" -> Field.of(field.name(), value, Quantity.TEMPERATURE, "Cel");
      case "rh" -> Field.of(field.name(), value, Quantity.HUMIDITY, "%RH");
      case "lux" -> Field.of(field.name(), value, Quantity.LIGHT, "lx");
      case "battery.percent" -> Field.of(field.name(), value, Quantity.BATTERY, "%");
      case "output" -> Field.of(field.name(), value, Quantity.OUTPUT, "bool");
      default -> field;
    };
  }

  private static Optional<String> trouble(JsonNode errors) {
    List<String> words = new ArrayList<>();
    errors.forEach(it -> words.add(it.asText()));
    String all = String.join(", ", words).replaceAll("\\p{Cntrl}", "?");
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(all.length() <= MOST_WORDS ? all : all.substring(0, MOST_WORDS));
  }
}
