package fr.anima.edge.sensors.climate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.anima.edge.RecordedData;
import fr.anima.edge.sensors.AnsweringI2c;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShtTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** Temperature 26356 and its CRC, humidity 19611 and its CRC, from a real SHT4x. */
  private static final String FRAME = "66 f4 c8 4c 9b 6f";

  private final AnsweringI2c i2c = new AnsweringI2c();
  private final I2cBus bus = new I2cBus(() -> i2c);

  @AfterEach
  void stopPi4j() {
    bus.close();
  }

  @Test
  void an_sht4x_is_asked_at_high_precision_and_answers_both_values() throws Exception {
    i2c.answers("fd", FRAME);

    Map<String, Double> values = ask(Sht.Model.SHT4X);

    assertEquals(25.3792, values.getOrDefault("temperature", Double.NaN), 0.0001);
    assertEquals(31.4056, values.getOrDefault("humidity", Double.NaN), 0.0001);
    assertEquals(List.of("fd"), i2c.commands());
  }

  @Test
  void an_sht3x_has_another_command_and_another_humidity() throws Exception {
    i2c.answers("24 00", FRAME);

    Map<String, Double> values = ask(Sht.Model.SHT3X);

    assertEquals(25.3792, values.getOrDefault("temperature", Double.NaN), 0.0001);
    assertEquals(29.9245, values.getOrDefault("humidity", Double.NaN), 0.0001);
  }

  @Test
  void a_frame_with_a_flipped_bit_is_refused_with_what_to_do() {
    i2c.answers("fd", "66 f4 c8 4c 9a 6f");

    SensorException why = assertThrows(SensorException.class, () -> ask(Sht.Model.SHT4X));

    String message = String.valueOf(why.getMessage());
    assertTrue(message.contains("sht4x on bus 1 at 0x44: word 2 came damaged"), message);
    assertTrue(message.contains("check the wiring"), message);
  }

  @Test
  void a_device_that_is_not_there_says_how_to_look_for_it() {
    i2c.unplug();

    SensorException why = assertThrows(SensorException.class, () -> ask(Sht.Model.SHT3X));

    assertTrue(String.valueOf(why.getMessage()).contains("does not answer (Remote I/O error)"));
    assertTrue(String.valueOf(why.getMessage()).contains("i2cdetect -y 1"));
  }

  @Test
  void a_frame_that_is_too_short_is_no_answer() {
    i2c.answers("fd", "66 f4 c8");

    assertThrows(SensorException.class, () -> ask(Sht.Model.SHT4X));
  }

  @Test
  void humidity_beyond_the_scale_is_held_at_its_ends() {
    assertEquals(0, Sht.Model.SHT4X.relativeHumidity(0));
    assertEquals(100, Sht.Model.SHT4X.relativeHumidity(65535));
    assertEquals(0, Sht.Model.SHT3X.relativeHumidity(0));
    assertEquals(100, Sht.Model.SHT3X.relativeHumidity(65535));
  }

  @Test
  void the_checksum_is_that_of_the_data_sheet() {
    assertEquals(0x92, SensirionDevice.crc((byte) 0xBE, (byte) 0xEF));
  }

  @Test
  void every_recorded_frame_gives_its_values_and_every_corrupted_one_is_refused()
      throws IOException {
    JsonNode all = new JsonMapper().readTree(RecordedData.at("sensor-vectors/sht4x.json").toFile());

    for (String list : List.of("heater_run", "single")) {
      for (JsonNode each : all.get(list)) {
        int[] words = SensirionDevice.words(HEX.parseHex(each.get("frame").asText()));
        assertEquals(each.get("temperature_c").asDouble(), Sht.celsius(words[0]), 0.0001);
        assertEquals(
            each.get("humidity_pct").asDouble(),
            Sht.Model.SHT4X.relativeHumidity(words[1]),
            0.0001);
      }
    }
    for (JsonNode each : all.get("corrupted_by_collector")) {
      byte[] frame = HEX.parseHex(each.get("frame").asText());
      assertThrows(IllegalArgumentException.class, () -> SensirionDevice.words(frame));
    }
    for (JsonNode each : all.get("counts")) {
      int raw = HexFormat.fromHexDigits(each.get("count").asText());
      // The source rounds.
      assertEquals(each.get("temperature_c").asDouble(), Sht.celsius(raw), 0.005);
    }
    assertEquals(24, all.get("heater_run").size());
    assertArrayEquals(new int[] {0xBEEF}, SensirionDevice.words(HEX.parseHex("be ef 92")));
  }

  private Map<String, Double> ask(Sht.Model model) throws Exception {
    try (Sht sensor = new Sht(model, bus.device(1, 0x44))) {
      return ((Sample.Values) sensor.sample(NOW).get(0)).byQuantity();
    }
  }
}
