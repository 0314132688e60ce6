package fr.anima.edge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProvider;
import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.StationFile;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.Decoded;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Readings;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in one piece, sensors to spool, with a hub that is not there. */
class StationRunTest {
  /** The sum of that day's 24 rows of sensor 2. */
  private static final int MELBOURNE_14_FEBRUARY = 32_883;

  private static final StationId STATION = new StationId("station-1");

  @TempDir Path folder;

  @Test
  void what_simulated_sensors_say_is_on_disk_and_readable_after_the_stop() throws Exception {
    run(
        "enclosure",
        """
        [[sensor]]
        name = "climate"
        type = "simulated"
        period_seconds = 0.1
        seed = 7
        quantity.temperature = { mean = 18, daily_swing = 4, noise = 0.3 }
        quantity.humidity = { mean = 60 }
        """,
        5);

    List<Message> messages = spooled();

    assertTrue(messages.get(0) instanceof Heartbeat || messages.get(1) instanceof Heartbeat);
    List<Readings> readings = of(Readings.class, messages);
    assertTrue(readings.size() >= 4, readings.size() + " readings");
    assertEquals(2, readings.get(0).values().size());
    assertEquals(
        LongStream.rangeClosed(1, messages.size()).boxed().toList(),
        messages.stream().map(it -> it.stamp().sequence()).toList());
  }

  @Test
  void the_boot_grows_with_every_start() throws Exception {
    String sensor =
        """
        [[sensor]]
        name = "climate"
        type = "simulated"
        period_seconds = 1
        quantity.temperature = { mean = 18 }
        """;
    run("enclosure", sensor, 2);
    run("enclosure", sensor, 4);

    List<Long> boots = spooled().stream().map(it -> it.stamp().boot()).distinct().toList();

    assertEquals(2, boots.size());
    assertTrue(boots.get(1) > boots.get(0), boots.toString());
  }

  @Test
  void every_fix_of_a_recorded_ride_is_spooled_with_its_own_time() throws Exception {
    Path log = RecordedData.at("gps/nmea/garmin15x.log");
    run(
        "bike",
        """
        [[sensor]]
        name = "gnss"
        type = "recorded-nmea"
        file = "%s"
        pace = "asap"
        """
            .formatted(log),
        8);

    List<Position> positions = of(Position.class, spooled());

    assertEquals(7, positions.size());
    assertEquals("2022-10-18", positions.get(0).measuredAt().toString().substring(0, 10));
    assertEquals(2.7, positions.get(0).speedMetresPerSecond().orElseThrow(), 0.2);
  }

  @Test
  void a_day_of_a_melbourne_counter_is_spooled_hour_by_hour() throws Exception {
    Path table = RecordedData.at("footfall/melbourne/melbourne_hourly_2012-01_2014-06.csv.gz");
    run(
        "counter",
        """
        [[sensor]]
        name = "mall"
        type = "recorded-counts"
        file = "%s"
        pace = "asap"
        time = ["Date", "Hour"]
        pattern = "dd-MMM-yyyy H"
        zone = "Australia/Melbourne"
        in = "PedestrianCount"
        where = { SensorID = 2, Date = "14-Feb-2014" }
        """
            .formatted(table),
        25);

    List<FootfallCount> counts = of(FootfallCount.class, spooled());

    assertEquals(24, counts.size());
    assertEquals(Instant.parse("2014-02-13T13:00:00Z"), counts.get(0).from());
    assertEquals(MELBOURNE_14_FEBRUARY, counts.stream().mapToInt(FootfallCount::in).sum());
  }

  @Test
  void a_faulty_series_goes_on_and_names_its_faults_in_the_heartbeat() throws Exception {
    Path table = RecordedData.at("enclosure/uci-belgium/belgium_house_10min_part1.csv.gz");
    AgentConfig config =
        config(
            "enclosure",
            """
            [[sensor]]
            name = "north-side"
            type = "recorded-readings"
            file = "%s"
            pace = "asap"
            time = "time_reconstructed"
            pattern = "yyyy-MM-dd HH:mm:ss"
            zone = "+01:00"
            columns = { T6 = "temperature", RH_6 = "humidity", Press_mm_hg = "battery" }
            """
                .formatted(table));

    try (StationRun station = new StationRun(config, "test")) {
      station.start();
      await().atMost(Duration.ofMinutes(2)).until(() -> station.spool().records() >= 13_156);
      station.beat();
    }
    List<Message> messages = spooled();
    List<Heartbeat> beats = of(Heartbeat.class, messages);
    String told = beats.get(beats.size() - 1).failing().getOrDefault("north-side", "");

    assertEquals(13_156, of(Readings.class, messages).size());
    assertTrue(told.contains("values refused") && told.contains("is not possible"), told);
  }

  private void run(String kind, String sensors, long records) throws Exception {
    try (StationRun station = new StationRun(config(kind, sensors), "test")) {
      station.start();
      await().atMost(Duration.ofMinutes(2)).until(() -> station.spool().records() >= records);
    }
  }

  private AgentConfig config(String kind, String sensors) throws Exception {
    String station =
        """
        station = "station-1"
        kind = "%s"
        hub = "tcp://127.0.0.1:9"
        key = "key"
        clock = "trusted"
        [spool]
        directory = "state"
        """
            .formatted(kind);
    Path file = Files.writeString(folder.resolve("station.toml"), station + sensors);
    return new StationFile(
            MachineTime.ofThisMachine(),
            new I2cBus(MockI2CProvider::newInstance),
            new GpioPins(
                MockDigitalInputProvider::newInstance, MockDigitalOutputProvider::newInstance))
        .read(file);
  }

  private List<Message> spooled() throws IOException {
    List<Message> messages = new ArrayList<>();
    try (Spool spool = Spool.open(folder.resolve("state/journal"), SpoolLimits.standard())) {
      for (List<SpoolRecord> records = spool.nextUnsent(500);
          !records.isEmpty();
          records = spool.nextUnsent(500)) {
        records.forEach(it -> messages.add(decoded(it)));
      }
    }
    return messages;
  }

  private static Message decoded(SpoolRecord record) {
    WireTopic topic = new WireTopic(STATION, Message.Kind.ofWord(record.channel()));
    return WireJson.decode(topic, record.payload())
        .get(0)
        .fold(
            Decoded.Known::message,
            bad -> {
              throw new AssertionError(bad.detail());
            });
  }

  private static <M extends Message> List<M> of(Class<M> kind, List<Message> messages) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
