package fr.anima.hub.animals.rules;

import static fr.anima.wire.Quantity.DOOR;
import static fr.anima.wire.Quantity.HUMIDITY;
import static fr.anima.wire.Quantity.TEMPERATURE;
import static fr.anima.wire.Quantity.WATER_LEVEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.wire.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final int HOUR = 3600;

  private final Watched<Suspicion.Notes> barn =
      new Watched<>(
          new Suspicion(),
          Map.of("temperature", 60.0, "humidity", 60.0, "water-level", 60.0, "door", 60.0));

  @Test
  void a_leap_no_air_makes_is_doubted_told_and_over_with_the_next_likely_reading() {
    barn.hears(0, "pi-1", TEMPERATURE, 20);
    barn.hears(60, "pi-1", TEMPERATURE, 85);
    assertTrue(barn.isDoubted(TEMPERATURE));

    barn.hears(120, "pi-1", TEMPERATURE, 20.1);

    assertFalse(barn.isDoubted(TEMPERATURE));
    List<AlertSignal> news = barn.news();
    assertEquals(Optional.of(Doubt.JUMP), news.get(0).alert().doubt());
    assertEquals(Optional.of(Watched.at(120)), news.get(1).clearedAt());
  }

  @Test
  void what_stays_where_it_leapt_to_is_believed_at_the_third_reading() {
    barn.hears(0, "pi-1", TEMPERATURE, 5);
    barn.hears(60, "pi-1", TEMPERATURE, 30);
    barn.hears(120, "pi-1", TEMPERATURE, 31);
    assertTrue(barn.isDoubted(TEMPERATURE));

    barn.hears(180, "pi-1", TEMPERATURE, 31);

    assertFalse(barn.isDoubted(TEMPERATURE));
    assertEquals(
        List.of("suspect temperature pi-1 ALERTE 60", "suspect temperature pi-1 over 180"),
        barn.told());
  }

  @Test
  void a_sensor_that_leaps_to_and_fro_is_doubted_as_long_as_it_does() {
    barn.hears(0, "pi-1", TEMPERATURE, 20);
    for (int minute = 1; minute <= 30; minute++) {
      barn.hears(minute * 60, "pi-1", TEMPERATURE, minute % 2 == 0 ? 80 : -40);
    }

    assertEquals(List.of("suspect temperature pi-1 ALERTE 60"), barn.told());
  }

  @Test
  void a_quick_but_possible_change_and_one_after_a_gap_are_believed() {
    barn.hears(0, "pi-1", TEMPERATURE, 5);
    barn.hears(60, "pi-1", TEMPERATURE, 20);
    barn.hears(60 + 2 * HOUR, "pi-1", TEMPERATURE, -20);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_temperature_that_stays_exactly_the_same_for_a_day_is_doubted_until_it_moves() {
    constant(TEMPERATURE, 21.5, 0, 25 * HOUR);
    assertTrue(barn.isDoubted(TEMPERATURE));

    barn.hears(25 * HOUR + 60, "pi-1", TEMPERATURE, 21.6);

    assertFalse(barn.isDoubted(TEMPERATURE));
    assertEquals(
        List.of("suspect temperature pi-1 ALERTE 86400", "suspect temperature pi-1 over 90060"),
        barn.told());
  }

  @Test
  void since_is_when_it_began_to_stand_still() {
    barn.hears(0, "pi-1", TEMPERATURE, 21);
    constant(TEMPERATURE, 21.5, 60, 25 * HOUR);

    AlertSignal.Beginning stuck = barn.news().get(0).alert();

    assertEquals(Watched.at(60), stuck.since());
    assertEquals(Optional.of(Doubt.CONSTANT), stuck.doubt());
  }

  @Test
  void saturated_air_doors_and_water_may_stay_for_days() {
    constant(HUMIDITY, 100, 0, 48 * HOUR);
    constant(DOOR, 0, 0, 48 * HOUR);
    constant(WATER_LEVEL, 80, 0, 48 * HOUR);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void air_without_any_water_is_a_broken_sensor() {
    barn.hears(0, "pi-1", HUMIDITY, 20);
    barn.hears(60, "pi-1", HUMIDITY, 1);
    assertTrue(barn.isDoubted(HUMIDITY));

    barn.hears(120, "pi-1", HUMIDITY, 19);

    assertEquals(
        List.of("suspect humidity pi-1 ALERTE 60", "suspect humidity pi-1 over 120"), barn.told());
  }

  @Test
  void few_readings_prove_nothing_however_far_apart() {
    for (int reading = 0; reading < 29; reading++) {
      barn.hears(reading * HOUR, "pi-1", TEMPERATURE, 21.5);
    }

    assertEquals(List.of(), barn.told());
  }

  @Test
  void it_is_less_bad_while_another_sensor_is_believed() {
    barn.hears(0, "pi-1", TEMPERATURE, 20);
    barn.hears(0, "pi-2", TEMPERATURE, 20);
    barn.hears(60, "pi-1", TEMPERATURE, 85);

    assertEquals(List.of("suspect temperature pi-1 ATTENTION 60"), barn.told());
  }

  @Test
  void a_backlog_is_doubted_but_never_told_of_what_is_over() {
    barn.hears(0, "pi-1", TEMPERATURE, 20);
    barn.hears(60, 7200, "pi-1", TEMPERATURE, 85);
    assertTrue(barn.isDoubted(TEMPERATURE));
    barn.hears(120, 7200, "pi-1", TEMPERATURE, 20);
    barn.hears(7200, "pi-1", TEMPERATURE, 20);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_reading_behind_newer_ones_is_not_doubted() {
    barn.hears(7200, "pi-1", TEMPERATURE, 20);
    barn.hears(60, 7201, "pi-1", TEMPERATURE, 90);

    assertFalse(barn.isDoubted(TEMPERATURE));
  }

  @Test
  void a_sensor_is_not_gone_while_it_tells_of_the_day_before_yesterday() {
    for (int hour = 0; hour <= 30; hour++) {
      barn.hears(hour * HOUR, 48 * HOUR + hour, "pi-1", TEMPERATURE, 21);
      barn.returns(48 * HOUR + hour);
    }

    barn.hears(48 * HOUR + 60, "pi-1", TEMPERATURE, 21);

    assertEquals(
        List.of("suspect temperature pi-1 ALERTE %d".formatted(48 * HOUR + 60)), barn.told());
  }

  @Test
  void a_doubted_sensor_that_is_gone_for_a_day_is_silent_and_no_longer_doubted() {
    barn.hears(0, "pi-1", TEMPERATURE, 20);
    barn.hears(60, "pi-1", TEMPERATURE, 85);
    barn.news();

    barn.returns(60 + 24 * HOUR + 1);

    assertEquals(List.of("suspect temperature pi-1 over 86461"), barn.told());
  }

  private void constant(Quantity quantity, double value, int from, int until) {
    for (int second = from; second <= until; second += 60) {
      barn.hears(second, "pi-1", quantity, value);
    }
  }
}
