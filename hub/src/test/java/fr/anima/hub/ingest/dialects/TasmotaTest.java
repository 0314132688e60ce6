package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.TASMOTA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasmotaTest {
  private static final Foreigner BARN = Foreigner.of(TASMOTA, "barn");

  @Test
  void every_sensor_of_it_is_read_in_its_units() {
    Said said =
        BARN.says(
            "tele/barn/SENSOR",
            """
            {"Time":"2026-11-23T10:59:00","AM2301":{"Temperature":68.0,"Humidity":"61.2","DewPoint":50},
             "BMP280":{"Pressure":750.06},"TempUnit":"F","PressureUnit":"mmHg"}""");

    assertEquals(20.0, Foreigner.value(said, "place-of-barn temperature"), 1e-9);
    assertEquals(61.2, Foreigner.value(said, "place-of-barn humidity"));
    assertEquals(999.998, Foreigner.value(said, "place-of-barn pressure"), 1e-3);
    assertEquals(List.of("AM2301 DewPoint"), Foreigner.leftOut(said));
    assertEquals(Instant.parse("2026-11-23T09:59:00Z"), said.told().get(0).measuredAt().get());
  }

  /** Summer time ends in Paris on 2026-10-25 at 01:00 UTC, and began on 2026-03-29 at 01:00 UTC. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-25T02:30:00, 2026-10-25T00:30:10Z, 2026-10-25T00:30:00Z",
    "2026-10-25T02:30:00, 2026-10-25T01:30:10Z, 2026-10-25T01:30:00Z",
    "2026-10-25T02:30:00, 2026-10-25T05:00:00Z, 2026-10-25T01:30:00Z",
    "2026-03-29T02:30:00, 2026-03-29T01:30:10Z, 2026-03-29T01:30:00Z",
    "2026-10-25T02:30:00+01:00, 2026-10-25T00:30:10Z, 2026-10-25T01:30:00Z",
  })
  void a_time_without_a_zone_is_local(String local, Instant arrival, Instant expected) {
    String payload = "{\"Time\":\"" + local + "\",\"DHT11\":{\"Temperature\":20}}";

    Said said = BARN.says("tele/barn/SENSOR", payload.getBytes(StandardCharsets.UTF_8), arrival);

    assertEquals(Optional.of(expected), said.told().get(0).measuredAt());
  }

  @ParameterizedTest
  @CsvSource({"1970-01-01T00:00:12", "soon", "''"})
  void a_clock_that_was_never_set_says_no_time(String time) {
    Said said =
        BARN.says("tele/barn/SENSOR", "{\"Time\":\"" + time + "\",\"DHT11\":{\"Temperature\":20}}");

    assertEquals(Optional.empty(), said.told().get(0).measuredAt());
  }

  @ParameterizedTest
  @CsvSource({
    "DS18B20, 85, before it has measured",
    "DS18B20-2, -127, not possible",
    "DHT11, null, no value",
  })
  void a_broken_sensor_is_a_fault(String sensor, String value, String why) {
    Said said =
        BARN.says("tele/barn/SENSOR", "{\"" + sensor + "\":{\"Temperature\":" + value + "}}");

    assertTrue(said.told().isEmpty());
    assertTrue(Foreigner.fault(said, sensor + "/Temperature").contains(why));
  }

  @Test
  void two_sensors_of_one_make_are_two_messages() {
    Said said =
        BARN.says(
            "stat/barn/STATUS10",
            """
            {"StatusSNS":{"Time":"2026-11-23T11:00:00","DS18B20-1":{"Temperature":20},
             "DS18B20-2":{"Temperature":30}}}""");

    assertEquals(2, said.told().size());
    assertEquals(2, said.told().stream().map(Said.Told::part).distinct().count());
  }

  @Test
  void relays_are_outputs_and_a_switch_is_what_somebody_says() {
    Foreigner mapped = BARN.mapping("barn", "Switch1", "hens", Quantity.DOOR);

    assertEquals(
        Map.of("place-of-barn output", 1.0),
        Foreigner.values(
            mapped.says("barn/tele/STATE", "{\"POWER\":\"ON\",\"Wifi\":{\"RSSI\":9}}")));
    assertEquals(
        Map.of("hens door", 0.0),
        Foreigner.values(mapped.says("tele/barn/SENSOR", "{\"Switch1\":\"OFF\"}")));
  }
}
