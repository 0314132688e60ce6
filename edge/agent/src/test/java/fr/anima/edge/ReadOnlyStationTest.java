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
import fr.anima.edge.spool.LoopCard;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.uplink.HubStub;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Message;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E4, the journey: a station starts although its card cannot be written. */
class ReadOnlyStationTest {
  @TempDir Path work;

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
  }

  private AgentConfig config(Path card, URI hub) throws Exception {
    String station =
        """
        station = "station-1"
        kind = "enclosure"
        hub = "%s"
        key = "key"
        clock = "trusted"
        [spool]
        directory = "%s"
        [[sensor]]
        name = "climate"
        type = "simulated"
        period_seconds = 0.2
        quantity.temperature = { mean = 18 }
        """
            .formatted(hub, card.resolve("state"));
    Path file = Files.writeString(work.resolve("station.toml"), station);
    return new StationFile(
            MachineTime.ofThisMachine(),
            new I2cBus(MockI2CProvider::newInstance),
            new GpioPins(
                MockDigitalInputProvider::newInstance, MockDigitalOutputProvider::newInstance))
        .read(file);
  }

  private static boolean hasBeat(HubStub hub, Predicate<Heartbeat> such) {
    return hub.messages().stream()
        .anyMatch(it -> it instanceof Heartbeat heartbeat && such.test(heartbeat));
  }

  private static boolean saysStorageFailed(Heartbeat heartbeat) {
    return heartbeat.failing().getOrDefault("spool", "").contains("Read-only");
  }

  /** Without a hub; returns its boot. */
  private long anEarlierRun(Path card) throws Exception {
    AgentConfig alone = config(card, URI.create("tcp://127.0.0.1:9"));
    try (StationRun station = new StationRun(alone, "test")) {
      station.start();
      soon().until(() -> station.spool().records() >= 5);
    }
    try (Spool spool = Spool.open(StationRun.journal(alone), alone.spool())) {
      return spool.nextUnsent(1).get(0).boot();
    }
  }

  @Test
  void it_sends_live_readings_and_old_ones_says_so_and_uses_the_card_again_by_itself()
      throws Exception {
    LoopCard.assumeWorks("mkfs.ext4");
    try (LoopCard card = LoopCard.insert(work, 8 << 20);
        HubStub hub = new HubStub()) {
      long earlier = anEarlierRun(card.mount);
      card.remount("ro");

      AgentConfig config = config(card.mount, hub.address());
      try (StationRun station = new StationRun(config, "test")) {
        station.start();
        soon().until(() -> readings(hub).stream().filter(it -> drawn(it)).count() >= 10);
        soon().until(() -> readings(hub).stream().anyMatch(it -> it.stamp().boot() == earlier));
        soon().until(() -> hasBeat(hub, ReadOnlyStationTest::saysStorageFailed));
        int starts = hub.messages().size();

        card.remount("rw");

        soon().until(() -> station.spool().trouble().isEmpty());
        soon()
            .until(
                () ->
                    hub.messages().stream()
                        .skip(starts)
                        .anyMatch(it -> it instanceof Heartbeat beat && beat.failing().isEmpty()));
        soon().until(() -> station.spool().records() == 0);
        assertNothingIsSentTwice(hub);
      }
      assertNextBootIsAfter(earlier, config);
    }
  }

  private static List<Readings> readings(HubStub hub) {
    return hub.messages().stream()
        .filter(Readings.class::isInstance)
        .map(Readings.class::cast)
        .toList();
  }

  private static boolean drawn(Message message) {
    return Stamp.isDrawn(message.stamp().boot());
  }

  private static void assertNothingIsSentTwice(HubStub hub) {
    List<Message> all = hub.messages();
    assertEquals(all.size(), all.stream().map(it -> it.stamp()).distinct().count());
  }

  private static void assertNextBootIsAfter(long earlier, AgentConfig config) throws IOException {
    try (Spool spool = Spool.open(StationRun.journal(config), config.spool())) {
      long next = spool.newBoot(1);
      assertTrue(next > earlier && !Stamp.isDrawn(next), next + " after " + earlier);
      assertEquals(Stamp.FIRST_DRAWN, Spool.FIRST_DRAWN_BOOT);
      assertEquals("", spool.state().trouble());
    }
  }
}
