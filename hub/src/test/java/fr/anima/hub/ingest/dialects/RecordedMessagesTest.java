package fr.anima.hub.ingest.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.hub.stations.Dialect;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What real devices said, and what is known of it. */
class RecordedMessagesTest {
  private final RecordedMessages recorded = RecordedMessages.require();

  /** Those that the source asserts to move the position, and no others. */
  @Test
  void of_thirteen_owntracks_messages_two_are_fixes() {
    Foreigner greg = Foreigner.of(Dialect.OWNTRACKS, "greg");
    List<String> fixes = new ArrayList<>();
    List<String> vague = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();

    for (JsonNode each : recorded.json("owntracks/messages.json").get("messages")) {
      JsonNode payload = each.get("payload");
      Said said =
          greg.says(
              each.get("topic").asText(),
              payload.isTextual() ? payload.asText() : payload.toString());
      String name = each.get("case").asText();
      Foreigner.messages(said).stream()
          .filter(Position.class::isInstance)
          .forEach(it -> fixes.add(name + " " + place(it)));
      if (Foreigner.objections(said).contains(Kind.INACCURATE_FIX)) {
        vague.add(name);
      }
      if (Foreigner.objections(said).contains(Kind.UNREADABLE)) {
        unreadable.add(name);
      }
    }

    assertEquals(List.of("location 45.0 90.0", "location far away 43.0 88.1"), fixes);
    assertEquals(List.of("location, accuracy 2000 m", "location, accuracy 0"), vague);
    assertEquals(List.of("corrupt JSON"), unreadable);
  }

  @Test
  void an_owntracks_location_keeps_the_phones_time_and_battery() {
    JsonNode first = recorded.json("owntracks/messages.json").get("messages").get(0);

    Said said =
        Foreigner.of(Dialect.OWNTRACKS, "greg")
            .says(first.get("topic").asText(), first.get("payload").toString());

    assertTrue(
        Foreigner.messages(said).stream()
            .allMatch(it -> it.measuredAt().equals(Instant.ofEpochSecond(1))));
    assertEquals(92.0, Foreigner.value(said, "place-of-greg battery"));
    assertEquals(1013.977585, Foreigner.value(said, "place-of-greg pressure"), 1e-6);
  }

  @Test
  void zigbee2mqtt_payloads_are_the_temperatures_of_their_reports() {
    Foreigner gateway =
        Foreigner.of(Dialect.ZIGBEE2MQTT, "gateway").placing("weather_sensor", "garden");
    List<Said> said = new ArrayList<>();
    for (JsonNode each : recorded.json("zigbee2mqtt/messages.json").get("messages")) {
      said.add(gateway.says(each.get("topic").asText(), each.get("payload").toString()));
    }

    assertEquals(Map.of("garden temperature", -0.85), Foreigner.values(said.get(0)));
    assertEquals(
        Map.of("garden temperature", 0.08, "garden humidity", 0.01), Foreigner.values(said.get(1)));
    assertTrue(Foreigner.fault(said.get(1), "weather_sensor/pressure").startsWith("2.0 is not"));
    assertEquals(List.of("button"), Foreigner.leftOut(said.get(2)));
    assertEquals(List.of("J1_cover"), Foreigner.leftOut(said.get(3)));
  }

  @Test
  void tasmota_sensors_are_read_with_numbers_in_texts() {
    Foreigner device = Foreigner.of(Dialect.TASMOTA, "tasmota");
    List<Map<String, Double>> values = new ArrayList<>();
    for (JsonNode each : recorded.json("tasmota/messages.json").get("messages")) {
      values.add(
          Foreigner.values(device.says("tele/tasmota/SENSOR", each.get("tele_sensor").asText())));
      values.add(
          Foreigner.values(device.says("stat/tasmota/STATUS10", each.get("status10").asText())));
    }

    String temperature = "place-of-tasmota temperature";
    assertEquals(
        List.of(
            Map.of(temperature, 20.5),
            Map.of(temperature, 20.0),
            Map.of(temperature, 12.3),
            Map.of(temperature, 23.4),
            Map.of(), // wind: a quantity for which nobody has a use
            Map.of()),
        values);
  }

  @Test
  void the_description_of_a_tasmota_without_a_value_is_a_fault() {
    JsonNode first = recorded.json("tasmota/messages.json").get("messages").get(0);

    Said said =
        Foreigner.of(Dialect.TASMOTA, "tasmota")
            .says("tele/tasmota/SENSOR", first.get("description").get("sn").toString());

    assertEquals(Map.of("DHT11/Temperature", "no value"), Foreigner.faults(said));
  }

