package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.SENML;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Position;
import fr.anima.wire.StationId;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SenMlTest {
  private static final Foreigner NODE = Foreigner.of(SENML, "node");

  @Test
  void a_pack_is_read_name_by_name_and_time_by_time() {
    Said said =
        says(
            """
            [{"bn":"urn:dev:mac:1:","bt":1795428000,"n":"temperature","u":"Cel","v":20.5},
             {"n":"ammonia","u":"ppm","v":4},{"u":"%RH","v":61},{"n":"wind","u":"m/s","v":3},
             {"n":"temperature","u":"Cel","t":-60,"v":20.25}]""");

    assertEquals(2, said.told().size());
    assertEquals(
        List.of("2026-11-23T10:00:00Z", "2026-11-23T09:59:00Z"),
        said.told().stream().map(it -> it.measuredAt().orElseThrow().toString()).toList());
    assertEquals(4.0, Foreigner.value(said, "place-of-node ammonia"));
    assertEquals(61.0, Foreigner.value(said, "place-of-node humidity"));
    assertEquals(List.of("urn:dev:mac:1 wind"), Foreigner.leftOut(said));
  }

  /** [{-2: "n1:", 0: "t", 1: "Cel", 2: 19.5 as a half}] by hand. */
  @Test
  void cbor_says_the_same() {
    byte[] cbor =
        HexFormat.of()
            .parseHex(
                "81" + "a4" + "21" + "636e313a" + "00" + "6174" + "01" + "6343656c" + "02f94ce0");

    Said said = NODE.says("senml/node", cbor);

    assertEquals(Map.of("place-of-node temperature", 19.5), Foreigner.values(said));
    assertEquals(Optional.empty(), said.told().get(0).measuredAt());
  }

  @Test
  void a_time_before_now_is_an_estimate_and_no_time_is_the_arrival() {
    Said before = says("[{\"n\":\"x\",\"u\":\"Cel\",\"t\":-30,\"v\":20}]");
    Said now = says("[{\"n\":\"x\",\"u\":\"Cel\",\"v\":20}]");

    assertEquals(
        Optional.of(Foreigner.ARRIVAL.minusSeconds(30)), before.told().get(0).measuredAt());
    assertEquals(
        ClockQuality.ESTIMATED,
        before.told().get(0).stamp(new StationId("node")).orElseThrow().clock());
    assertEquals(Optional.empty(), now.told().get(0).measuredAt());
  }

  @ParameterizedTest
  @CsvSource({
    "Cel, 20, temperature, 20", "K, 293.15, temperature, 20", "/, 0.5, humidity, 50",
    "Pa, 101325, pressure, 1013.25", "lx, 100, light, 100", "%EL, 98, battery, 98",
  })
  void units_become_ours(String unit, double value, String quantity, double expected) {
    String name = unit.equals("/") ? "humidity" : "x";

    Said said = says("[{\"n\":\"%s\",\"u\":\"%s\",\"v\":%s}]".formatted(name, unit, value));

    assertEquals(expected, Foreigner.value(said, "place-of-node " + quantity), 1e-9);
  }

  @Test
  void base_values_are_added_and_booleans_are_contacts() {
    Said said =
        says("[{\"n\":\"light\",\"u\":\"lx\",\"bv\":100,\"v\":20},{\"n\":\"door\",\"vb\":true}]");

    assertEquals(
        Map.of("place-of-node light", 120.0, "place-of-node door", 1.0), Foreigner.values(said));
  }

  @Test
  void latitude_and_longitude_of_one_time_are_a_fix() {
    Said said = says("[{\"bn\":\"b\",\"u\":\"lat\",\"v\":50.9},{\"u\":\"lon\",\"v\":1.85}]");

    Position fix = (Position) Foreigner.messages(said).get(0);
    assertEquals(50.9, fix.latitudeDegrees());
    assertEquals(1.85, fix.longitudeDegrees());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "[1]",
        "",
        "[{\"bver\":11,\"n\":\"x\",\"v\":1}]",
        "[{\"n\":\"x\",\"new_\":1}]",
        "[{\"n\":\"x\",\"v\":1}"
      })
  void what_is_no_pack_says_why(String payload) {
    assertEquals(List.of(Kind.UNREADABLE), Foreigner.objections(says(payload)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300", "-1e300", "9e15"})
  void a_time_that_cannot_be_is_refused_later_and_never_the_arrival(String time) {
    Said said = says("[{\"n\":\"x\",\"u\":\"Cel\",\"t\":" + time + ",\"v\":20}]");

    assertTrue(said.told().get(0).measuredAt().orElseThrow().isBefore(Instant.ofEpochSecond(1)));
  }

  private static Said says(String pack) {
    return NODE.says("senml/node", pack);
  }
}
