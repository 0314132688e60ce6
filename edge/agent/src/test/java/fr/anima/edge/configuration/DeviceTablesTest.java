package fr.anima.edge.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of real devices, and what comes of them. */
class DeviceTablesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final MachineTime MACHINE =
      new MachineTime(InstantSource.fixed(NOW), () -> 0, Path.of("/none"));

  private static final String STATION =
      """
      station = "goat-barn"
      kind = "enclosure"
      hub = "tcp://127.0.0.1:1883"
      key = "s3cret"
      [spool]
      directory = "spool"
      """;

  private static final String FAULTY =
      """
      [[sensor]]
      name = "a"
      type = "sht4x"
      address = 0x48
      [[sensor]]
      name = "b"
      type = "scd4x"
      [[sensor]]
      name = "c"
      type = "scd4x"
      [[sensor]]
      name = "d"
      type = "ds18b20"
      serial = "75641ac"
      quantity = "heat"
      [[sensor]]
      name = "e"
      type = "ads1115"
      [[sensor.input]]
      pin = "4"
      quantity = "amonia"
      full_scale_volts = 5
      [[sensor.input]]
      pin = 1
      quantity = "battery"
      table = [[1, 0], [2, 120]]
      [[sensor.input]]
      pin = "2"
      quantity = "battery"
      table = [[2, 0], [1, 100]]
      [[sensor]]
      name = "f"
      type = "hx711"
      clock_pin = 5
      data_pin = 5
      counts_per_kg = 0
      [[sensor]]
      name = "g"
      type = "contact"
      pin = 40
      quantity = "window"
      pull = "high"
      [[sensor]]
      name = "h"
      type = "beam-pair"
      [[sensor]]
      name = "i"
      type = "output"
      pin = 9
      watch = "nobody"
      quantity = "humidity"
      on_at = 101
      off_at = 101
      [[sensor]]
      name = "j"
      type = "output"
      pin = 10
      watch = "b"
      quantity = "carbon-dioxide"
      on_at = 3000
      off_at = 2000
      lost_seconds = 5
      """;

  @TempDir Path folder;

  private final MockPins board = new MockPins();
  private final I2cBus i2c = new I2cBus(MockI2CProvider::newInstance);

  @AfterEach
  void stopPi4j() {
    board.close();
    i2c.close();
  }

  @Test
  void every_device_of_the_example_is_right_when_its_comment_is_taken_away() throws Exception {
    String example = Files.readString(Path.of("station.example.toml"));
    int from = example.indexOf('\n', example.indexOf("# --- real ones"));
    int until = example.indexOf("# --- on a bike");
    String devices = example.substring(from, until).replaceAll("(?m)^# ?", "");

    List<SensorPlan> plans = read(STATION + devices).plans();

    assertEquals(
        List.of("bme", "sht", "co2", "probe", "analog", "trough", "door", "motion", "fan"),
        plans.stream().map(SensorPlan::name).toList());
    assertEquals(Duration.ofSeconds(60), plans.get(6).period());
    assertEquals(Duration.ofSeconds(1), plans.get(8).period());
  }

  @Test
  void a_beam_pair_belongs_to_a_counter() throws Exception {
    String beams =
        "[[sensor]]\nname = \"gate\"\ntype = \"beam-pair\"\nouter_pin = 23\ninner_pin = 24\n";

    List<SensorPlan> plans = read(STATION.replace("enclosure", "counter") + beams).plans();

    assertEquals(Duration.ofSeconds(1), plans.get(0).period());
    assertTrue(mistakesIn(STATION + beams).contains("belongs to a station of kind counter"));
  }

  @Test
  void all_mistakes_are_told_at_once_each_with_what_to_write() {
    String mistakes = mistakesIn(STATION + FAULTY);

    for (String each :
        List.of(
            "station.toml:10: sensor 1: address = 72; write a whole number from 68 to 70",
            "address : 0x62 on bus 1 is already used by sensor \"b\"",
            "serial = \"75641ac\"; write the folder's name, 28- and 12 hex digits",
            "quantity = \"heat\"; write one of: box-temperature, temperature",
            "input 1: pin = \"4\": write one of 0-1, 0-3, 1-3, 2-3, 0, 1, 2, 3",
            "input 1: quantity = \"amonia\": \"amonia\" is none of: temperature",
            "input 1: full_scale_volts = 5.0; write one of 6.144",
            "input 1: table : write two or more [volts, value]",
            "input 2: pin is not a text in quotes",
            "input 2: table holds 120.0; this quantity is 0.0 to 100.0 %",
            "input 3: quantity is another input's",
            "input 3: table : write two or more [volts, value] in order of rising volts",
            "data_pin : GPIO 5 is already used by sensor \"f\"",
            "tare_counts is missing; write tare_counts = a whole number from",
            "counts_per_kg = 0; write (counts with a weight - tare_counts) / its kg",
            "pin = 40; write a whole number from 0 to 27",
            "quantity = \"window\"; write \"door\" or \"motion\"",
            "pull = \"high\"; write one of: down, off, up",
            "outer_pin is missing",
            "watch = \"nobody\" is no sensor's name in this file",
            "on_at = 101.0; humidity is 0.0 to 100.0 %RH",
            "off_at = on_at; write a lower one for a fan",
            "lost_seconds = 5 is less than two periods of b; write 20 or more")) {
      assertTrue(mistakes.contains(each), () -> each + "\n  is not in\n" + mistakes);
    }
  }

  @Test
  void an_output_is_switched_by_the_sensor_it_watches() throws Exception {
    List<SensorPlan> plans =
        read(STATION
                + """
                    [[sensor]]
                    name = "climate"
                    type = "simulated"
                    quantity.temperature = { mean = 31 }
                    [[sensor]]
                    name = "fan"
                    type = "output"
                    pin = 27
                    watch = "climate"
                    quantity = "temperature"
                    on_at = 28
                    off_at = 26
                    """)
            .plans();

    try (Sensor climate = plans.get(0).opening().open();
        Sensor fan = plans.get(1).opening().open()) {
      List<Sample> before = fan.sample(NOW);
      climate.sample(NOW);
      List<Sample> after = fan.sample(NOW);

      assertEquals(List.of(output(0)), before);
      assertEquals(List.of(output(1)), after);
      assertEquals(DigitalState.HIGH, board.level(27));
    }
  }

  private static Sample output(double value) {
    return new Sample.Values(NOW, Sample.TimeOf.STATION, Map.of("output", value));
  }

  private String mistakesIn(String toml) {
    return String.valueOf(assertThrows(ConfigException.class, () -> read(toml)).getMessage());
  }

  private AgentConfig read(String toml) throws ConfigException, IOException {
    return new StationFile(MACHINE, i2c, board.pins)
        .read(Files.writeString(folder.resolve("station.toml"), toml));
  }
}
