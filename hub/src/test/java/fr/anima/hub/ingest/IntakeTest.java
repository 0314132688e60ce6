package fr.anima.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.stations.StationKey;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntakeTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final StationRegistry.Entry BARN =
      new StationRegistry.Entry(
          new StationId("goat-barn"),
          StationKind.ENCLOSURE,
          "goats",
          new StationKey("secret").hash(),
          Optional.empty());

  @Test
  void a_reading_arrives_at_the_place_its_station_is_bolted_to() {
    Intake.Said said = judge("anima/v1/goat-barn/readings", reading(NOW, "temperature", 31, "Cel"));

    assertTrue(said.isWhole());
    assertEquals(Topics.READINGS, said.topic());
    assertEquals("goats", said.arrivals().get(0).place());
  }

  @Test
  void one_bad_message_of_an_array_costs_nothing_but_itself() {
    String array =
        "["
            + reading(NOW, "temperature", 21, "Cel")
            + ","
            + reading(NOW, "temperature", -275.15, "Cel")
            + ","
            + reading(NOW, "humidity", 50, "%RH")
            + "]";

    Intake.Said said = judge("anima/v1/goat-barn/readings", array);

    assertEquals(2, said.arrivals().size());
    assertEquals("impossible-value", said.refusals().get(0).reason());
    assertFalse(said.foreign());
  }

  @ParameterizedTest
  @CsvSource({
    "temperature, 21, K, wrong-unit",
    "happiness, 21, Cel, unknown-quantity",
    "humidity, 130, %RH, impossible-value",
  })
  void what_cannot_be_accepted_says_why(String quantity, double value, String unit, String reason) {
    Intake.Said said = judge("anima/v1/goat-barn/readings", reading(NOW, quantity, value, unit));

    assertEquals(reason, said.refusals().get(0).reason());
    assertEquals("goat-barn", said.refusals().get(0).station());
    assertTrue(said.refusals().get(0).text().contains(quantity));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T10:05:00Z, true",
    "2026-11-23T10:05:01Z, false",
    "2000-01-01T00:00:00Z, true",
    "1999-12-31T23:59:59Z, false",
    "1970-01-01T00:00:12Z, false",
  })
  void an_impossible_clock_is_refused_and_a_late_reading_is_not(Instant at, boolean accepted) {
    Intake.Said said = judge("anima/v1/goat-barn/readings", reading(at, "temperature", 21, "Cel"));

    assertEquals(accepted, said.isWhole());
    if (!accepted) {
      assertEquals("impossible-time", said.refusals().get(0).reason());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "anima/v1/other-barn/readings, foreign-topic",
    "anima/v2/goat-barn/readings, unknown-version",
    "anima/v1/goat-barn/positions, wrong-kind",
    "anima/v1/goat-barn/footfall, wrong-kind",
    "anima/v1/goat-barn/plan, unreadable",
    "anima/v1/goat-barn/readings/x, unreadable",
    "anima/v1/#/readings, unreadable",
    "'', unreadable",
    "$SYS/broker, unreadable",
  })
  void a_station_writes_only_topics_of_its_own(String topic, String reason) {
    Intake.Said said = judge(topic, reading(NOW, "temperature", 21, "Cel"));

    assertTrue(said.foreign());
    assertTrue(said.arrivals().isEmpty());
    assertEquals(reason, said.refusals().get(0).reason());
  }

  @Test
  void a_topic_with_a_null_character_is_refused_like_any_other_that_is_not_ours() {
    Intake.Said said = judge("anima/v1/goat-barn/rea\u0000dings", "{}");

    assertTrue(said.foreign());
  }

  @Test
  void a_message_that_names_another_station_is_refused_and_the_connection_kept() {
    String message = reading(NOW, "temperature", 21, "Cel").replace("goat-barn", "other-barn");

    Intake.Said said = judge("anima/v1/goat-barn/readings", message);

    assertEquals("foreign-station", said.refusals().get(0).reason());
    assertFalse(said.foreign());
  }

  private static Intake.Said judge(String topic, String payload) {
    return Intake.judge(BARN, topic, payload.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static String reading(Instant at, String quantity, double value, String unit) {
    return """
        {"station":"goat-barn","boot":1,"sequence":1,"measuredAt":"%s","clock":"synced",
         "readings":[{"quantity":"%s","value":%s,"unit":"%s"}]}"""
        .formatted(at, quantity, value, unit);
  }
}
