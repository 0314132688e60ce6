package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.FreePort;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two endpoints, as of two hubs, that have nothing in common but the log and the stations. */
class SeveralHubsTest {
  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final Vertx vertx = Vertx.vertx();
  private final List<MqttClient> clients = new ArrayList<>();

  @AfterEach
  void stop() throws MqttException {
    for (MqttClient each : clients) {
      if (each.isConnected()) {
        each.disconnectForcibly(0, 100, false);
      }
      each.close(true);
    }
    TestDatabase.await(vertx.close());
  }

  @Test
  void a_station_that_comes_in_elsewhere_is_let_go_where_it_was() throws Exception {
    int one = hub();
    int other = hub();
    MqttClient before = connect(one, "goat-barn");

    MqttClient after = connect(other, "goat-barn");

    untilGone(before);
    assertTrue(after.isConnected());
  }

  @Test
  void whoever_wanders_to_and_fro_is_held_by_the_last_hub_only() throws Exception {
    int one = hub();
    int other = hub();
    MqttClient last = connect(one, "goat-barn");
    for (int turn = 0; turn < 5; turn++) {
      MqttClient before = last;
      last = connect(turn % 2 == 0 ? other : one, "goat-barn");
      untilGone(before);
    }

    assertTrue(last.isConnected());
  }

  @Test
  void another_stations_coming_ends_nothing() throws Exception {
    int one = hub();
    int other = hub();
    MqttClient barn = connect(one, "goat-barn");

    MqttClient shed = connect(other, "other-barn");

    assertEquals(2, log.values(Presence.TOPIC).size());
    barn.publish(
        "anima/v1/goat-barn/readings", "no reading".getBytes(StandardCharsets.UTF_8), 1, false);
    assertTrue(barn.isConnected() && shed.isConnected());
  }

  private int hub() {
    int port = FreePort.any();
    StationRegistry registry = new StationRegistry();
    registry.replace(List.of(station("goat-barn"), station("other-barn")));
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            log, registry, new SimpleMeterRegistry(), InstantSource.system(), ZoneOffset.UTC);
    log.follow(List.of(shared.topic()), shared::take);
    TestDatabase.await(
        vertx.deployVerticle(
            new MqttIngest(new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty()), shared)));
    return port;
  }

  private static StationRegistry.Entry station(String id) {
    return new StationRegistry.Entry(
        new StationId(id),
        StationKind.ENCLOSURE,
        "pen-of-" + id,
        new StationKey("secret").hash(),
        Optional.empty());
  }

  private MqttClient connect(int port, String id) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, "any", new MemoryPersistence());
    clients.add(client);
    client.setTimeToWait(5_000);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword("secret".getBytes(StandardCharsets.UTF_8));
    options.setAutomaticReconnect(false);
    client.connect(options);
    return client;
  }

  private static void untilGone(MqttClient client) {
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !client.isConnected());
  }
}
