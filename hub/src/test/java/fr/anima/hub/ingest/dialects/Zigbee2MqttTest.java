package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.ZIGBEE2MQTT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Zigbee2MqttTest {
  private static final Foreigner GATEWAY =
      Foreigner.of(ZIGBEE2MQTT, "zigbee")
          .placing("goat barn", "goats")
          .placing("hens/door", "hens");

  @Test
  void each_device_is_at_its_own_place() {
    Said barn =
        GATEWAY.says(
            "zigbee2mqtt/goat barn", "{\"temperature\":21.5,\"humidity\":60,\"battery\":9}");
    Said door = GATEWAY.says("zigbee2mqtt/hens/door", "{\"contact\":false}");

    assertEquals(
        Map.of("goats temperature", 21.5, "goats humidity", 60.0, "goats battery", 9.0),
        Foreigner.values(barn));
    assertEquals(Map.of("hens door", 1.0), Foreigner.values(door), "no contact: it is open");
  }

  @Test
  void a_device_that_nobody_has_placed_is_left_out_by_name_and_nothing_else_is() {
    Said said = GATEWAY.says("zigbee2mqtt/lamp", "{\"state\":\"ON\",\"temperature\":50}");

    assertTrue(said.told().isEmpty() && said.faults().isEmpty() && said.objections().isEmpty());
    assertEquals(List.of("lamp"), Foreigner.leftOut(said));
  }

  @Test
  void a_field_may_mean_something_else_at_another_place_or_nothing() {
    Foreigner mapped =
        GATEWAY
            .mapping("goat barn", "state", "goats", Quantity.OUTPUT)
            .mapping("goat barn", "temperature", "cool-box", Quantity.BOX_TEMPERATURE)
            .with(new DeviceMap.Row("goat barn", "battery", "goats", Optional.empty()));

    Said said =
        mapped.says(
            "zigbee2mqtt/goat barn",
            "{\"state\":\"OFF\",\"temperature\":4,\"battery\":50,\"humidity\":60}");

    assertEquals(
        Map.of("goats output", 0.0, "cool-box box-temperature", 4.0, "goats humidity", 60.0),
        Foreigner.values(said));
    assertEquals(List.of("goat barn battery"), Foreigner.leftOut(said));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-11-23T09:58:00.123Z\"', 2026-11-23T09:58:00.123Z",
    "'\"2026-11-23T10:58:00+01:00\"', 2026-11-23T09:58:00Z",
    "1795427880123, 2026-11-23T09:58:00.123Z",
  })
  void last_seen_is_when_it_was_measured(String seen, Instant expected) {
    Said said =
        GATEWAY.says("zigbee2mqtt/goat barn", "{\"temperature\":20,\"last_seen\":" + seen + "}");

    assertEquals(Optional.of(expected), said.told().get(0).measuredAt());
  }

  @Test
  void an_old_state_without_a_time_is_a_fault_and_one_with_its_time_is_a_reading() {
    Said old = GATEWAY.repeats("zigbee2mqtt/goat barn", "{\"temperature\":20}");
    Said dated =
        GATEWAY.repeats(
            "zigbee2mqtt/goat barn", "{\"temperature\":20,\"last_seen\":\"2026-11-22T10:00:00Z\"}");

    assertTrue(old.told().isEmpty());
    assertTrue(Foreigner.fault(old, "goat barn").contains("age is unknown"));
    assertEquals(Map.of("goats temperature", 20.0), Foreigner.values(dated));
    assertTrue(dated.healthy().contains("goat barn"));
  }

  @ParameterizedTest
  @CsvSource({"{\"state\":\"offline\"}, false", "offline, false", "{\"state\":\"online\"}, true"})
  void an_absent_device_is_a_fault_until_it_is_back(String payload, boolean well) {
    Said said = GATEWAY.says("zigbee2mqtt/goat barn/availability", payload);

    assertEquals(well, said.healthy().contains("goat barn"));
    assertEquals(!well, Foreigner.faults(said).containsKey("goat barn"));
  }

  @ParameterizedTest
  @CsvSource({"null", "\"unavailable\"", "-275.15", "1e9", "NaN", "[20]", "''", "\"\""})
  void what_is_no_temperature_is_a_fault_and_never_a_reading(String value) {
    Said said =
        GATEWAY.says(
            "zigbee2mqtt/goat barn", "{\"temperature\":" + value + ",\"humidity\":\"55.5\"}");

    if (value.isEmpty()) {
      assertEquals(List.of(Kind.UNREADABLE), Foreigner.objections(said));
    } else {
      assertEquals(List.of("goat barn/temperature"), List.copyOf(Foreigner.faults(said).keySet()));
      assertEquals(Map.of("goats humidity", 55.5), Foreigner.values(said), "a number in a text");
    }
  }

  @Test
  void the_bridges_own_affairs_are_no_readings() {
    assertEquals(
        List.of("bridge devices"),
        Foreigner.leftOut(GATEWAY.says("zigbee2mqtt/bridge/devices", "[" + "{},".repeat(90_000))));
  }

  @Test
  void the_raw_light_of_older_versions_is_not_taken_for_lux() {
    Said said =
        GATEWAY.says("zigbee2mqtt/goat barn", "{\"illuminance\":21000,\"illuminance_lux\":125}");

    assertEquals(Map.of("goats light", 125.0), Foreigner.values(said));
  }
}
