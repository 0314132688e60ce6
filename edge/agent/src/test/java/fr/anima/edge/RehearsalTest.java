package fr.anima.edge;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.StationFile;
import fr.anima.edge.configuration.StationSensor;
import fr.anima.edge.sensors.I2cBoard;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A station of devices, tried without any of them. */
class RehearsalTest {
  private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

  @TempDir Path folder;

  private final I2cBoard i2c = new I2cBoard();
  private final MockPins board = new MockPins();

  @AfterEach
  void stop() {
    board.close();
  }

  @Test
  void every_device_of_an_enclosure_is_invented_with_its_quantities_and_none_is_touched()
      throws Exception {
    String example = Files.readString(Path.of("station.example.toml"));
    int from = example.indexOf('\n', example.indexOf("# --- real ones"));
    String devices =
        example.substring(from, example.indexOf("# --- on a bike")).replaceAll("(?m)^# ?", "");

    AgentConfig simulated = Rehearsal.of(config("enclosure", devices), 1);

    assertEquals(
        Map.of(
            "bme", List.of("humidity", "pressure", "temperature"),
            "sht", List.of("humidity", "temperature"),
            "co2", List.of("carbon-dioxide", "humidity", "temperature"),
            "probe", List.of("temperature"),
            "analog", List.of("ammonia", "battery"),
            "trough", List.of("feed-weight"),
            "door", List.of("door"),
            "motion", List.of("motion"),
            "fan", List.of("output")),
        quantities(simulated));
    assertEquals(List.of(), i2c.written());
    assertThrows(IllegalStateException.class, () -> board.output(27));
  }

  @Test
  void a_bike_rides_and_a_counter_counts() throws Exception {
    AgentConfig bike =
        Rehearsal.of(config("bike", "[[sensor]]\nname = \"gnss\"\ntype = \"gpsd\"\n"), 1);
    String gate =
        """
        [[sensor]]
        name = "gate"
        type = "beam-pair"
        outer_pin = 23
        inner_pin = 24
        interval_minutes = 1
        """;
    AgentConfig counter = Rehearsal.of(config("counter", gate), 1);

    try (Sensor gnss = open(bike.sensors().get(0));
        Sensor beams = open(counter.sensors().get(0))) {
      assertTrue(gnss.sample(NOON).get(0) instanceof Sample.Fix);
      beams.sample(NOON);
      assertTrue(beams.sample(NOON.plusSeconds(60)).get(0) instanceof Sample.Count);
    }
  }

  @Test
  void the_seed_decides_what_is_invented() throws Exception {
    AgentConfig real = config("enclosure", "[[sensor]]\nname = \"sht\"\ntype = \"sht4x\"\n");

    assertEquals(said(real, 1), said(real, 1));
    assertNotEquals(said(real, 1), said(real, 2));
  }

  @Test
  void what_is_invented_is_kept_apart_and_the_hub_is_told() throws Exception {
    AgentConfig simulated =
        Rehearsal.of(config("enclosure", "[[sensor]]\nname = \"sht\"\ntype = \"sht4x\"\n"), 1);

    try (StationRun station = new StationRun(simulated, Rehearsal.version("0.1.0"))) {
      station.start();
      await().atMost(Duration.ofMinutes(1)).until(() -> station.spool().records() >= 2);
    }

    assertFalse(Files.exists(folder.resolve("state")));
    String heartbeat = payload("heartbeats");
    assertTrue(heartbeat.contains("\"0.1.0 (simulated)\""), heartbeat);
  }

  @Test
  void a_station_that_has_measured_is_not_simulated() throws Exception {
    AgentConfig real = config("enclosure", "[[sensor]]\nname = \"sht\"\ntype = \"sht4x\"\n");
    try (StationRun station = new StationRun(real, "0.1.0")) {
      station.beat();
    }

    IOException refused = assertThrows(IOException.class, () -> Rehearsal.of(real, 1));

    assertTrue(String.valueOf(refused.getMessage()).contains("holds what station-1 has measured"));
    assertFalse(Files.exists(folder.resolve("state-simulated")));
  }

  @Test
  void a_seed_that_is_no_number_is_no_command() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);

    int status =
        new Agent(out, out, MachineTime.ofThisMachine())
            .run("simulate", "station.toml", "--seed", "x");

    assertEquals(2, status);
    assertTrue(said.toString(StandardCharsets.UTF_8).contains("anima-edge simulate"));
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
    return new StationFile(MachineTime.ofThisMachine(), new I2cBus(() -> i2c), board.pins)
        .read(Files.writeString(folder.resolve("station.toml"), station + sensors));
  }

  private static Sensor open(StationSensor sensor) throws Exception {
    return sensor.plan().opening().open();
  }

  private static List<Sample> said(AgentConfig real, long seed) throws Exception {
    try (Sensor sensor = open(real.simulated(seed).sensors().get(0))) {
      return sensor.sample(NOON);
    }
  }

  private static Map<String, List<String>> quantities(AgentConfig config) throws Exception {
    Map<String, List<String>> quantities = new TreeMap<>();
    for (StationSensor each : config.sensors()) {
      try (Sensor sensor = open(each)) {
        Sample.Values values = (Sample.Values) sensor.sample(NOON).get(0);
        values.byQuantity().forEach((word, value) -> new Measurement(Quantity.ofWord(word), value));
        quantities.put(each.name(), List.copyOf(values.byQuantity().keySet()));
      }
    }
    return quantities;
  }

  private String payload(String channel) throws IOException {
    List<SpoolRecord> records = new ArrayList<>();
    try (Spool spool =
        Spool.open(folder.resolve("state-simulated/journal"), SpoolLimits.standard())) {
      records.addAll(spool.nextUnsent(100));
    }
    return records.stream()
        .filter(it -> it.channel().equals(channel))
        .map(it -> new String(it.payload(), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("none");
  }
}
