package fr.anima.hub.animals.rules;

import static fr.anima.wire.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.hub.animals.alerts.Doubt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** A sensor a reading of which comes each half hour; days begin at midnight, 14 h after ten. */
class DriftTest {
  private static final int HOUR = 3600;
  private static final int DAY = 24 * HOUR;
  private static final int MIDNIGHT = 14 * HOUR;

  private final Watched<Drift.Courses> barn =
      new Watched<>(new Drift(), Map.of("temperature", 1800.0));

  @Test
  void a_level_that_leaves_its_habit_is_told_when_the_day_is_over_and_rings_softly() {
    days(0, 9, day -> 20);
    days(9, 10, day -> 24);
    assertEquals(List.of(), barn.told());

    days(10, 11, day -> 24);

    assertEquals(List.of("suspect temperature pi-1 ATTENTION " + midnight(10)), barn.told());
    assertFalse(barn.isDoubted(TEMPERATURE), "it may be true: limits go on by it");
  }

  @Test
  void it_says_of_which_day_and_how_far_it_was() {
    days(0, 9, day -> 20);
    days(9, 11, day -> 24);

    var alert = barn.news().get(0).alert();

    assertEquals(Optional.of(Doubt.DRIFT), alert.doubt());
    assertEquals(Watched.at(midnight(9)), alert.since());
    assertEquals(24, alert.value().orElseThrow());
  }

  @Test
  void it_is_over_when_the_level_is_back_or_has_become_the_habit() {
    days(0, 9, day -> 20);
    days(9, 11, day -> 24);
    days(11, 13, day -> 20);
    assertEquals("suspect temperature pi-1 over " + midnight(12), barn.told().get(1));

    days(13, 40, day -> 26);

    assertEquals(
        List.of(
            "suspect temperature pi-1 ATTENTION " + midnight(14),
            "suspect temperature pi-1 over " + midnight(19)),
        barn.told());
  }

  @Test
  void who_is_restless_anyway_may_move_further() {
    days(0, 14, day -> 16 + day * 4 % 10);
    days(14, 16, day -> 26);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_week_makes_a_habit_and_less_does_not() {
    days(0, 6, day -> 20);
    days(6, 8, day -> 30);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void weather_that_all_sensors_feel_tells_of_none_and_one_that_parts_is_told() {
    for (int day = 0; day < 12; day++) {
      double outdoors = day < 9 ? 5 : 15;
      double third = day < 11 ? outdoors + 2 : outdoors + 7;
      for (int hour = 0; hour < 24; hour++) {
        int at = midnight(day) + hour * HOUR;
        barn.hears(at, "pi-1", TEMPERATURE, outdoors);
        barn.hears(at, "pi-2", TEMPERATURE, outdoors + 1);
        barn.hears(at, "pi-3", TEMPERATURE, third);
      }
    }
    assertEquals(List.of(), barn.told());

    for (String each : List.of("pi-1", "pi-2", "pi-3")) {
      barn.hears(midnight(12), each, TEMPERATURE, 15);
    }

    assertEquals(List.of("suspect temperature pi-3 ATTENTION " + midnight(12)), barn.told());
  }

  @Test
  void what_a_backlog_shows_rings_only_if_it_is_still_so() {
    days(0, 9, day -> 20);
    for (int hour = 0; hour < 30; hour++) {
      int at = midnight(9) + hour * HOUR;
      barn.hears(at, midnight(11), "pi-1", TEMPERATURE, 24);
    }

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_sensor_that_is_gone_drifts_no_longer_and_is_known_again_when_it_is_back() {
    days(0, 9, day -> 20);
    days(9, 11, day -> 24);
    barn.returns(midnight(13));
    assertEquals("suspect temperature pi-1 over " + midnight(13), barn.told().get(1));

    days(13, 15, day -> 24);

    assertEquals(List.of("suspect temperature pi-1 ATTENTION " + midnight(13)), barn.told());
  }

  private static int midnight(int day) {
    return MIDNIGHT + day * DAY;
  }

  /** Of those days, the first included, a reading each half hour; warmer by four at noon. */
  private void days(int from, int until, IntToDoubleFunction level) {
    for (int day = from; day < until; day++) {
      for (int half = 0; half < 48; half++) {
        double course = half > 20 && half < 28 ? 4 : 0;
        int at = midnight(day) + half * HOUR / 2;
        barn.hears(at, "pi-1", TEMPERATURE, level.applyAsDouble(day) + course);
      }
    }
  }
}
