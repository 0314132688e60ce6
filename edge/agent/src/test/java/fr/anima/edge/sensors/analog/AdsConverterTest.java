package fr.anima.edge.sensors.analog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pi4j.io.i2c.I2C;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import fr.anima.edge.sensors.analog.AdsInput.FullScale;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdsConverterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final int CONVERSION = 0;

  private static final CalibrationTable AMMONIA =
      table(new double[][] {{0.4, 0}, {1.2, 20}, {2.0, 100}});

  private static final AdsInput PROBE =
      new AdsInput(AdsInput.multiplexer("0"), FullScale.VOLTS_4_096, "ammonia", AMMONIA);

  private final I2cBus bus = new I2cBus(MockI2CProvider::newInstance);
  private final I2C device = bus.device(1, 0x48);

  @AfterEach
  void stopPi4j() {
    bus.close();
  }

  @Test
  void a_conversion_becomes_volts_and_then_what_the_table_says() throws Exception {
    device.writeRegister(CONVERSION, new byte[] {0x19, 0x00}); // 6400 of 32768 at 4.096 V: 0.8 V

    Map<String, Double> values = ask(converter(PROBE));

    assertEquals(10, values.getOrDefault("ammonia", Double.NaN), 1e-9);
  }

  @Test
  void inputs_are_converted_one_after_another_and_a_torn_wire_costs_only_its_own()
      throws Exception {
    AdsInput level =
        new AdsInput(
            AdsInput.multiplexer("2-3"),
            FullScale.VOLTS_2_048,
            "water-level",
            table(new double[][] {{0, 0}, {2, 100}}));
    device.writeRegister(CONVERSION, new byte[] {0x00, 0x10, 0x3E, (byte) 0x80}); // 2 mV; 1 V
    AdsConverter converter = converter(PROBE, level);

    Map<String, Double> values = ask(converter);

    assertEquals(Map.of("water-level", 50.0), values);
    assertEquals(
        "A0 ammonia: 0.0020 V is outside its table, 0.4 to 2.0 V; check probe and wires",
        converter.complaint());
  }

  @Test
  void a_voltage_at_the_end_of_the_scale_is_not_known() {
    assertTrue(AdsConverter.isClipped((short) 0x7FFF));
    assertTrue(AdsConverter.isClipped((short) 0x7FF0), "the largest of an ADS1015");
    assertTrue(AdsConverter.isClipped((short) 0x8000));
    assertFalse(AdsConverter.isClipped((short) 0x7FE0));
  }

  @Test
  void the_configuration_of_each_input_is_that_of_the_data_sheet() {
    AdsInput third =
        new AdsInput(AdsInput.multiplexer("3"), FullScale.VOLTS_0_256, "light", AMMONIA);

    assertEquals(0b1_100_001_1_000_00011, PROBE.configuration());
    assertEquals(0b1_111_101_1_000_00011, third.configuration());
  }

  @Test
  void a_converter_that_falls_silent_says_where_it_was() {
    SensorException why = assertThrows(SensorException.class, () -> converter(PROBE).sample(NOW));

    assertTrue(
        String.valueOf(why.getMessage()).contains("ads1015 on bus 1 at 0x48 does not answer"),
        why.getMessage());
  }

  @Test
  void unknown_inputs_and_gains_say_which_there_are() {
    assertThrows(IllegalArgumentException.class, () -> AdsInput.multiplexer("4"));
    assertThrows(IllegalArgumentException.class, () -> FullScale.of(5));
    assertEquals(FullScale.VOLTS_0_512, FullScale.of(0.512));
  }

  @Test
  void the_table_is_straight_between_its_points_and_held_a_little_beyond_them() {
    assertEquals(0, AMMONIA.at(0.4).orElseThrow());
    assertEquals(20, AMMONIA.at(1.2).orElseThrow(), 1e-9);
    assertEquals(60, AMMONIA.at(1.6).orElseThrow(), 1e-9);
    assertEquals(100, AMMONIA.at(2.0).orElseThrow());
    assertEquals(0, AMMONIA.at(0.33).orElseThrow(), "a probe at rest wavers");
    assertEquals(100, AMMONIA.at(2.07).orElseThrow());
    assertTrue(AMMONIA.at(0.3).isEmpty(), "a torn wire");
    assertTrue(AMMONIA.at(2.2).isEmpty(), "a shorted one");
    assertTrue(AMMONIA.at(Double.NaN).isEmpty());
  }

  @Test
  void a_table_must_have_two_points_and_rise() {
    assertThrows(IllegalArgumentException.class, () -> table(new double[][] {{1, 1}}));
    assertThrows(IllegalArgumentException.class, () -> table(new double[][] {{1, 1}, {1, 2}}));
    assertThrows(
        IllegalArgumentException.class, () -> table(new double[][] {{1, 1}, {Double.NaN, 2}}));
  }

  @Test
  void every_recorded_word_gives_its_millivolts() throws IOException {
    JsonNode all =
        new JsonMapper().readTree(RecordedData.at("sensor-vectors/ads1015.json").toFile());
    AdsInput recorded =
        new AdsInput(AdsInput.multiplexer("0-3"), FullScale.VOLTS_6_144, "battery", AMMONIA);

    for (JsonNode each : all.get("frames")) {
      byte[] word = HEX.parseHex(each.get("register").asText());
      short conversion = (short) ((word[0] & 0xFF) << 8 | (word[1] & 0xFF));
      assertEquals(each.get("raw").asInt(), conversion);
      assertEquals(
          each.get("millivolt").asDouble(), FullScale.VOLTS_6_144.volts(conversion) * 1000, 0.01);
    }
    assertEquals(
        all.get("frames").get(0).get("config").asText(),
        HEX.formatHex(
            new byte[] {(byte) (recorded.configuration() >> 8), (byte) recorded.configuration()}));
  }

  private AdsConverter converter(AdsInput... inputs) {
    return new AdsConverter(AdsConverter.Model.ADS1015, device, List.of(inputs));
  }

  private static Map<String, Double> ask(AdsConverter converter) throws Exception {
    return ((Sample.Values) converter.sample(NOW).get(0)).byQuantity();
  }

  private static CalibrationTable table(double[][] points) {
    return new CalibrationTable(
        Arrays.stream(points).map(it -> new CalibrationTable.Point(it[0], it[1])).toList());
  }
}
