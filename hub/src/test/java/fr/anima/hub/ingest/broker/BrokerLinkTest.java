package fr.anima.hub.ingest.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Mosquitto;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireJson;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that hears Debian's Mosquitto, set up as we tell people to set theirs up. */
class BrokerLinkTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final SamplingPlan PLAN = new SamplingPlan("quick", Map.of("climate", 5.0));

  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final StationRegistry registry = new StationRegistry();
  private final MqttIngest.Shared shared =
      new MqttIngest.Shared(
          log, registry, new SimpleMeterRegistry(), InstantSource.fixed(NOON), ZoneOffset.UTC);
  private final List<AutoCloseable> open = new ArrayList<>();

  private final Map<String, MqttClient> clients = new HashMap<>();

  @TempDir private Path directory;
  private Mosquitto broker;

  @BeforeEach
  void start() throws Exception {
    Mosquitto.assumeInstalled();
    Map<String, String> passwords =
        Map.of("anima-hub", "hub", "goats", "secret", "sheep", "secret", "zigbee", "secret");
    broker = Mosquitto.start(directory, passwords);
    registry.replace(List.of(ours("goats", Optional.empty())));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    broker.close();
  }

  @Test
  void what_a_station_tells_the_broker_is_stored() throws Exception {
    untilHeard(link());

    publish("goats", "anima/v1/goats/readings", reading("goats", 1));

    soon().until(() -> log.values(Topics.READINGS).size() == 1);
    assertEquals(List.of(), log.values(Topics.REFUSALS));
  }

  @Test
  void what_comes_while_the_hub_is_away_waits_for_it_even_if_the_broker_restarts()
      throws Exception {
    BrokerLink before = link();
    untilHeard(before);
    before.close();
    for (int number = 1; number <= 1_500; number++) { // Mosquitto's own limit is 1,000
      publish("goats", "anima/v1/goats/readings", reading("goats", number));
    }
    leaveStations();
    broker.stop();
    broker.start();

    untilHeard(link());

    soon().until(() -> numbers().size() >= 1_500);
    assertEquals(1_500, numbers().stream().distinct().count());
  }

  @Test
  void what_the_log_does_not_take_comes_again() throws Exception {
    BrokerLink link = link();
    untilHeard(link);
    log.fail(new IllegalStateException("no disk"));
    publish("goats", "anima/v1/goats/readings", reading("goats", 1));
    soon().until(() -> link.trouble().orElse("").contains("no disk"));
    assertEquals(List.of(), numbers());

    log.recover();

    soon().until(() -> numbers().equals(List.of(1L)));
  }

  @Test
  void while_the_disk_is_full_the_broker_keeps_what_comes() throws Exception {
    BrokerLink link = link();
    untilHeard(link);
    shared.mayStore(false);
    soon().until(() -> link.trouble().orElse("").contains("no room"));
    publish("goats", "anima/v1/goats/readings", reading("goats", 1));

    shared.mayStore(true);

    soon().until(() -> numbers().equals(List.of(1L)));
  }

  @Test
  void a_stranger_is_refused_and_named() throws Exception {
    untilHeard(link());

    publish("sheep", "anima/v1/sheep/readings", reading("sheep", 1));

    soon().until(() -> log.values(Topics.REFUSALS).size() == 1);
    assertEquals("unknown-station", log.values(Topics.REFUSALS).get(0).reason());
    assertTrue(log.values(Topics.REFUSALS).get(0).detail().contains("anima/v1/sheep/readings"));
    assertEquals(List.of(), numbers());
  }

  @Test
  void a_station_is_heard_from_when_it_is_added_and_not_when_it_is_removed() throws Exception {
    untilHeard(link());
    DeviceMap devices =
        new DeviceMap(List.of(new DeviceMap.Row("barn", "", "goats", Optional.empty())));
    StationRegistry.Entry zigbee =
        new StationRegistry.Entry(
            new StationId("zigbee"),
            StationKind.ENCLOSURE,
            "farm",
            new StationKey("unused").hash(),
            Optional.empty(),
            Optional.of(new StationRegistry.Speech(Dialect.ZIGBEE2MQTT, devices)));
    registry.replace(List.of(zigbee));
    byte[] state = "{\"temperature\":21.5}".getBytes(StandardCharsets.UTF_8);

    soon()
        .until(
            () -> {
              publish("zigbee", "zigbee2mqtt/barn", state);
              return log.values(Topics.READINGS).stream()
                  .anyMatch(it -> it.place().equals("goats"));
            });
  }

  @Test
  void a_stations_plan_waits_for_it_at_the_broker() throws Exception {
    registry.replace(List.of(ours("goats", Optional.of(PLAN))));
    untilHeard(link());
    List<byte[]> plans = new CopyOnWriteArrayList<>();
    MqttClient goats = client("goats");

    soon()
        .until(
            () -> {
              goats.subscribe(
                  "anima/v1/goats/plan", 1, (topic, plan) -> plans.add(plan.getPayload()));
              return !plans.isEmpty();
            });

    assertEquals(PLAN, WireJson.decodePlan(plans.get(0)));
  }

  @Test
  void a_broker_is_trusted_for_its_certificate_or_not_at_all() throws Exception {
    BrokerLink link = link(secure(Optional.of(broker.authority())));
    untilHeard(link);
    link.close();

    BrokerLink trusting = link(secure(Optional.empty()));

    soon().until(() -> trusting.trouble().orElse("").contains("certif"));
  }

  @Test
  void a_broker_that_is_not_there_yet_is_waited_for() throws Exception {
    broker.stop();
    BrokerLink link = link();
    soon().until(() -> link.trouble().orElse("").contains("refused"));

    broker.start();

    untilHeard(link);
  }

  @Test
  void a_broker_that_does_not_let_it_in_is_told_with_its_reason() {
    BrokerLink link =
        link(
            new BrokerConfig(
                URI.create("mqtt://localhost:" + broker.plainPort()),
                "anima-hub",
                Optional.of(new BrokerConfig.Credentials("anima-hub", "wrong")),
                Optional.empty()));

    soon().until(() -> link.trouble().orElse("").contains("uthori"));
  }

  private BrokerLink link() {
    return link(
        new BrokerConfig(
            URI.create("mqtt://localhost:" + broker.plainPort()),
            "anima-hub",
            Optional.of(new BrokerConfig.Credentials("anima-hub", "hub")),
            Optional.empty()));
  }

  private BrokerLink link(BrokerConfig config) {
    BrokerLink link = BrokerLink.start(config, shared.ofBroker());
    open.add(link);
    return link;
  }

  private BrokerConfig secure(Optional<Path> authority) {
    return new BrokerConfig(
        URI.create("mqtts://localhost:" + broker.securePort()),
        "anima-hub",
        Optional.of(new BrokerConfig.Credentials("anima-hub", "hub")),
        authority);
  }

  private void publish(String user, String topic, byte[] payload) throws MqttException {
    client(user).publish(topic, payload, 1, false);
  }

  private MqttClient client(String user) throws MqttException {
    MqttClient known = clients.get(user);
    if (known != null && known.isConnected()) {
      return known;
    }
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + broker.plainPort(), user, new MemoryPersistence());
    client.setTimeToWait(5_000);
    MqttConnectOptions options = new MqttConnectOptions();
    options.setUserName(user);
    options.setPassword("secret".toCharArray());
    options.setMaxInflight(2_000); // Paho forgets the last one a little late
    client.connect(options);
    clients.put(user, client);
    return client;
  }

  private void leaveStations() throws MqttException {
    for (MqttClient each : clients.values()) {
      each.disconnect();
      each.close();
    }
    clients.clear();
  }

  private List<Long> numbers() {
    return log.values(Topics.READINGS).stream().map(it -> it.message().stamp().sequence()).toList();
  }

  private static byte[] reading(String station, int number) {
    Stamp stamp =
        new Stamp(
            new StationId(station),
            1,
            number,
            NOON.minusSeconds(9_000 - number),
            ClockQuality.SYNCED);
    return WireJson.encode(new Readings(stamp, List.of(new Measurement(Quantity.TEMPERATURE, 20))));
  }

  private static StationRegistry.Entry ours(String id, Optional<SamplingPlan> plan) {
    return new StationRegistry.Entry(
        new StationId(id), StationKind.ENCLOSURE, id, new StationKey("unused").hash(), plan);
  }

  private static void untilHeard(BrokerLink link) {
    soon().until(() -> link.trouble().isEmpty());
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }
}
