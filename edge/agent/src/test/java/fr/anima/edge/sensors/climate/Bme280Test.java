package fr.anima.edge.sensors.climate;

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
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The driver on Pi4J's mock, whose registers give back the bytes written to them, first in first
 * out.
 */
class Bme280Test {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  /** Registers 0x88 to 0xA1 of a real device: T1..T3, P1..P9 (little endian), reserved, H1. */
  private static final byte[] CALIBRATION_FIRST =
      HEX.parseHex(
          "10 6e 6c 66 32 00" // T1 28176, T2 26220, T3 50
              + " 5d 95 b8 d5 d0 0b 77 1e 9d ff f9 ff ac 26 0a d8 bd 10" // P1 38237 to P9 4285
              + " 00 4b"); // reserved, H1 75

  /** Registers 0xE1 to 0xE7: H2 366, H3 0, H4 309 and H5 0 sharing 0xE5, H6 30. */
  private static final byte[] CALIBRATION_SECOND = HEX.parseHex("6e 01 00 13 05 00 1e");

  /** Registers 0xF7 to 0xFE: pressure 304428, temperature 526700 (20 bits each), humidity 31350. */
  private static final byte[] DATA = HEX.parseHex("4a 52 c0 80 96 c0 7a 76");

  private final I2cBus bus = new I2cBus(MockI2CProvider::newInstance);
  private final I2C device = bus.device(1, 0x76);

  @AfterEach
  void stopPi4j() {
    bus.close();
  }

  @Test
  void the_bytes_of_a_real_bme280_give_what_its_makers_formula_gives() throws Exception {
    device.writeRegister(0xD0, (byte) 0x60); // chip id of a BME280
    device.writeRegister(0x88, CALIBRATION_FIRST);
    device.writeRegister(0xE1, CALIBRATION_SECOND);
    device.writeRegister(0xF3, (byte) 0x00); // status: measurement done
    device.writeRegister(0xF7, DATA);

    Map<String, Double> values = ask(new Bme280(device));

    assertEquals(23.7221, values.getOrDefault("temperature", Double.NaN), 0.0001);
    assertEquals(65.3061, values.getOrDefault("humidity", Double.NaN), 0.0001);
    assertEquals(1009.429655, values.getOrDefault("pressure", Double.NaN), 0.0001);
    assertEquals(0x01, device.readRegister(0xF2)); // humidity oversampling once
    assertEquals(0x25, device.readRegister(0xF4)); // the others once, forced mode
  }

  @Test
  void a_bmp280_measures_all_but_humidity() throws Exception {
    device.writeRegister(0xD0, (byte) 0x58); // chip id of a BMP280
    device.writeRegister(0x88, CALIBRATION_FIRST);
    device.writeRegister(0xF3, (byte) 0x00);
    device.writeRegister(0xF7, DATA, 0, 6); // no humidity registers

    Map<String, Double> values = ask(new Bme280(device));

    assertEquals(Set.of("temperature", "pressure"), values.keySet());
    assertEquals(23.7221, values.getOrDefault("temperature", Double.NaN), 0.0001);
  }

  @Test
  void another_device_is_refused_with_what_to_do() {
    device.writeRegister(0xD0, (byte) 0xFF);

    SensorException why = assertThrows(SensorException.class, () -> new Bme280(device));

    assertTrue(String.valueOf(why.getMessage()).contains("chip id 0xff"), why.getMessage());
    assertTrue(
        String.valueOf(why.getMessage()).contains("check wiring and address"), why.getMessage());
    assertTrue(String.valueOf(why.getMessage()).contains("on bus 1 at 0x76"), why.getMessage());
  }

  @Test
  void a_device_can_be_opened_anew_after_a_failure_closed_or_not() {
    bus.device(1, 0x76);
    bus.device(1, 0x76).close();

    assertTrue(bus.device(1, 0x76).isOpen());
  }

  @Test
  void a_measurement_that_is_not_done_is_waited_for() throws Exception {
    device.writeRegister(0xD0, (byte) 0x58);
    device.writeRegister(0x88, CALIBRATION_FIRST);
    device.writeRegister(0xF3, new byte[] {0x08, 0x08, 0x00}); // measuring, measuring, done
    device.writeRegister(0xF7, DATA, 0, 6);

    assertFalse(ask(new Bme280(device)).isEmpty());
  }