  @Test
  void a_dead_sensor_of_a_shelly_is_two_faults_and_its_light_a_reading() {
    String status = recorded.json("shelly/wall_display_sensor_fault.json").get("status").toString();
    Said said =
        Foreigner.of(Dialect.SHELLY, "display")
            .says(
                "display/events/rpc",
                "{\"method\":\"NotifyFullStatus\",\"params\":" + status + "}");

    assertEquals(
        Map.of(
            "temperature:0/tC", "Sensor driver missing from firmware",
            "humidity:0/rh", "Sensor driver missing from firmware"),
        Foreigner.faults(said));
    assertEquals(
        Map.of("place-of-display light", 120.0, "place-of-display output", 1.0),
        Foreigner.values(said));
  }

  @Test
  void senml_packs_resolve_to_the_records_of_the_standard() {
    for (int example : new int[] {1, 2, 3, 4, 5, 6, 8, 10}) {
      String name = "senml/ex" + example + ".gen";
      assertEquals(
          expected(recorded.json(name + ".resolved.json")),
          resolved(recorded.json(name + ".json")),
          name);
    }
  }

  @Test
  void senml_in_cbor_is_the_same_as_in_json() {
    Foreigner node = Foreigner.of(Dialect.SENML, "node");
    Foreigner mapped =
        node.mapping("urn:dev:ow:10e2073a0108006", "current", "x", Quantity.FEED_WEIGHT);

    assertEquals(
        Foreigner.leftOut(node.says("senml/node", recorded.bytes("senml/ex3.gen.json"))),
        Foreigner.leftOut(node.says("senml/node", recorded.bytes("senml/ex3.gen.cbor"))));
    assertEquals(
        Foreigner.faults(mapped.says("senml/node", recorded.bytes("senml/ex3.gen.json"))),
        Foreigner.faults(mapped.says("senml/node", recorded.bytes("senml/ex3.gen.cbor"))));
  }

  @Test
  void a_moving_senml_node_is_four_fixes_and_its_humidities() {
    Said said =
        Foreigner.of(Dialect.SENML, "node")
            .says("senml/node", recorded.bytes("senml/ex5.gen.json"));

    List<Message> messages = Foreigner.messages(said);
    assertEquals(4, messages.stream().filter(Position.class::isInstance).count());
    assertEquals(5, messages.size() - 4, "four humidities and a battery");
  }

  @Test
  void lorawan_uplinks_are_read_as_their_makers_decode_them() {
    List<Map<String, Double>> values = new ArrayList<>();
    for (JsonNode each : recorded.json("lorawan/uplinks.json").get("uplinks")) {
      Said said =
          Foreigner.of(Dialect.TTN, "farm")
              .placing("eui", "barn")
              .says(
                  "v3/farm@ttn/devices/eui/up",
                  "{\"uplink_message\":{\"decoded_payload\":" + each.get("decoded") + "}}");
      values.add(Foreigner.values(said));
    }

    assertEquals(
        List.of(
            Map.of("barn battery", 50.0, "barn temperature", 20.0, "barn humidity", 30.0),
            Map.of(
                "barn battery", 92.0,
                "barn temperature", 30.8,
                "barn humidity", 50.5,
                "barn carbon-dioxide", 1127.0,
                "barn pressure", 1008.8),
            Map.of()),
        values);
  }

  private static List<String> resolved(JsonNode pack) {
    return SenMl.resolve(pack).stream()
        .map(
            it ->
                String.join(
                    " ",
                    it.fullName(),
                    it.unit(),
                    // the standard's examples were resolved at that time
                    String.valueOf(it.time() == 0 ? 1.498780179e+09 : it.time()),
                    String.valueOf(it.value().orElseThrow().asDouble())))
        .toList();
  }

  private static List<String> expected(JsonNode records) {
    List<String> expected = new ArrayList<>();
    for (JsonNode each : records) {
      expected.add(
          String.join(
              " ",
              each.get("n").asText(),
              each.get("u").asText(),
              String.valueOf(each.get("t").asDouble()),
              String.valueOf(each.get("v").asDouble())));
    }
    return expected;
  }

  private static String place(Message message) {
    Position position = (Position) message;
    return position.latitudeDegrees() + " " + position.longitudeDegrees();
  }
}
