package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.Refusal;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.FreePort;
import fr.anima.wire.HubTime;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireGzip;
import fr.anima.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MqttIngestTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String OWN = "anima/v1/goat-barn/readings";
  private static final String GOOD =
      """
      {"station":"goat-barn","boot":1,"sequence":1,"measuredAt":"2026-11-23T10:00:00Z",
       "clock":"synced","readings":[{"quantity":"temperature","value":21,"unit":"Cel"}]}""";
  private static final String IMPOSSIBLE = GOOD.replace("21", "-275.15");

  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final StationRegistry registry = new StationRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final List<MqttAsyncClient> clients = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() {
    port = FreePort.any();
    registry.replace(List.of(station("goat-barn", "secret"), station("other-barn", "other")));
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            log,
            registry,
            new SimpleMeterRegistry(),
            InstantSource.fixed(NOW),
            ZoneId.of("Europe/Paris"));
    MqttIngest.Endpoint endpoint = new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty());
    TestDatabase.await(vertx.deployVerticle(new MqttIngest(endpoint, shared)));
  }

  @AfterEach
  void stop() throws MqttException {
    for (MqttAsyncClient client : clients) {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 100, false);
      }
      client.close();
    }
    TestDatabase.await(vertx.close());
  }

  @Test
  void what_is_acknowledged_is_in_the_log() throws MqttException {
    MqttAsyncClient station = connect("goat-barn", "secret");
    station.publish(OWN, message(GOOD, 1)).waitForCompletion(5_000);

    assertEquals(1, log.values(Topics.READINGS).size());
    assertEquals("pen-of-goat-barn", log.values(Topics.READINGS).get(0).place());
  }

  @Test
  void a_station_is_told_the_hubs_time_and_that_it_may_pack_when_it_is_accepted()
      throws MqttException {
    MqttAsyncClient station =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "goat-barn", new MemoryPersistence());
    clients.add(station);
    IMqttToken accepted = station.connect(options("goat-barn", "secret"));
    accepted.waitForCompletion(5_000);

    List<UserProperty> said = accepted.getResponseProperties().getUserProperties();

    assertEquals(
        List.of(
            new UserProperty(HubTime.PROPERTY, "2026-11-23T10:00:00Z"),
            new UserProperty(WireGzip.PROPERTY, WireGzip.WORD)),
        said);
  }

  @Test
  void what_could_not_be_stored_is_never_acknowledged() throws MqttException {
    log.fail(new IllegalStateException("disk gone"));

    MqttAsyncClient station = connect("goat-barn", "secret");
    IMqttToken answer = station.publish(OWN, message(GOOD, 1));

    assertThrows(MqttException.class, () -> answer.waitForCompletion(5_000));
    assertTrue(log.values(Topics.READINGS).isEmpty());
  }

  @Test
  void what_can_never_be_accepted_is_answered_with_its_reason_and_kept() throws MqttException {
    MqttAsyncClient station = connect("goat-barn", "secret");
    IMqttToken answer = station.publish(OWN, message(IMPOSSIBLE, 1));
    answer.waitForCompletion(5_000);

    assertEquals(0x99, answer.getReasonCodes()[0]);
    assertTrue(answer.getResponseProperties().getReasonString().contains("impossible-value"));
    Refusal kept = log.values(Topics.REFUSALS).get(0);
    assertEquals("impossible-value", kept.reason());
    assertEquals("goat-barn", kept.station());
    assertTrue(station.isConnected(), "one bad message does not cost the connection");
  }

  @Test
  void a_station_of_mqtt_3_is_acknowledged_for_refused_messages_too() throws Exception {
    try (org.eclipse.paho.client.mqttv3.MqttClient station = connect3("goat-barn", "secret")) {
      station.publish(OWN, IMPOSSIBLE.getBytes(StandardCharsets.UTF_8), 1, false);
      station.publish(OWN, GOOD.getBytes(StandardCharsets.UTF_8), 1, false);

      assertEquals(1, log.values(Topics.REFUSALS).size());
      assertEquals(1, log.values(Topics.READINGS).size());
      station.disconnect();
    }
  }

  @Test
  void a_foreign_topic_ends_the_connection_and_disturbs_nobody_else() throws MqttException {
    MqttAsyncClient other = connect("other-barn", "other");
    MqttAsyncClient station = connect("goat-barn", "secret");
    IMqttToken answer = station.publish("anima/v1/other-barn/readings", message(GOOD, 1));
    answer.waitForCompletion(5_000);

    assertEquals(0x87, answer.getReasonCodes()[0]);
    Awaitility.await().until(() -> !station.isConnected());
    assertEquals("foreign-topic", log.values(Topics.REFUSALS).get(0).reason());
    assertTrue(log.values(Topics.READINGS).isEmpty());
    assertTrue(other.isConnected());
  }

  @Test
  void a_wrong_key_is_turned_away_and_told_of() {
    MqttException refused = assertThrows(MqttException.class, () -> connect("goat-barn", "guess"));

    assertEquals(0x86, refused.getReasonCode());
    Awaitility.await().until(() -> !log.values(Topics.REFUSALS).isEmpty());
    assertEquals("wrong-key", log.values(Topics.REFUSALS).get(0).reason());
    assertFalse(log.values(Topics.REFUSALS).get(0).detail().contains("guess"));
  }

  @Test
  void the_same_key_takes_over_and_another_key_cannot() throws MqttException {
    MqttAsyncClient first = connect("goat-barn", "secret");
    assertThrows(MqttException.class, () -> connect("goat-barn", "other"));
    assertTrue(first.isConnected());

    MqttAsyncClient second = connect("goat-barn", "secret");
    Awaitility.await().until(() -> !first.isConnected());
    assertTrue(second.isConnected());
  }

  @Test
  void a_revoked_station_is_out_at_once() throws MqttException {
    MqttAsyncClient station = connect("goat-barn", "secret");
    registry.replace(List.of(station("other-barn", "other")));

    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !station.isConnected());
    assertThrows(MqttException.class, () -> connect("goat-barn", "secret"));
  }

  @Test
  void a_station_that_asks_is_sent_its_plan_and_each_new_one() throws Exception {
    StationRegistry.Entry barn = station("goat-barn", "secret");
    registry.replace(List.of(planned(barn, "monday")));
    List<SamplingPlan> heard = new CopyOnWriteArrayList<>();
    try (org.eclipse.paho.client.mqttv3.MqttClient station = connect3("goat-barn", "secret")) {
      station.subscribe(
          "anima/v1/goat-barn/plan",
          1,
          (topic, message) -> heard.add(WireJson.decodePlan(message.getPayload())));
      Awaitility.await().until(() -> heard.size() == 1);

      registry.replace(List.of(planned(barn, "tuesday")));

      Awaitility.await().until(() -> heard.size() == 2);
      assertEquals(List.of("monday", "tuesday"), heard.stream().map(SamplingPlan::id).toList());
      assertEquals(Map.of("climate", 30.0), heard.get(1).periodSeconds());
      assertTrue(station.isConnected(), "a new plan does not cost the connection");
      station.disconnect();
    }
  }

  @Test
  void a_will_is_refused_because_it_would_not_be_kept() {
    MqttConnectionOptions options = options("goat-barn", "secret");
    options.setWill(OWN, message("gone", 1));

    assertThrows(MqttException.class, () -> connect("goat-barn", options));
  }

  @Test
  void strangers_who_say_nothing_crowd_out_themselves_and_no_station()
      throws IOException, MqttException {
    List<Socket> silent = new ArrayList<>();
    try {
      MqttAsyncClient early = connect("other-barn", "other");
      for (int i = 0; i < 1_100; i++) {
        silent.add(new Socket(InetAddress.getLoopbackAddress(), port));
      }

      MqttAsyncClient station = connect("goat-barn", "secret");
      silent.get(0).setSoTimeout(2_000);

      assertEquals(-1, silent.get(0).getInputStream().read(), "the first is turned out");
      assertTrue(station.isConnected() && early.isConnected());
    } finally {
      for (Socket each : silent) {
        each.close();
      }
    }
  }

  private static StationRegistry.Entry station(String id, String key) {
    return new StationRegistry.Entry(
        new StationId(id),
        StationKind.ENCLOSURE,
        "pen-of-" + id,
        new StationKey(key).hash(),
        Optional.empty());
  }

  private static StationRegistry.Entry planned(StationRegistry.Entry of, String plan) {
    return new StationRegistry.Entry(
        of.id(),
        of.kind(),
        of.place(),
        of.keyHash(),
        Optional.of(new SamplingPlan(plan, Map.of("climate", 30.0))));
  }

  private MqttAsyncClient connect(String id, String key) throws MqttException {
    return connect(id, options(id, key));
  }

  private MqttAsyncClient connect(String id, MqttConnectionOptions options) throws MqttException {
    MqttAsyncClient client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    clients.add(client);
    client.connect(options).waitForCompletion(5_000);
    return client;
  }

  private static MqttConnectionOptions options(String id, String key) {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(id);
    options.setPassword(key.getBytes(StandardCharsets.UTF_8));
    options.setAutomaticReconnect(false);
    return options;
  }

  private org.eclipse.paho.client.mqttv3.MqttClient connect3(String id, String key)
      throws org.eclipse.paho.client.mqttv3.MqttException {
    org.eclipse.paho.client.mqttv3.MqttClient client =
        new org.eclipse.paho.client.mqttv3.MqttClient(
            "tcp://127.0.0.1:" + port,
            id,
            new org.eclipse.paho.client.mqttv3.persist.MemoryPersistence());
    client.setTimeToWait(5_000);
    org.eclipse.paho.client.mqttv3.MqttConnectOptions options =
        new org.eclipse.paho.client.mqttv3.MqttConnectOptions();
    options.setUserName(id);
    options.setPassword(key.toCharArray());
    client.connect(options);
    return client;
  }

  private static MqttMessage message(String payload, int qos) {
    MqttMessage message = new MqttMessage(payload.getBytes(StandardCharsets.UTF_8));
    message.setQos(qos);
    return message;
  }
}
