package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.ingest.dialects.Dialects;
import fr.anima.hub.stations.DeviceMap;
import fr.anima.hub.stations.Dialect;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import fr.anima.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignIntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final String BARN = "zigbee2mqtt/barn";
  private static final String FIX =
      "{\"_type\":\"location\",\"lat\":50.9,\"lon\":1.8,\"tst\":%d,\"batt\":50}";

  private final StationRegistry registry = new StationRegistry();
  private final ForeignIntake intake =
      new ForeignIntake(registry, ZoneId.of("Europe/Paris"), NOW.minusSeconds(60));

  @Test
  void what_says_no_time_is_an_estimate_of_its_arrival_and_numbered_here() {
    Intake.Said first = zigbee("{\"temperature\":20}", NOW);
    Intake.Said second = zigbee("{\"temperature\":20}", NOW);

    Message one = first.arrivals().get(0).message();
    Message other = second.arrivals().get(0).message();
    assertEquals(NOW, one.measuredAt());
    assertEquals(ClockQuality.ESTIMATED, one.stamp().clock());
    assertEquals(one.stamp().boot(), other.stamp().boot());
    assertEquals(one.stamp().sequence() + 1, other.stamp().sequence());
  }

  @Test
  void what_says_its_time_keeps_its_stamp_over_a_restart_of_the_hub() {
    String dated = "{\"temperature\":20,\"last_seen\":\"2026-11-23T09:00:00Z\"}";
    ForeignIntake restarted =
        new ForeignIntake(registry, ZoneId.of("Europe/Paris"), NOW.plusSeconds(9));

    Message before = zigbee(dated, NOW).arrivals().get(0).message();
    Message after =
        judge(restarted, zigbee(), BARN, dated, NOW.plusSeconds(99)).arrivals().get(0).message();

    assertEquals(before.stamp(), after.stamp());
    assertEquals(ClockQuality.SYNCED, before.stamp().clock());
  }

  @Test
  void a_failing_sensor_is_told_in_the_stations_stead_at_once_and_when_it_is_well_again() {
    zigbee("{\"temperature\":20}", NOW);

    Intake.Said failing = zigbee("{\"temperature\":-275.15,\"humidity\":50}", NOW.plusSeconds(1));
    Intake.Said same = zigbee("{\"temperature\":-275.15,\"humidity\":51}", NOW.plusSeconds(2));
    Intake.Said well = zigbee("{\"temperature\":20}", NOW.plusSeconds(3));

    assertEquals(List.of("barn/temperature"), List.copyOf(failing(failing).orElseThrow().keySet()));
    assertEquals(Optional.empty(), failing(same));
    assertEquals(Optional.of(Map.of()), failing(well));
  }

  @Test
  void what_fails_is_told_again_every_minute_because_it_may_not_have_been_stored() {
    Intake.Said first = zigbee("{\"temperature\":null}", NOW);
    Intake.Said soon = zigbee("{\"temperature\":null}", NOW.plusSeconds(59));
    Intake.Said minute = zigbee("{\"temperature\":null}", NOW.plus(Duration.ofMinutes(1)));

    assertTrue(failing(first).isPresent());
    assertEquals(Optional.empty(), failing(soon));
    assertEquals(failing(first), failing(minute));
  }

  @Test
  void a_name_that_cannot_be_shown_is_told_in_signs_that_can() {
    StationRegistry.Entry tasmota =
        entry("t", StationKind.ENCLOSURE, "farm", Dialect.TASMOTA, DeviceMap.NONE);

    Intake.Said said =
        judge(
            intake,
            tasmota,
            "tele/t/SENSOR",
            "{\"\\u0007\\u0000\":{\"Temperature\":null},\""
                + "x".repeat(500)
                + "\":{\"Humidity\":-1}}",
            NOW);

    Message heartbeat = said.arrivals().get(0).message();
    assertTrue(new String(WireJson.encode(heartbeat), StandardCharsets.UTF_8).contains("??/Temp"));
    assertEquals(2, failing(said).orElseThrow().size());
  }

  @Test
  void only_a_bike_has_positions() {
    Intake.Said barn = phone(StationKind.ENCLOSURE, NOW.getEpochSecond());
    Intake.Said bike = phone(StationKind.BIKE, NOW.getEpochSecond());

    assertEquals("wrong-kind", barn.refusals().get(0).reason());
    assertTrue(bike.refusals().isEmpty());
    assertEquals("velo-1", bike.arrivals().get(0).place());
  }

  @Test
  void a_clock_that_cannot_be_is_refused() {
    assertEquals("impossible-time", phone(StationKind.BIKE, 1).refusals().get(0).reason());
    assertEquals(
        "impossible-time",
        phone(StationKind.BIKE, NOW.getEpochSecond() + 600).refusals().get(0).reason());
  }

  @Test
  void somebody_elses_topic_is_one_refusal_and_nothing_is_told_of_it() {
    Intake.Said said = judge(intake, zigbee(), "tele/barn/SENSOR", "{\"temperature\":20}", NOW);

    assertTrue(said.foreign());
    assertTrue(said.arrivals().isEmpty());
    assertEquals("foreign-topic", said.refusals().get(0).reason());
  }

  @Test
  void what_a_device_belongs_to_changes_while_it_is_connected() {
    StationRegistry.Entry admitted = zigbee();
    registry.replace(List.of(placed("sheep")));

    Intake.Said said = judge(intake, admitted, BARN, "{\"temperature\":20}", NOW);

    assertEquals("sheep", said.arrivals().get(0).place());
    assertNotEquals("sheep", admitted.place());
  }

  private Intake.Said zigbee(String payload, Instant now) {
    return judge(intake, zigbee(), BARN, payload, now);
  }

  private Intake.Said phone(StationKind kind, long second) {
    StationRegistry.Entry lea = entry("lea", kind, "velo-1", Dialect.OWNTRACKS, DeviceMap.NONE);
    return judge(intake, lea, "owntracks/lea/phone", FIX.formatted(second), NOW);
  }

  private static Intake.Said judge(
      ForeignIntake by, StationRegistry.Entry station, String topic, String said, Instant now) {
    byte[] payload = said.getBytes(StandardCharsets.UTF_8);
    return by.judge(
        station, station.speech().orElseThrow(), new Dialects.Publish(topic, payload, false), now);
  }

  private static StationRegistry.Entry zigbee() {
    return placed("goats");
  }

  private static StationRegistry.Entry placed(String place) {
    DeviceMap.Row row = new DeviceMap.Row("barn", "", place, Optional.empty());
    return entry(
        "zigbee", StationKind.ENCLOSURE, "farm", Dialect.ZIGBEE2MQTT, new DeviceMap(List.of(row)));
  }

  private static StationRegistry.Entry entry(
      String id, StationKind kind, String place, Dialect dialect, DeviceMap devices) {
    return new StationRegistry.Entry(
        new StationId(id),
        kind,
        place,
        new StationKey("secret").hash(),
        Optional.empty(),
        Optional.of(new StationRegistry.Speech(dialect, devices)));
  }

  /** What is told to fail, if anything is told. */
  private static Optional<Map<String, String>> failing(Intake.Said said) {
    return said.arrivals().stream()
        .map(Arrival::message)
        .filter(Heartbeat.class::isInstance)
        .map(it -> ((Heartbeat) it).failing())
        .findFirst();
  }
}
