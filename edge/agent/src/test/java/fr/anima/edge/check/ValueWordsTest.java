package fr.anima.edge.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValueWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void what_is_possible_is_told_beside_what_is_not() {
    ValueWords words = ValueWords.of(values(Map.of("temperature", Double.NaN, "humidity", 61.4)));

    assertEquals("humidity 61 %", words.values());
    assertEquals(
        List.of("temperature NaN is not possible; expected -60.0 to 100.0 Cel"),
        words.impossible());
  }

  @Test
  void a_quantity_that_nobody_knows_is_not_possible_either() {
    ValueWords words = ValueWords.of(values(Map.of("happiness", 1.0)));

    assertEquals("", words.values());
    assertTrue(words.impossible().get(0).contains("happiness"), words.toString());
  }

  @ParameterizedTest
  @EnumSource
  void every_quantity_has_words(Quantity quantity) {
    ValueWords words = ValueWords.of(values(Map.of(quantity.word(), 0.0)));

    assertEquals(quantity == Quantity.PRESSURE, words.values().isEmpty(), words.toString());
  }

  @Test
  void a_place_has_its_satellites_and_a_count_its_minutes() {
    Sample fix =
        new Sample.Fix(
            NOW,
            Sample.TimeOf.SENSOR,
            50.951234,
            1.8587,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalInt.of(8));
    Sample count = new Sample.Count(NOW, Sample.TimeOf.STATION, NOW.minusSeconds(900), 12, 9);

    assertEquals("50.95123, 1.85870, 8 satellites", ValueWords.of(fix).values());
    assertEquals("12 in, 9 out, in 15 minutes", ValueWords.of(count).values());
  }

  private static Sample values(Map<String, Double> byQuantity) {
    return new Sample.Values(NOW, Sample.TimeOf.STATION, byQuantity);
  }
}
