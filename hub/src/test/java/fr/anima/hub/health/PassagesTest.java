package fr.anima.hub.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.health.Health.Condition;
import fr.anima.hub.health.Passages.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PassagesTest {
  private static final Instant START = Instant.parse("2027-03-01T10:00:00Z");
  private static final Duration EVERY = Canary.EVERY;

  private final Passages passages = new Passages(START);
  private Instant now = START;
  private long number;

  @Test
  void a_hub_is_not_ready_before_a_reading_has_come_through_and_is_from_then_on() {
    assertEquals(Condition.ILL, at(Stage.DOOR));

    pass(EVERY, Optional.empty());

    assertEquals(healthy(), conditions());
  }

  @Test
  void until_the_first_reading_has_come_through_a_minute_is_asked_for_and_then_the_remedy() {
    passages.begun(++number, now);
    wait(Duration.ofSeconds(59));
    assertTrue(passages.check(Stage.DOOR, now).remedy().orElse("").contains("wait a minute"));

    wait(Duration.ofSeconds(1));

    assertEquals(Optional.empty(), passages.check(Stage.DOOR, now).remedy());
    assertEquals(Condition.ILL, at(Stage.DOOR));
  }

  @ParameterizedTest
  @EnumSource
  void the_stage_that_lets_nothing_through_is_named_alone_within_thirty_seconds(Stage broken) {
    pass(Duration.ofSeconds(1), Optional.empty());

    // The worst moment to break: just after a reading came through.
    wait(EVERY.minusSeconds(1));
    pass(Duration.ofSeconds(16), Optional.of(broken));

    Map<Stage, Condition> expected = healthy();
    expected.put(broken, Condition.ILL);
    assertEquals(expected, conditions());
    pass(EVERY, Optional.empty());
    assertEquals(healthy(), conditions());
  }

  @Test
  void seconds_of_delay_everywhere_are_nobodys_illness() {
    pass(Duration.ofSeconds(90), Optional.empty());
    List<Map<Stage, Condition>> seen = new ArrayList<>();

    for (int i = 0; i < 360; i++) {
      passages.begun(++number, now);
      for (Stage stage : Stage.values()) {
        wait(Duration.ofSeconds(4));
        seen.add(conditions());
        passages.passed(stage, number, now);
      }
    }

    assertEquals(List.of(healthy()), seen.stream().distinct().toList());
  }

  @Test
  void a_reading_that_was_lost_on_its_way_is_forgiven_when_the_next_comes_through() {
    pass(Duration.ofSeconds(90), Optional.empty());
    passages.begun(++number, now);
    wait(EVERY);
    pass(EVERY, Optional.empty());

    wait(Duration.ofSeconds(60));

    assertEquals(healthy(), conditions());
  }

  @Test
  void a_machine_that_slept_or_whose_clock_was_set_is_not_ill() {
    pass(Duration.ofSeconds(90), Optional.empty());
    passages.begun(++number, now);

    now = now.plus(Duration.ofDays(2));
    passages.look(now);
    assertEquals(healthy(), conditions());
    passages.begun(++number, now);
    now = now.minus(Duration.ofDays(400));
    passages.look(now);

    assertEquals(healthy(), conditions());
  }

  /** Readings set out as usual and come through all but one, each in a moment. */
  private void pass(Duration time, Optional<Stage> broken) {
    for (long second = 0; second < time.toSeconds(); second++) {
      if (second % EVERY.toSeconds() == 0) {
        passages.begun(++number, now);
        for (Stage stage : Stage.values()) {
          boolean through = broken.isEmpty() || (stage != broken.get() && reaches(stage, broken));
          if (through) {
            passages.passed(stage, number, now);
          }
        }
      }
      wait(Duration.ofSeconds(1));
    }
  }

  private static boolean reaches(Stage stage, Optional<Stage> broken) {
    boolean nothingIn = broken.filter(it -> it == Stage.DOOR || it == Stage.LOG).isPresent();
    return !nothingIn || (stage == Stage.DOOR && broken.get() == Stage.LOG);
  }

  private void wait(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      now = now.plusSeconds(1);
      passages.look(now);
    }
  }

  private Condition at(Stage stage) {
    return passages.check(stage, now).condition();
  }

  private Map<Stage, Condition> conditions() {
    Map<Stage, Condition> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, at(stage));
    }
    return all;
  }

  private static Map<Stage, Condition> healthy() {
    Map<Stage, Condition> all = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      all.put(stage, Condition.WELL);
    }
    return all;
  }
}
