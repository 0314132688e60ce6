package fr.anima.edge.sensors.climate;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Ds18b20Test {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** A real one at 30 °C: temperature, TH, TL, configuration, three reserved, CRC. */
  private static final String AT_30 = "e0 01 00 00 3f ff 10 10 3f";

  @TempDir Path devices;

  @Test
  void the_only_probe_is_found_and_read() throws Exception {
    probe("28-0000075641ac", told(AT_30, "YES", "30000"));

    assertEquals(Map.of("temperature", 30.0), ask(Optional.empty()));
  }

  @Test
  void of_two_probes_one_must_be_named() throws Exception {
    probe("28-a", told(AT_30, "YES", "30000"));
    probe("28-b", told(AT_30, "YES", "30000"));

    SensorException why = assertThrows(SensorException.class, () -> ask(Optional.empty()));

    assertTrue(String.valueOf(why.getMessage()).contains("28-a, 28-b; write serial"));
    assertEquals(Map.of("temperature", 30.0), ask(Optional.of("28-b")));
  }

  @Test
  void without_a_bus_it_says_how_to_switch_it_on() {
    SensorException why = assertThrows(SensorException.class, () -> ask(Optional.of("28-c")));

    assertTrue(String.valueOf(why.getMessage()).contains("dtoverlay=w1-gpio"), why.getMessage());
  }

  @Test
  void a_checksum_that_the_kernel_found_wrong_is_refused_whatever_temperature_stands_below() {
    refused(told(AT_30, "NO", "30000"), "the checksum was wrong");
  }

  @Test
  void bytes_that_do_not_fit_their_checksum_are_refused_even_when_the_verdict_is_yes() {
    refused(told("e1 01 00 00 3f ff 10 10 3f", "YES", "30062"), "do not fit their checksum");
  }

  @Test
  void nothing_but_zeros_is_a_torn_wire_and_not_zero_degrees() {
    refused(told("00 00 00 00 00 00 00 00 00", "YES", "0"), "only zeros came");
  }

  @Test
  void text_that_is_something_else_is_refused() {
    refused("", "not nine bytes");
    refused("busy\n", "not nine bytes");
  }

  @Test
  void the_value_of_power_on_is_refused_unless_the_probe_was_near_it() {
    assertThrows(
        IllegalArgumentException.class, () -> Ds18b20.refuseTraps(85.0, OptionalDouble.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> Ds18b20.refuseTraps(85.0, OptionalDouble.of(21.5)));
    assertDoesNotThrow(() -> Ds18b20.refuseTraps(85.0, OptionalDouble.of(84.5)));
    assertDoesNotThrow(() -> Ds18b20.refuseTraps(0.0, OptionalDouble.of(21.5)));
    assertThrows(
        IllegalArgumentException.class,
        () -> Ds18b20.refuseTraps(127.9375, OptionalDouble.empty()));
  }

  @Test
  void a_probe_that_lost_its_supply_fails_with_what_to_do() throws Exception {
    // 85.0 °C with the configuration of twelve bits, as after power-on.
    probe("28-a", told("50 05 4b 46 7f ff 0c 10 1c", "YES", "85000"));

    SensorException why = assertThrows(SensorException.class, () -> ask(Optional.empty()));

    assertTrue(String.valueOf(why.getMessage()).contains("its supply broke down"));
  }

  @Test
  void every_recorded_scratchpad_gives_its_temperature() throws IOException {
    JsonNode all =
        new JsonMapper().readTree(RecordedData.at("sensor-vectors/ds18b20.json").toFile());

    for (JsonNode each : all.get("scratchpads")) {
      byte[] nine = Arrays.copyOf(HEX.parseHex(each.get("scratchpad8").asText()), 9);
      nine[8] = (byte) Scratchpad.crc(nine, 8);
      assertEquals(each.get("temperature_c").asDouble(), Scratchpad.of(nine).celsius());
    }
    JsonNode bus = all.get("recorded_bus");
    assertEquals(
        bus.get("temperature_c").asDouble(),
        Scratchpad.of(HEX.parseHex(bus.get("scratchpad9").asText())).celsius());
    byte[] rom = HEX.parseHex(bus.get("rom").asText());
    assertEquals(rom[7] & 0xFF, Scratchpad.crc(rom, 7));
  }

  /** The third says YES above bytes of another checksum, which no kernel does: refused as well. */
  @Test
  void the_kernel_texts_that_must_not_be_used_are_refused() throws IOException {
    JsonNode all =
        new JsonMapper().readTree(RecordedData.at("sensor-vectors/ds18b20.json").toFile());

    for (JsonNode each : all.at("/kernel_w1_slave/samples")) {
      String text = each.get("text").asText();
      assertThrows(IllegalArgumentException.class, () -> Scratchpad.ofKernel(text), text);
    }
  }

  private static void refused(String text, String reason) {
    IllegalArgumentException why =
        assertThrows(IllegalArgumentException.class, () -> Scratchpad.ofKernel(text));

    assertTrue(String.valueOf(why.getMessage()).contains(reason), why.getMessage());
  }

  private static String told(String bytes, String verdict, String millidegrees) {
    String crc = bytes.substring(bytes.length() - 2);
    return bytes + " : crc=" + crc + " " + verdict + "\n" + bytes + " t=" + millidegrees + "\n";
  }

  private void probe(String serial, String text) throws IOException {
    Files.writeString(Files.createDirectories(devices.resolve(serial)).resolve("w1_slave"), text);
  }

  private Map<String, Double> ask(Optional<String> serial) throws Exception {
    Ds18b20 sensor = Ds18b20.open(devices, serial, "temperature");
    return ((Sample.Values) sensor.sample(NOW).get(0)).byQuantity();
  }
}
