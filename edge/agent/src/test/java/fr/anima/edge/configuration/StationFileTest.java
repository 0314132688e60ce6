package fr.anima.edge.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.wire.StationKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StationFileTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final MachineTime MACHINE =
      new MachineTime(InstantSource.fixed(NOW), () -> 0, Path.of("/none"));

  private static final String STATION =
      """
      station = "goat-barn"
      kind = "enclosure"
      hub = "tcp://127.0.0.1:1883"
      key = "s3cret"
      heartbeat_seconds = 30
      [spool]
      directory = "spool"
      """;

  private static final String FAULTY =
      """
      station = "Goat Barn"
      kind = "stable"
      hub = "http://x"
      key_file = "absent.key"
      clok = "trusted"
      heartbeat_seconds = 0
      [spool]
      quota_mib = "big"
      [[sensor]]
      name = "climate"
      type = "simulated"
      period_seconds = 0.01
      day_from = "dawn"
      [sensor.quantity.temprature]
      mean = 18
      [[sensor]]
      name = "climate"
      type = "termometer"
      [[sensor]]
      name = "old"
      type = "recorded-counts"
      file = "absent.csv"
      zone = "Europe/Calais"
      pattern = "jj"
      """;

  private static final String SIMULATED =
      """
      [[sensor]]
      name = "climate"
      type = "simulated"
      period_seconds = 5
      [sensor.quantity.temperature]
      mean = 18
      """;

  @TempDir Path folder;

  @Test
  void a_right_file_is_a_station() throws Exception {
    AgentConfig config = read(STATION + SIMULATED);

    assertEquals("goat-barn", config.uplink().station().value());
    assertEquals(StationKind.ENCLOSURE, config.kind());
    assertEquals("s3cret", config.uplink().key());
    assertEquals(Duration.ofSeconds(30), config.heartbeat());
    assertEquals(folder.toAbsolutePath().resolve("spool"), config.directory());
    assertEquals(64L << 20, config.spool().quotaBytes());
    assertEquals(
        List.of(Duration.ofSeconds(5)), config.plans().stream().map(SensorPlan::period).toList());
    assertFalse(config.summary().contains("s3cret"), config.summary());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[[\"sens\\or\"]]\n", "a = \"sens\\or\"\n"})
  void a_wrong_escape_is_told_with_its_line(String line) {
    ConfigException told = assertThrows(ConfigException.class, () -> read(line));

    assertEquals("station.toml:1: Invalid escape sequence '\\o'", told.getMessage());
  }

  @Test
  void brackets_too_deep_to_read_are_told() {
    String deep = "a = " + "[".repeat(100_000);

    ConfigException told = assertThrows(ConfigException.class, () -> read(deep));

    assertTrue(String.valueOf(told.getMessage()).contains("too deep"), told.getMessage());
  }

  @Test
  void every_type_of_sensor_has_its_example() throws Exception {
    Files.writeString(folder.resolve("a.log"), "");
    Files.writeString(folder.resolve("a.csv"), "t,n\n");
    String bike = STATION.replace("enclosure", "bike");
    String counter = STATION.replace("enclosure", "counter");
    String hours =
        "[0, 0, 0, 0, 0, 0, 5, 20, 50, 80, 90, 120, 110, 90, 100, 120, 130, 120, 90, 50, 20, 10, 5, 0.5]";

    read(
        STATION
            + "[[sensor]]\nname = \"a\"\ntype = \"bme280\"\nbus = 1\naddress = 0x77\n"
            + "[[sensor]]\nname = \"b\"\ntype = \"recorded-readings\"\nfile = \"a.csv\"\npace = 60.0\n"
            + "times = \"shift\"\ntime = \"t\"\npattern = \"yyyy-MM-dd\"\ncolumns = { n = \"light\" }\n"
            + "where = { n = 4 }\n"
            + SIMULATED.replace("period", "day_speed = 144\nday_from = \"06:00\"\nperiod")
            + "[[sensor.scenario]]\nquantity = \"temperature\"\nkind = \"drift\"\nby = 12\n"
            + "over_seconds = 60\nafter_seconds = 60\nlasts_seconds = 600\nevery_seconds = 3600\n");
    read(
        bike
            + "[[sensor]]\nname = \"a\"\ntype = \"simulated-gnss\"\nspeed_kmh = 15\n"
            + "waypoints = [[50.9513, 1.8587], [50.956, 1.853]]\npause_seconds = 60\n"
            + "[[sensor]]\nname = \"b\"\ntype = \"recorded-nmea\"\nfile = \"a.log\"\npace = \"asap\"\n");
    read(
        counter
            + "[[sensor]]\nname = \"a\"\ntype = \"simulated-counter\"\nseed = 3\n"
            + "in_per_hour = "
            + hours
            + "\nout_per_hour = "
            + hours
            + "\ninterval_minutes = 15\n"
            + "[[sensor]]\nname = \"b\"\ntype = \"recorded-counts\"\nfile = \"a.csv\"\n"
            + "time = [\"t\", \"n\"]\npattern = \"dd-MMM-yyyy H\"\nzone = \"Australia/Melbourne\"\n"
            + "in = \"n\"\nout = { column = \"n\", where = { t = [\"1\", \"2\"] } }\n");
  }

  @Test
  void the_example_is_right() throws Exception {
    AgentConfig example = reader().read(Path.of("station.example.toml"));

    assertEquals("goat-barn", example.uplink().station().value());
    assertEquals(1, example.sensors().size());
  }

  @Test
  void all_mistakes_are_told_at_once_each_with_its_line_and_what_to_write() {
    String mistakes = mistakesIn(FAULTY);

    assertEquals(19, mistakes.lines().count(), mistakes);
    for (String each :
        List.of(
            "station.toml:1: station: station = \"Goat Barn\": station id must be",
            "station.toml:2: station: kind = \"stable\": \"stable\" is none of: enclosure, bike",
            "station.toml:3: station: hub : hub http://x: give tcp://host:port",
            "station.toml:4: station: key_file cannot be read",
            "station.toml:5: station: clok is not known here; known are",
            "station.toml:6: station: heartbeat_seconds = 0; write 1 to 3600",
            "directory is missing; write directory = \"spool\"",
            "station.toml:8: station.spool: quota_mib = big; write a whole number",
            "period_seconds = 0.01; write 0.1 to 86400",
            "day_from = \"dawn\": no time of a day; write one such as 06:00",
            "\"temprature\" is none of: temperature",
            "name = \"climate\" is another sensor's",
            "type = \"termometer\" is none of: ads1015",
            "station.toml:21: sensor 3: type = \"recorded-counts\" belongs to a station of kind",
            "station.toml:22: sensor 3: file cannot be read",
            "zone = \"Europe/Calais\": no such time zone",
            "pattern = \"jj\": ",
            "sensor 3: in is missing",
            "sensor 3: time is missing")) {
      assertTrue(mistakes.contains(each), () -> each + "\n  is not in\n" + mistakes);
    }
  }

  @Test
  void a_file_that_is_not_toml_says_where() {
    String mistakes = mistakesIn("station = goat\nkind = \"enclosure\"\n");

    assertTrue(mistakes.startsWith("station.toml:1: "), mistakes);
  }

  @Test
  void a_file_that_is_not_there_says_so() {
    ConfigException why =
        assertThrows(ConfigException.class, () -> reader().read(folder.resolve("none.toml")));

    assertTrue(String.valueOf(why.getMessage()).contains("none.toml: cannot be read"));
  }

  @Test
  void a_station_without_sensors_or_with_two_keys_is_a_mistake() {
    assertTrue(mistakesIn(STATION).contains("[[sensor]] is missing"));
    String twoKeys = "key_file = \"k\"\n" + STATION + SIMULATED;
    assertTrue(mistakesIn(twoKeys).contains("one of the two"));
  }

  @Test
  void a_recording_played_at_once_cannot_be_shifted() throws IOException {
    Files.writeString(folder.resolve("a.csv"), "t,n\n");

    String mistakes =
        mistakesIn(
            STATION
                + "[[sensor]]\nname = \"a\"\ntype = \"recorded-readings\"\nfile = \"a.csv\"\n"
                + "pace = \"asap\"\ntimes = \"shift\"\ntime = \"t\"\npattern = \"yyyy\"\n"
                + "columns = { n = \"light\" }\n");

    assertTrue(mistakes.contains("\"shift\" needs a pace that keeps distances"), mistakes);
  }

  private String mistakesIn(String toml) {
    return String.valueOf(assertThrows(ConfigException.class, () -> read(toml)).getMessage());
  }

  private AgentConfig read(String toml) throws ConfigException, IOException {
    return reader().read(Files.writeString(folder.resolve("station.toml"), toml));
  }

  private static StationFile reader() {
    return new StationFile(
        MACHINE,
        new I2cBus(MockI2CProvider::newInstance),
        new GpioPins(
            MockDigitalInputProvider::newInstance, MockDigitalOutputProvider::newInstance));
  }
}
