package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.SHELLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShellyGen2Test {
  private static final Foreigner DISPLAY = Foreigner.of(SHELLY, "display");

  @Test
  void what_changed_is_read_at_the_devices_time() {
    Said said =
        DISPLAY.says(
            "display/events/rpc",
            """
            {"src":"shellyhtg3-1","dst":"display/events","method":"NotifyStatus","params":{
             "ts":1795428000.25,"temperature:0":{"id":0,"tC":19.5,"tF":67.1},
             "humidity:0":{"id":0,"rh":55.5},"devicepower:0":{"id":0,"battery":{"V":6.1,"percent":97}},
             "switch:0":{"id":0,"output":false,"apower":11.5}}}""");

    assertEquals(
        Map.of(
            "place-of-display temperature", 19.5,
            "place-of-display humidity", 55.5,
            "place-of-display battery", 97.0,
            "place-of-display output", 0.0),
        Foreigner.values(said));
    assertEquals(
        Optional.of(Instant.parse("2026-11-23T10:00:00.250Z")), said.told().get(0).measuredAt());
    assertEquals(List.of("devicepower:0 battery.V", "switch:0 apower"), Foreigner.leftOut(said));
  }

  @Test
  void what_it_calls_an_error_is_a_fault_even_beside_a_value_that_could_be() {
    Said said =
        DISPLAY.says(
            "display/status/temperature:0", "{\"id\":0,\"tC\":20,\"errors\":[\"read\",\"out\"]}");

    assertTrue(said.told().isEmpty());
    assertEquals(Map.of("temperature:0/tC", "read, out"), Foreigner.faults(said));
  }

  @ParameterizedTest
  @CsvSource({"null", "-275.15"})
  void a_dead_sensor_is_a_fault(String value) {
    Said said = DISPLAY.says("display/status/temperature:0", "{\"id\":0,\"tC\":" + value + "}");

    assertTrue(said.told().isEmpty());
    assertTrue(Foreigner.faults(said).containsKey("temperature:0/tC"));
  }

  @Test
  void a_clock_that_was_never_set_says_no_time() {
    Said said =
        DISPLAY.says(
            "display/events/rpc",
            """
            {"method":"NotifyFullStatus","params":{"ts":12.5,"illuminance:0":{"id":0,"lux":120}}}""");

    assertEquals(Optional.empty(), said.told().get(0).measuredAt());
    assertEquals(Map.of("place-of-display light", 120.0), Foreigner.values(said));
  }

  @ParameterizedTest
  @CsvSource({"online, true", "debug/log, words", "rpc, {}", "events/rpc, {}", "status/sys, {}"})
  void the_rest_is_left_out(String below, String payload) {
    Said said = DISPLAY.says("display/" + below, payload);

    assertTrue(said.told().isEmpty() && said.objections().isEmpty() && !said.foreign());
  }
}
