package fr.anima.hub.ingest.dialects;

import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A station of another make in a test: {@code Foreigner.of(OWNTRACKS, "greg").says(topic, json)}.
 */
record Foreigner(Dialect dialect, String station, List<DeviceMap.Row> rows) {
  static final Instant ARRIVAL = Instant.parse("2026-11-23T10:00:00Z");

  static Foreigner of(Dialect dialect, String station) {
    return new Foreigner(dialect, station, List.of());
  }

  /** With a device at a place. */
  Foreigner placing(String device, String place) {
    return with(new DeviceMap.Row(device, "", place, Optional.empty()));
  }

  /** With a field that measures something. */
  Foreigner mapping(String device, String field, String place, Quantity quantity) {
    return with(new DeviceMap.Row(device, field, place, Optional.of(quantity)));
  }

  Foreigner with(DeviceMap.Row row) {
    List<DeviceMap.Row> more = new ArrayList<>(rows);
    more.add(row);
    return new Foreigner(dialect, station, more);
  }

  Said says(String topic, String payload) {
    return says(topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  Said says(String topic, byte[] payload) {
    return says(topic, payload, ARRIVAL);
  }

  Said says(String topic, byte[] payload, Instant arrival) {
    return Dialects.said(speaker(), new Dialects.Publish(topic, payload, false), arrival);
  }

  /** The same, with the retain flag. */
  Said repeats(String topic, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return Dialects.said(speaker(), new Dialects.Publish(topic, bytes, true), ARRIVAL);
  }

  private Dialects.Speaker speaker() {
    return new Dialects.Speaker(
        new StationId(station),
        "place-of-" + station,
        new StationRegistry.Speech(dialect, new DeviceMap(rows)),
        ZoneId.of("Europe/Paris"));
  }

  /** The messages, stamped as at arrival where they have no time of their own. */
  static List<Message> messages(Said said) {
    StationId any = new StationId("any");
    Stamp arrived = new Stamp(any, 1, 1, ARRIVAL, ClockQuality.ESTIMATED);
    return said.told().stream()
        .map(it -> it.content().message(it.stamp(any).orElse(arrived)))
        .toList();
  }

  /** Every value by place and quantity, such as {@code goats temperature}. */
  static Map<String, Double> values(Said said) {
    Map<String, Double> values = new TreeMap<>();
    List<Message> messages = messages(said);
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Readings readings) {
        for (Measurement each : readings.values()) {
          values.put(said.told().get(i).place() + " " + each.quantity().word(), each.value());
        }
      }
    }
    return values;
  }

  /** The names of what fails, with the reason. */
  static Map<String, String> faults(Said said) {
    Map<String, String> faults = new TreeMap<>();
    said.faults().forEach(it -> faults.put(it.name(), it.why()));
    return faults;
  }

  /** The value at that place and quantity; not a number where there is none. */
  static double value(Said said, String placeAndQuantity) {
    return values(said).getOrDefault(placeAndQuantity, Double.NaN);
  }

  /** Why that fails; nothing where it does not. */
  static String fault(Said said, String name) {
    return faults(said).getOrDefault(name, "");
  }

  /** What was left out, as device and field. */
  static List<String> leftOut(Said said) {
    return said.leftOut().stream().map(it -> (it.device() + " " + it.field()).strip()).toList();
  }

  static List<Said.Objection.Kind> objections(Said said) {
    return said.objections().stream().map(Said.Objection::kind).toList();
  }
}
