package fr.anima.hub.ingest.dialects;

import static fr.anima.hub.stations.Dialect.OWNTRACKS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.wire.Position;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTracksTest {
  private static final Foreigner LEA = Foreigner.of(OWNTRACKS, "lea");
  private static final String HERE =
      """
      {"_type":"location","lat":50.9581,"lon":1.8530,"acc":12,"tst":1795428000,
       "vel":18,"cog":248,"alt":5,"batt":71,"p":101.4,"tid":"le"}""";

  @Test
  void a_location_is_a_fix_at_the_phones_own_time() {
    Said said = LEA.says("owntracks/lea/phone", HERE);

    Position fix = fix(said);
    assertEquals(50.9581, fix.latitudeDegrees());
    assertEquals(1.853, fix.longitudeDegrees());
    assertEquals(OptionalDouble.of(5), fix.speedMetresPerSecond());
    assertEquals(OptionalDouble.of(248), fix.courseDegrees());
    assertEquals(Instant.ofEpochSecond(1_795_428_000), fix.measuredAt());
    assertEquals(
        Map.of("place-of-lea battery", 71.0, "place-of-lea pressure", 1014.0),
        Foreigner.values(said));
    assertEquals(List.of("phone tid"), Foreigner.leftOut(said));
  }

  @Test
  void what_the_phone_sends_again_is_the_same_message_however_late() {
    Said first = LEA.says("owntracks/lea/phone", HERE);
    Said again =
        LEA.says(
            "owntracks/lea/phone",
            HERE.getBytes(StandardCharsets.UTF_8),
            Foreigner.ARRIVAL.plusSeconds(86_400));

    assertEquals(stamps(first), stamps(again));
    assertEquals(2, stamps(first).stream().distinct().count(), "fix and readings are two");
  }

  @Test
  void what_it_sends_a_second_later_is_another_message() {
    Said first = LEA.says("owntracks/lea/phone", HERE);
    Said next = LEA.says("owntracks/lea/phone", HERE.replace("1795428000", "1795428001"));

    assertEquals(stamps(first).get(0).boot(), stamps(next).get(0).boot());
    assertEquals(stamps(first).get(0).sequence() + 1, stamps(next).get(0).sequence());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "201", "2000"})
  void a_vague_fix_is_refused_and_the_battery_beside_it_is_not(String metres) {
    Said said = LEA.says("owntracks/lea/phone", HERE.replace("\"acc\":12", "\"acc\":" + metres));

    assertEquals(List.of(Kind.INACCURATE_FIX), Foreigner.objections(said));
    assertTrue(Foreigner.messages(said).stream().noneMatch(Position.class::isInstance));
    assertEquals(71.0, Foreigner.value(said, "place-of-lea battery"));
  }

  @ParameterizedTest
  @CsvSource({
    "event, transition",
    "waypoint, waypoint",
    "waypoints, waypoints",
    "status, status",
    "lwt, lwt",
  })
  void only_a_location_is_a_fix(String below, String type) {
    Said said =
        LEA.says(
            "owntracks/lea/phone/" + below,
            """
            {"_type":"%s","t":"b","lat":0.0,"lon":0.0,"acc":0.0,"tst":1795428000}"""
                .formatted(type));

    assertTrue(said.told().isEmpty());
    assertTrue(said.objections().isEmpty());
    assertEquals(List.of("phone " + type), Foreigner.leftOut(said));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{}",
        "{\"_type\":\"location\"}",
        "{\"_type\":\"location\",\"lat\":\"north\",\"lon\":1,\"tst\":1795428000}",
        "{\"_type\":\"location\",\"lat\":50,\"lon\":1,\"tst\":1e300}",
        "{\"_type\":\"encrypted\",\"data\":\"abc\"}"
      })
  void what_is_no_location_says_why(String payload) {
    Said said = LEA.says("owntracks/lea/phone", payload);

    assertEquals(List.of(Kind.UNREADABLE), Foreigner.objections(said));
    assertTrue(said.told().isEmpty());
  }

  @Test
  void a_battery_that_cannot_be_is_a_fault() {
    Said said = LEA.says("owntracks/lea/phone", HERE.replace("\"batt\":71", "\"batt\":-100"));

    assertTrue(Foreigner.fault(said, "phone/batt").contains("not possible"));
    assertEquals(Map.of("place-of-lea pressure", 1014.0), Foreigner.values(said));
  }

  @Test
  void a_second_phone_may_be_on_another_bike() {
    Said said = LEA.placing("tablet", "velo-2").says("owntracks/lea/tablet", HERE);

    assertEquals(List.of("velo-2", "velo-2"), said.told().stream().map(Said.Told::place).toList());
  }

  private static Position fix(Said said) {
    return Foreigner.messages(said).stream()
        .filter(Position.class::isInstance)
        .map(Position.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static List<Stamp> stamps(Said said) {
    return said.told().stream().map(it -> it.stamp(new StationId("lea")).orElseThrow()).toList();
  }
}
