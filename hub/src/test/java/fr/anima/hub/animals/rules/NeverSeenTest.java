package fr.anima.hub.animals.rules;

import static fr.anima.wire.Quantity.HUMIDITY;
import static fr.anima.wire.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeverSeenTest {
  private final Watched<NeverSeen.Awaited> barn =
      new Watched<>(new NeverSeen(), Map.of("temperature", 30.0, "humidity", 300.0));

  @Test
  void what_is_expected_and_never_measured_is_told_three_periods_later() {
    barn.passes(600);

    assertEquals(List.of("silent temperature ALERTE 110"), barn.told());
  }

  @Test
  void the_first_reading_ends_it_for_good() {
    barn.passes(120);
    barn.hears(130, "pi-1", TEMPERATURE, 20);
    barn.hears(130, "pi-1", HUMIDITY, 60);
    barn.passes(100_000);

    assertEquals(
        List.of("silent temperature ALERTE 110", "silent temperature over 130"), barn.told());
  }

  @Test
  void a_form_that_no_longer_expects_it_ends_it_too() {
    barn.passes(120);
    barn.expects(Map.of());
    barn.passes(130);

    assertEquals(
        List.of("silent temperature ALERTE 110", "silent temperature over 130"), barn.told());
  }

  @Test
  void nobody_is_missed_while_the_hub_was_away() {
    barn.passes(60);
    barn.returns(3600);
    barn.passes(3640);
    assertEquals(List.of(), barn.told());

    barn.passes(3660);

    assertEquals(
        List.of("silent humidity ALERTE 3650", "silent temperature ALERTE 3650"),
        barn.told().stream().sorted().toList());
  }
}
