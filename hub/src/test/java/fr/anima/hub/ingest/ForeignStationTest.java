package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Request;
import fr.anima.wire.FreePort;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices of other makes at the real door, with the habits that nobody can take from them. */
class ForeignStationTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String FIX =
      "{\"_type\":\"location\",\"lat\":50.9,\"lon\":1.8,\"acc\":9,\"tst\":1795428000}";

  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final StationRegistry registry = new StationRegistry();
  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Operations.Answering> operations = new HashMap<>();
  private int port;

  @BeforeEach
  void start() {
    port = FreePort.any();
    DeviceMap.Row barn = new DeviceMap.Row("barn", "", "goats", Optional.empty());
    registry.replace(
        List.of(
            entry("zigbee", StationKind.ENCLOSURE, Dialect.ZIGBEE2MQTT, barn),
            entry("lea", StationKind.BIKE, Dialect.OWNTRACKS),
            entry("farm", StationKind.ENCLOSURE, Dialect.TTN, barn)));
    MqttIngest.Shared shared =
        new MqttIngest.Shared(
            log,
            registry,
            new SimpleMeterRegistry(),
            InstantSource.fixed(NOW),
            ZoneId.of("Europe/Paris"));
    MqttIngest.Endpoint endpoint = new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty());
    TestDatabase.await(vertx.deployVerticle(new MqttIngest(endpoint, shared)));
    shared
        .routes()
        .declare(
            new Operations() {
              @Override
              public void operation(String id, Access access, Answering answering) {
                operations.put(id, answering);
              }

              @Override
              public void page(String id, Access access, Answering answering) {
                throw new AssertionError("no page");
              }
            });
  }

  @AfterEach
  void stop() {
    TestDatabase.await(vertx.close());
  }

  @Test
  void a_will_a_retain_flag_and_qos_0_are_borne_with() throws MqttException {
    try (MqttClient gateway = connect("zigbee", willing())) {
      publish(gateway, "zigbee2mqtt/bridge/state", "online", 1, true);
      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":21}", 0, false);
      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":22}", 1, false);

      assertEquals(2, log.values(Topics.READINGS).size());
      assertEquals("goats", log.values(Topics.READINGS).get(0).place());
      assertTrue(log.values(Topics.REFUSALS).isEmpty());
      gateway.disconnect();
    }
  }

  @Test
  void the_will_of_a_device_that_breaks_off_is_never_published() throws MqttException {
    MqttClient gateway = connect("zigbee", willing());
    gateway.disconnectForcibly(0, 100, false);
    gateway.close();

    try (MqttClient again = connect("zigbee", new MqttConnectOptions())) {
      publish(again, "zigbee2mqtt/barn", "{\"temperature\":21}", 1, false);

      assertEquals(1, log.values(Topics.READINGS).size());
      assertEquals(0, log.values(Topics.REFUSALS).size());
      again.disconnect();
    }
  }

  @Test
  void a_subscription_to_its_own_names_is_granted_and_nothing_is_ever_said_there()
      throws MqttException {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (MqttClient gateway = connect("zigbee", new MqttConnectOptions())) {
      gateway.subscribe("zigbee2mqtt/#", 1, (topic, message) -> heard.add(topic));
      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":21}", 1, true);
      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":22}", 1, false);

      assertEquals(List.of(), heard);
      gateway.disconnect();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#",
        "+/barn",
        "homeassistant/status",
        "owntracks/lea/phone",
        "anima/v1/zigbee/plan",
        "anima/v1/#",
        "$SYS/#"
      })
  void another_subscription_is_refused_and_the_connection_kept(String filter) throws MqttException {
    try (MqttClient gateway = connect("zigbee", new MqttConnectOptions())) {
      assertThrows(MqttException.class, () -> gateway.subscribe(filter, 1));

      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":21}", 1, false);
      assertEquals(1, log.values(Topics.READINGS).size());
      gateway.disconnect();
    }
  }

  @Test
  void a_gateway_may_list_all_its_devices_in_one_packet() throws MqttException {
    try (MqttClient gateway = connect("zigbee", new MqttConnectOptions())) {
      publish(gateway, "zigbee2mqtt/bridge/devices", "[" + "{},".repeat(100_000), 1, true);
      publish(gateway, "zigbee2mqtt/barn", "{\"temperature\":21}", 1, false);

      assertEquals(1, log.values(Topics.READINGS).size());
      assertTrue(log.values(Topics.REFUSALS).isEmpty());
      gateway.disconnect();
    }
  }

  @Test
  void a_foreign_topic_ends_the_connection_and_is_kept_as_refused() throws MqttException {
    try (MqttClient gateway = connect("zigbee", new MqttConnectOptions())) {
      try {
        publish(gateway, "owntracks/lea/phone", FIX, 0, false);
      } catch (MqttException cutOff) {
        // sooner than the client could say that it had sent it
      }

      Awaitility.await().until(() -> !gateway.isConnected());
      assertEquals("foreign-topic", log.values(Topics.REFUSALS).get(0).reason());
      assertTrue(log.values(Topics.POSITIONS).isEmpty());
    }
  }

  @Test
  void a_phone_over_http_is_answered_when_the_log_has_its_fix() {
    Answer answer = owntracks("lea", "secret", "lea", FIX);

    assertEquals(200, answer.status());
    assertEquals("[]", answer.body().toString());
    assertEquals("place-of-lea", log.values(Topics.POSITIONS).get(0).place());
  }

  @Test
  void a_phone_hears_nothing_good_when_the_log_does_not_have_it() {
    log.fail(new IllegalStateException("disk gone"));

    assertEquals(503, owntracks("lea", "secret", "lea", FIX).status());
  }

  @Test
  void a_phone_with_another_key_or_for_another_user_is_turned_away() {
    assertEquals(401, owntracks("lea", "guess", "lea", FIX).status());
    assertEquals(401, owntracks("LEA/#", "secret", "lea", FIX).status());
    assertEquals(403, owntracks("lea", "secret", "tom", FIX).status());
    assertEquals(403, owntracks("zigbee", "secret", "zigbee", FIX).status());
    assertTrue(log.values(Topics.POSITIONS).isEmpty());
    assertEquals(2, log.values(Topics.REFUSALS).size());
  }

  @Test
  void a_guesser_is_not_heard_for_long() {
    for (int i = 0; i < 10; i++) {
      owntracks("lea", "guess" + i, "lea", FIX);
    }

    assertEquals(429, owntracks("lea", "secret", "lea", FIX).status());
  }

  @Test
  void what_can_never_be_accepted_need_not_come_again() {
    assertEquals(200, owntracks("lea", "secret", "lea", "{\"_type\":\"location\"}").status());
    assertEquals("unreadable", log.values(Topics.REFUSALS).get(0).reason());
    assertEquals(200, owntracks("lea", "secret", "lea", "{}").status(), "a deleted friend");
    assertEquals(1, log.values(Topics.REFUSALS).size());
  }

  @Test
  void an_uplink_by_webhook_is_a_reading_and_one_of_another_application_is_not() {
    String uplink =
        """
        {"end_device_ids":{"device_id":"barn","application_ids":{"application_id":"farm"}},
         "uplink_message":{"decoded_payload":{"temperature":20},"received_at":"2026-11-23T09:59:00Z"}}""";

    assertEquals(204, call("takeUplink", "farm", "secret", Map.of(), uplink).status());
    assertEquals(
        403,
        call("takeUplink", "farm", "secret", Map.of(), uplink.replace("\"farm\"", "\"zoo\""))
            .status());
    assertEquals(1, log.values(Topics.READINGS).size());
    assertFalse(log.values(Topics.REFUSALS).isEmpty());
  }

  private Answer owntracks(String station, String key, String user, String body) {
    return call(
        "takeOwnTracks", station, key, Map.of("X-Limit-U", user, "X-Limit-D", "phone"), body);
  }

  private Answer call(
      String operation, String station, String key, Map<String, String> headers, String body) {
    Map<String, String> all = new HashMap<>(headers);
    byte[] credentials = (station + ":" + key).getBytes(StandardCharsets.UTF_8);
    all.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    return TestDatabase.await(
        Objects.requireNonNull(operations.get(operation))
            .answer(new Sent(all, new JsonObject(body))));
  }

  private static MqttConnectOptions willing() {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setWill(
        "zigbee2mqtt/bridge/state", "offline".getBytes(StandardCharsets.UTF_8), 1, true);
    return options;
  }

  private MqttClient connect(String id, MqttConnectOptions options) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    client.setTimeToWait(5_000);
    options.setUserName(id);
    options.setPassword("secret".toCharArray());
    client.connect(options);
    return client;
  }

  private static void publish(
      MqttClient client, String topic, String payload, int qos, boolean retained)
      throws MqttException {
    client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), qos, retained);
  }

  private static StationRegistry.Entry entry(
      String id, StationKind kind, Dialect dialect, DeviceMap.Row... devices) {
    return new StationRegistry.Entry(
        new StationId(id),
        kind,
        "place-of-" + id,
        new StationKey("secret").hash(),
        Optional.empty(),
        Optional.of(new StationRegistry.Speech(dialect, new DeviceMap(List.of(devices)))));
  }

  /** A request of which headers and body matter. */
  private record Sent(Map<String, String> headers, JsonObject body) implements Request {
    @Override
    public Optional<Caller> caller() {
      return Optional.empty();
    }

    @Override
    public String parameter(String name) {
      throw new AssertionError("no parameter " + name);
    }

    @Override
    public Optional<String> optional(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }
  }
}
