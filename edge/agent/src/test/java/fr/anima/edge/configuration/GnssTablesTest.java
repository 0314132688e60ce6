package fr.anima.edge.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GnssTablesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final MachineTime MACHINE =
      new MachineTime(InstantSource.fixed(NOW), () -> 0, Path.of("/none"));

  private static final String BIKE =
      """
      station = "bike-1"
      kind = "bike"
      hub = "tcp://127.0.0.1:1883"
      key = "s3cret"
      [spool]
      directory = "spool"
      """;

  @TempDir Path folder;

  @Test
  void a_receiver_needs_no_more_than_its_device_or_the_word_gpsd() throws Exception {
    AgentConfig config =
        read(
            BIKE
                + "[[sensor]]\nname = \"a\"\ntype = \"gpsd\"\n"
                + "[[sensor]]\nname = \"b\"\ntype = \"serial-nmea\"\ndevice = \"/dev/serial0\"\n");

    assertEquals(
        List.of(Duration.ofSeconds(1), Duration.ofSeconds(1)),
        config.plans().stream().map(SensorPlan::period).toList());
  }

  @Test
  void everything_can_be_said() throws Exception {
    read(
        BIKE
            + "[[sensor]]\nname = \"a\"\ntype = \"gpsd\"\nhost = \"::1\"\nport = 12947\n"
            + "fixes = \"every\"\nmost_error_metres = 50\nperiod_seconds = 5\n"
            + "[[sensor]]\nname = \"b\"\ntype = \"serial-nmea\"\ndevice = \"ttyUSB0\"\n"
            + "baud = 115200\nfixes = \"newest\"\nperiod_seconds = 0.5\n");
  }

  @Test
  void an_opened_receiver_that_is_not_there_answers_with_nothing_and_complains() throws Exception {
    AgentConfig config =
        read(BIKE + "[[sensor]]\nname = \"a\"\ntype = \"serial-nmea\"\ndevice = \"absent\"\n");

    try (Sensor sensor = config.plans().get(0).opening().open()) {
      assertEquals(List.of(), sensor.sample(NOW));
    }
  }

  @Test
  void every_mistake_is_told_at_once_with_what_to_write() {
    String faulty =
        BIKE
            + "[[sensor]]\nname = \"a\"\ntype = \"gpsd\"\nhost = \"localhost:2947\"\nport = 0\n"
            + "fixes = \"all\"\nmost_error_metres = \"50\"\nbaud = 9600\n"
            + "[[sensor]]\nname = \"b\"\ntype = \"serial-nmea\"\nbaud = 9601\nfixes = 1\n";

    String mistakes =
        String.valueOf(assertThrows(ConfigException.class, () -> read(faulty)).getMessage());

    assertEquals(8, mistakes.lines().count(), mistakes);
    for (String each :
        List.of(
            "station.toml:10: sensor 1: host = \"localhost:2947\"; write a name or address",
            "station.toml:11: sensor 1: port = 0; write a whole number from 1 to 65535",
            "station.toml:12: sensor 1: fixes = \"all\"; write \"newest\" or \"every\"",
            "station.toml:13: sensor 1: most_error_metres is not a number",
            "station.toml:14: sensor 1: baud is not known here; known are fixes, host",
            "sensor 2: device is missing; write device = \"/dev/serial0\"",
            "station.toml:18: sensor 2: baud = 9601 is none of: 4800, 9600, 19200",
            "station.toml:19: sensor 2: fixes is not a text in quotes")) {
      assertTrue(mistakes.contains(each), () -> each + "\n  is not in\n" + mistakes);
    }
  }

  @Test
  void a_receiver_belongs_on_a_bike() {
    for (String type : List.of("gpsd", "serial-nmea")) {
      String enclosure =
          BIKE.replace("\"bike\"", "\"enclosure\"")
              + "[[sensor]]\nname = \"a\"\ndevice = \"/dev/serial0\"\ntype = \""
              + type
              + "\"\n";

      ConfigException why = assertThrows(ConfigException.class, () -> read(enclosure));

      assertTrue(String.valueOf(why.getMessage()).contains("belongs to a station of kind bike"));
    }
  }

  private AgentConfig read(String toml) throws ConfigException, IOException {
    return new StationFile(MACHINE, new I2cBus(MockI2CProvider::newInstance), new MockPins().pins)
        .read(Files.writeString(folder.resolve("station.toml"), toml));
  }
}
