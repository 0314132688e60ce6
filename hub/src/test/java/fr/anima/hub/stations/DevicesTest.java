package fr.anima.hub.stations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.people.Role;
import fr.anima.wire.Quantity;
import fr.anima.wire.StationId;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What devices belong to, from the operator to the registry that ingest reads, on a real database.
 */
class DevicesTest {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final Map<String, String> ZIGBEE = Map.of("station", "zigbee");

  private final StationRegistry registry = new StationRegistry();
  private final StationRoutes stationRoutes =
      new StationRoutes(
          new StationStore(DATABASE),
          new RefusalStore(DATABASE),
          new LossStore(DATABASE),
          registry,
          InstantSource.fixed(Instant.parse("2027-03-01T08:00:00Z")));
  private final Ask stations = new Ask(stationRoutes).as(Ask.person("Ada", Role.ADMIN));
  private final Ask devices =
      new Ask(new DeviceRoutes(DATABASE, registry, stationRoutes::refresh))
          .as(Ask.person("Ada", Role.ADMIN));

  @BeforeEach
  void empty() {
    TestDatabase.await(DATABASE.client().query("truncate station, device_mapping").execute());
  }

  @ParameterizedTest
  @EnumSource
  void a_station_of_every_dialect_can_be_added_and_is_known_to_ingest(Dialect dialect) {
    assertEquals(201, add("zigbee", dialect.word()));

    assertEquals(Optional.of(dialect), speech().map(StationRegistry.Speech::dialect));
    JsonObject listed =
        stations.read("listStations", Map.of()).getJsonArray("stations").getJsonObject(0);
    assertEquals(dialect.word(), listed.getString("dialect"));
  }

  @Test
  void a_dialect_that_nobody_speaks_is_answered_with_those_spoken_here() {
    assertEquals(400, add("zigbee", "klingon"));
    assertTrue(
        stations
            .ask("addStation", Map.of(), form("zigbee").put("dialect", "klingon"))
            .body()
            .toString()
            .contains("owntracks, zigbee2mqtt"));
  }

  @Test
  void a_mapping_is_in_force_at_once_and_can_be_taken_back() {
    add("zigbee", "zigbee2mqtt");

    map(new JsonObject().put("device", "barn").put("place", "goats"));
    map(new JsonObject().put("device", "barn").put("field", "state").put("quantity", "output"));
    map(new JsonObject().put("device", "barn").put("field", "battery").put("quantity", "none"));

    DeviceMap map = speech().orElseThrow().devices();
    assertEquals(Optional.of("goats"), map.place("barn"));
    assertEquals(
        Optional.of(new DeviceMap.Row("barn", "state", "goats", Optional.of(Quantity.OUTPUT))),
        map.field("barn", "state"));
    assertEquals(
        Optional.of(new DeviceMap.Row("barn", "battery", "goats", Optional.empty())),
        map.field("barn", "battery"));

    assertEquals(204, forget("barn", "state"));
    assertEquals(404, forget("barn", "state"));
    assertEquals(Optional.empty(), speech().orElseThrow().devices().field("barn", "state"));
    assertEquals(2, list().getJsonArray("devices").size());
  }

  @Test
  void a_field_of_a_device_that_nobody_has_placed_is_at_its_station() {
    add("zigbee", "zigbee2mqtt");

    JsonObject mapped =
        map(new JsonObject().put("device", "x").put("field", "y").put("quantity", "door"));

    assertEquals("farm", mapped.getString("place"));
  }

  @Test
  void what_was_said_for_nothing_is_listed_the_most_frequent_first_and_within_bounds() {
    add("zigbee", "zigbee2mqtt");
    StationId zigbee = new StationId("zigbee");
    registry.leftOut().count(zigbee, "lamp", "");
    registry.leftOut().count(zigbee, "barn", "linkquality");
    registry.leftOut().count(zigbee, "barn", "linkquality");
    for (int i = 0; i < 1_000; i++) {
      registry.leftOut().count(zigbee, "flood", "field" + i);
    }

    var leftOut = list().getJsonArray("leftOut");

    assertEquals(LeftOut.MOST + 1, leftOut.size());
    assertEquals(1_000 - LeftOut.MOST + 2, leftOut.getJsonObject(0).getInteger("times"));
    assertEquals("linkquality", leftOut.getJsonObject(1).getString("field"));
  }

  @Test
  void a_station_of_ours_has_no_devices_behind_it() {
    stations.ask("addStation", Map.of(), form("pi"));

    assertEquals(404, devices.ask("listDevices", Map.of("station", "pi")).status());
    assertEquals(
        404,
        devices
            .ask("mapDevice", Map.of("station", "pi"), new JsonObject().put("device", "x"))
            .status());
  }

  @Test
  void a_quantity_without_a_field_says_nothing() {
    add("zigbee", "zigbee2mqtt");
    JsonObject said = new JsonObject().put("device", "barn").put("quantity", "door");

    assertEquals(400, devices.ask("mapDevice", ZIGBEE, said).status());
  }

  private int add(String id, String dialect) {
    return stations.ask("addStation", Map.of(), form(id).put("dialect", dialect)).status();
  }

  private static JsonObject form(String id) {
    return new JsonObject().put("id", id).put("kind", "enclosure").put("place", "farm");
  }

  private JsonObject map(JsonObject said) {
    return devices.read("mapDevice", ZIGBEE, said);
  }

  private int forget(String device, String field) {
    return devices
        .ask("forgetDevice", Map.of("station", "zigbee", "device", device, "field", field))
        .status();
  }

  private JsonObject list() {
    return devices.read("listDevices", ZIGBEE);
  }

  private Optional<StationRegistry.Speech> speech() {
    return registry.speech(new StationId("zigbee"));
  }
}
