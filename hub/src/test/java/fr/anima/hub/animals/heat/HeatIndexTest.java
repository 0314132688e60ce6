package fr.anima.hub.animals.heat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.heat.HeatIndex.Absent;
import fr.anima.hub.animals.heat.HeatIndex.Present;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeatIndexTest {
  private static final Instant TEN = Instant.parse("2026-07-23T10:00:00Z");
  private static final Map<String, Double> PERIODS = Map.of("temperature", 60.0, "humidity", 30.0);

  @ParameterizedTest
  @CsvSource({"24, 80, 73.3", "24, 100, 75.2", "30, 50, 78.3", "0, 50, 39.2"})
  void it_is_the_formula_of_noaa(double celsius, double percent, double index) {
    assertEquals(index, HeatIndex.thi(celsius, percent), 0.06);
  }

  @Test
  void it_is_as_old_as_the_older_of_its_two_values() {
    HeatIndex index = HeatIndex.of(present(latest(60), latest(10), Set.of()), TEN).orElseThrow();

    assertEquals(TEN.minusSeconds(60), index.measuredAt());
    assertEquals(73.3, index.value(), 0.05);
  }

  @Test
  void there_is_none_of_a_value_older_than_three_periods() {
    assertEquals(Optional.empty(), why(present(latest(180), latest(90), Set.of())));
    assertEquals(Optional.of(Absent.STALE), why(present(latest(181), latest(10), Set.of())));
    assertEquals(Optional.of(Absent.STALE), why(present(latest(10), latest(91), Set.of())));
  }

  @Test
  void there_is_none_of_a_value_in_doubt_or_never_measured() {
    assertEquals(
        Optional.of(Absent.DOUBTED),
        why(present(latest(10), latest(10), Set.of(Quantity.HUMIDITY))));
    assertEquals(
        Optional.of(Absent.NOT_MEASURED),
        why(new Present(PERIODS, Map.of(Quantity.TEMPERATURE, latest(1)), Set.of())));
    assertEquals(
        Optional.of(Absent.NOT_MEASURED),
        why(new Present(Map.of(), present(latest(1), latest(1), Set.of()).latest(), Set.of())));
  }

  private static Optional<Absent> why(Present present) {
    assertEquals(HeatIndex.absent(present, TEN).isEmpty(), HeatIndex.of(present, TEN).isPresent());
    return HeatIndex.absent(present, TEN);
  }

  private static Latest latest(int secondsAgo) {
    return new Latest(0, TEN.minusSeconds(secondsAgo), TEN, false);
  }

  private static Present present(Latest warmth, Latest moisture, Set<Quantity> doubted) {
    return new Present(
        PERIODS,
        Map.of(
            Quantity.TEMPERATURE,
            new Latest(24, warmth.measuredAt(), TEN, false),
            Quantity.HUMIDITY,
            new Latest(80, moisture.measuredAt(), TEN, false)),
        doubted);
  }
}
