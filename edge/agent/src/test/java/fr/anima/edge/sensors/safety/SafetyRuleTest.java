package fr.anima.edge.sensors.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.safety.SafetyRule.Reason;
import fr.anima.edge.sensors.safety.SafetyRule.State;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SafetyRuleTest {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration REST = Duration.ofMinutes(5);
  private static final Duration LOST = Duration.ofMinutes(1);
  private static final SafetyRule FAN = new SafetyRule(28, 26, LONGEST, REST, LOST);
  private static final SafetyRule LAMP = new SafetyRule(5, 8, LONGEST, REST, LOST);

  private State state = State.off(0);

  @Test
  void a_fan_starts_at_its_limit_and_stops_only_below_the_lower_one() {
    assertFalse(at(FAN, 0, 27.9));
    assertTrue(at(FAN, 1, 28));
    assertTrue(at(FAN, 2, 26.1), "between the two it stays as it is");
    assertFalse(at(FAN, 3, 26));
    assertFalse(at(FAN, 4, 27.9));
  }

  @Test
  void a_lamp_works_the_other_way_round() {
    assertFalse(at(LAMP, 0, 5.1));
    assertTrue(at(LAMP, 1, 5));
    assertTrue(at(LAMP, 2, 7.9));
    assertFalse(at(LAMP, 3, 8));
  }

  @Test
  void a_run_ends_after_its_longest_time_and_rests_before_the_next() {
    assertTrue(at(FAN, 0, 35));
    assertTrue(at(FAN, 899, 35));
    assertFalse(at(FAN, 900, 35));
    assertEquals(Reason.RESTING, state.reason());
    assertFalse(at(FAN, 1199, 35));
    assertTrue(at(FAN, 1200, 35));
  }

  @Test
  void a_lost_sensor_is_off_at_once_and_on_again_when_it_speaks() {
    assertTrue(at(FAN, 0, 35));
    state = FAN.judge(state, OptionalDouble.empty(), seconds(10));

    assertFalse(state.isOn());
    assertEquals(Reason.SENSOR_LOST, state.reason());
    assertTrue(at(FAN, 11, 35));
    assertFalse(FAN.judge(state, OptionalDouble.of(Double.NaN), seconds(12)).isOn());
  }

  @Test
  void a_sensor_that_comes_and_goes_does_not_shorten_the_rest() {
    at(FAN, 0, 35);
    at(FAN, 900, 35);
    state = FAN.judge(state, OptionalDouble.empty(), seconds(1000));

    assertFalse(at(FAN, 1001, 35));
    assertTrue(at(FAN, 1200, 35));
  }

  @Test
  void a_rule_without_hysteresis_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new SafetyRule(28, 28, LONGEST, REST, LOST));
    assertThrows(
        IllegalArgumentException.class, () -> new SafetyRule(28, Double.NaN, LONGEST, REST, LOST));
  }

  private boolean at(SafetyRule rule, long seconds, double value) {
    state = rule.judge(state, OptionalDouble.of(value), seconds(seconds));
    return state.isOn();
  }

  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}