  @Test
  void registers_that_were_never_measured_are_not_a_temperature() throws Exception {
    device.writeRegister(0xD0, (byte) 0x58);
    device.writeRegister(0x88, CALIBRATION_FIRST);
    device.writeRegister(0xF3, (byte) 0x00);
    device.writeRegister(0xF7, HEX.parseHex("80 00 00 80 00 00")); // values after power-on
    Bme280 sensor = new Bme280(device);

    assertThrows(SensorException.class, () -> sensor.sample(NOW));
  }

  @Test
  void a_device_that_falls_silent_fails_and_says_which_register() throws Exception {
    device.writeRegister(0xD0, (byte) 0x58);
    device.writeRegister(0x88, CALIBRATION_FIRST);
    Bme280 sensor = new Bme280(device);

    Exception why = assertThrows(Exception.class, () -> sensor.sample(NOW));

    assertTrue(String.valueOf(why.getMessage()).contains("0xf3"), why.getMessage());
  }

  @Test
  void the_formulas_agree_with_every_recorded_vector() throws IOException {
    JsonNode vectors =
        new JsonMapper()
            .readTree(RecordedData.at("sensor-vectors/bme280.json").toFile())
            .get("vectors");

    List<JsonNode> checked =
        StreamSupport.stream(vectors.spliterator(), false)
            .filter(it -> it.has("float_check"))
            .toList();

    assertEquals(2, checked.size());
    for (JsonNode each : checked) {
      JsonNode raw = each.get("raw");
      JsonNode expected = each.get("float_check");
      Bme280Calibration calibration = calibration(each);
      double fine = calibration.fineTemperature(raw.get("temp").asInt());
      assertEquals(expected.get("temperature_c").asDouble(), calibration.celsius(fine), 0.0001);
      assertEquals(
          expected.get("pressure_pa").asDouble(),
          calibration.pascal(raw.get("press").asInt(), fine).orElseThrow(),
          0.001);
      assertEquals(
          expected.get("humidity_pct").asDouble(),
          calibration.relativeHumidity(raw.get("hum").asInt(), fine).orElseThrow(),
          0.0001);
    }
  }

  @Test
  void humidity_is_held_within_nothing_and_all() {
    Bme280Calibration calibration = Bme280Calibration.of(CALIBRATION_FIRST, CALIBRATION_SECOND);
    double fine = calibration.fineTemperature(526700);

    assertEquals(0, calibration.relativeHumidity(0, fine).orElseThrow());
    assertEquals(100, calibration.relativeHumidity(65535, fine).orElseThrow());
  }

  @Test
  void negative_coefficients_of_twelve_bits_keep_their_sign() {
    // H4 = 0x80D = -2035 and H5 = 0xFFA = -6: E4 80, E5 AD, E6 FF.
    byte[] second = HEX.parseHex("6e 01 00 80 ad ff 1e");
    int[] h = {75, 366, 0, -2035, -6, 30};
    Bme280Calibration fromBytes = Bme280Calibration.of(CALIBRATION_FIRST, second);
    Bme280Calibration fromNumbers =
        new Bme280Calibration(
            new int[] {28176, 26220, 50},
            new int[] {38237, -10824, 3024, 7799, -99, -7, 9900, -10230, 4285},
            h);
    double fine = fromNumbers.fineTemperature(526700);

    assertEquals(fromNumbers.relativeHumidity(100, fine), fromBytes.relativeHumidity(100, fine));
    assertEquals(fromNumbers.pascal(304428, fine), fromBytes.pascal(304428, fine));
  }

  private static Bme280Calibration calibration(JsonNode vector) {
    if (vector.has("calib_0x88_0xA1")) {
      return Bme280Calibration.of(
          HEX.parseHex(vector.get("calib_0x88_0xA1").asText()),
          HEX.parseHex(vector.get("calib_0xE1_0xE7").asText()));
    }
    JsonNode it = vector.get("calibration");
    return new Bme280Calibration(numbers(it, "T", 3), numbers(it, "P", 9), numbers(it, "H", 6));
  }

  private static int[] numbers(JsonNode calibration, String letter, int count) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = calibration.get(letter + (i + 1)).asInt();
    }
    return numbers;
  }

  private static Map<String, Double> ask(Bme280 sensor) throws Exception {
    return ((Sample.Values) sensor.sample(NOW).get(0)).byQuantity();
  }
}
