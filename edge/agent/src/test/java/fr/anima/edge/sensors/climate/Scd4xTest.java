package fr.anima.edge.sensors.climate;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Scd4xTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final String NOT_READY = "80 00 a2";
  private static final String READY = "80 06 04";

  /** 543 ppm, temperature 25986, humidity 21342, each with its CRC. */
  private static final String FRAME = "02 1f 35 65 82 bb 53 5e 2a";

  private final AtomicLong nanos = new AtomicLong();
  private final AnsweringI2c i2c = new AnsweringI2c();
  private final I2cBus bus = new I2cBus(() -> i2c);

  @AfterEach
  void stopPi4j() {
    bus.close();
  }

  @Test
  void a_measurement_that_is_ready_is_read_and_one_that_is_not_is_not() throws Exception {
    i2c.answers("e4 b8", NOT_READY, READY).answers("ec 05", FRAME);
    Scd4x sensor = open();

    List<Sample> first = sensor.sample(NOW);
    List<Sample> second = sensor.sample(NOW);

    assertEquals(List.of(), first);
    Map<String, Double> values = ((Sample.Values) second.get(0)).byQuantity();
    assertEquals(543, values.getOrDefault("carbon-dioxide", Double.NaN));
    assertEquals(24.3912, values.getOrDefault("temperature", Double.NaN), 0.0001);
    assertEquals(32.5658, values.getOrDefault("humidity", Double.NaN), 0.0001);
  }

  @Test
  void it_is_stopped_before_it_is_started_and_stopped_in_the_end() throws Exception {
    open().close();

    assertEquals(List.of("3f 86", "21 b1", "3f 86"), i2c.commands());
  }

  @Test
  void a_sensor_that_no_longer_measures_says_so() throws Exception {
    i2c.answers("e4 b8", NOT_READY);
    Scd4x sensor = open();

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
    assertEquals(List.of(), sensor.sample(NOW));
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));

    SensorException why = assertThrows(SensorException.class, () -> sensor.sample(NOW));
    assertTrue(String.valueOf(why.getMessage()).contains("has not measured for 20 s"));
  }

  @Test
  void a_damaged_measurement_is_refused() throws Exception {
    i2c.answers("e4 b8", READY).answers("ec 05", FRAME.replace("53", "52"));
    Scd4x sensor = open();

    assertThrows(SensorException.class, () -> sensor.sample(NOW));
  }

  @Test
  void air_without_any_carbon_dioxide_is_not_told() {
    assertEquals(Set.of("temperature", "humidity"), Scd4x.values(new int[] {0, 1, 1}).keySet());
  }

  @Test
  void every_recorded_frame_gives_its_values() throws IOException {
    JsonNode all = new JsonMapper().readTree(RecordedData.at("sensor-vectors/scd4x.json").toFile());

    for (JsonNode each : all.get("frames")) {
      Map<String, Double> values =
          Scd4x.values(SensirionDevice.words(HEX.parseHex(each.get("frame").asText())));
      assertEquals(
          each.get("co2_ppm").asDouble(), values.getOrDefault("carbon-dioxide", Double.NaN));
      assertEquals(
          each.get("temperature_c").asDouble(),
          values.getOrDefault("temperature", Double.NaN),
          0.0001);
      assertEquals(
          each.get("humidity_pct").asDouble(), values.getOrDefault("humidity", Double.NaN), 0.0001);
    }
    for (JsonNode each : all.get("data_ready")) {
      int[] words = SensirionDevice.words(HEX.parseHex(each.get("frame").asText()));
      assertEquals(each.get("ready").asBoolean(), Scd4x.isReady(words[0]));
    }
    // The data sheet's own examples, 25 °C and 37 %RH.
    Map<String, Double> example = Scd4x.values(new int[] {500, 0x6667, 0x5eb9});
    assertEquals(25.0, example.getOrDefault("temperature", Double.NaN), 0.005);
    assertEquals(37.0, example.getOrDefault("humidity", Double.NaN), 0.005);
  }

  private Scd4x open() throws Exception {
    return new Scd4x(bus.device(1, 0x62), nanos::get);
  }
}
