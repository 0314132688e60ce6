package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.fixtures.Mosquitto;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Stations that know only somebody's Mosquitto, and a hub that is killed while it hears them: what
 * Mosquitto acknowledged is in the log, and in history once.
 */
class BrokerModeJourneyTest {
  private static final int KILLS = Boolean.getBoolean("anima.long") ? 20 : 1;
  private static final int STATIONS = 20;
  private static final int PER_SECOND = 500;
  private static final int BETWEEN_KILLS = 1_500;

  @TempDir private Path folder;

  @Test
  void what_the_broker_acknowledged_is_in_history_once() throws Exception {
    Mosquitto.assumeInstalled();
    Path data = folder.resolve("data");
    try (Mosquitto broker =
            Mosquitto.start(folder.resolve("broker"), Map.of("anima-hub", "hub-password"));
        HubProcess hub = HubProcess.launch(data, settings(broker))) {
      hub.untilReady();
      try (Fleet fleet = new Fleet(hub, STATIONS, broker.plainPort())) {
        broker.admit(fleet.keys());
        soon().until(() -> hub.ill().isEmpty());
        fleet.connect();
        fleet.send(PER_SECOND);
        for (int kill = 1; kill <= KILLS; kill++) {
          long target = fleet.acknowledged() + BETWEEN_KILLS;
          soon().until(() -> fleet.acknowledged() > target);
          hub.kill();
          hub.restart();
        }
        fleet.pause();
        soon().until(fleet::isSettled);
        Stored stored = new Stored(data);
        soon()
            .untilAsserted(
                () -> {
                  stored.readOn();
                  assertEquals(List.of(), stored.missing(fleet.ledgers()));
                });
        soon().untilAsserted(() -> assertEquals(stored.expected(), stored.kept()));
      }
      broker.kill();
      soon().until(() -> hub.ill().containsKey("broker"));
      broker.start();
      soon().until(() -> hub.ill().isEmpty());
    }
  }

  private static Map<String, String> settings(Mosquitto broker) {
    return Map.of(
        "ANIMA_MQTT_BROKER",
        "mqtts://localhost:" + broker.securePort(),
        "ANIMA_MQTT_BROKER_CA",
        broker.authority().toString(),
        "ANIMA_MQTT_BROKER_USER",
        "anima-hub",
        "ANIMA_MQTT_BROKER_PASSWORD",
        "hub-password");
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(250));
  }
}
