package fr.anima.hub.animals.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.limits.ConditionJudge.Judged;
import fr.anima.hub.animals.limits.ConditionJudge.Reading;
import fr.anima.hub.animals.limits.Episode.Phase;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionJudgeTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Limit HOT =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 29, 60, 120, Severity.URGENCE);
  private static final Limit DRY =
      new Limit(Quantity.WATER_LEVEL, Side.BELOW, 20, 40, 0, 0, Severity.ALERTE);

  private static final Enclosure BARN =
      new Enclosure(
          "goat-barn",
          "Chèvrerie",
          List.of("chèvre"),
          List.of(),
          Map.of("temperature", 30.0, "water-level", 30.0));

  private Episode episode = Episode.NONE;
  private Limit limit = HOT;
  private final List<AlertSignal> signals = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"0,1", "60,2", "300,3", "1800,4", "0,5", "60,6", "300,7", "1800,8"})
  void an_hour_of_trembling_around_the_limit_rings_once_and_never_clears(int raiseAfter, int seed) {
    limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 29, raiseAfter, 0, Severity.URGENCE);
    Random noise = new Random(seed);

    for (int second = 0; second <= 3600; second += 10) {
      measure(second, 30 + (noise.nextDouble() * 2 - 1) * 0.3);
    }

    assertEquals(1, raised());
    assertEquals(0, cleared());
  }

  @Test
  void an_alert_says_since_when_and_which_reading_completed_the_duration() {
    measure(0, 30);
    measure(30, 31);
    measure(60, 32.5);

    AlertSignal.Beginning alert = signals.get(0).alert();
    assertEquals(TEN, alert.since());
    assertEquals(TEN.plusSeconds(60), alert.raisedAt());
    assertEquals(OptionalDouble.of(32.5), alert.value());
    assertEquals(Optional.of(Phase.ACTIVE), phase());
  }

  @Test
  void a_near_miss_is_never_announced() {
    measure(0, 35);
    measure(30, 35);
    measure(50, 20);
    measure(70, 35);
    measure(100, 20);

    assertEquals(List.of(), signals);
    assertEquals(Optional.empty(), phase());
  }

  @Test
  void a_value_between_the_levels_neither_rings_nor_clears() {
    measure(0, 30);
    measure(30, 29.5);
    measure(60, 29.5);
    measure(90, 29.5);
    assertEquals(Optional.of(Phase.PENDING), phase());

    measure(120, 30);
    measure(150, 29.5);
    measure(180, 29.5);

    assertEquals(1, raised());
    assertEquals(0, cleared());
  }

  @Test
  void an_alert_clears_when_safety_lasted_long_enough() {
    raise();
    measure(90, 29);
    measure(150, 20);
    assertEquals(0, cleared());

    measure(210, 20);

    assertEquals(Optional.of(TEN.plusSeconds(210)), signals.get(1).clearedAt());
    assertEquals(signals.get(0).alert(), signals.get(1).alert());
    assertEquals(Optional.empty(), phase());
  }

  @Test
  void a_relapse_while_recovering_is_the_same_alert_and_no_new_notice() {
    raise();
    measure(90, 20);
    measure(120, 34);
    measure(150, 20);
    measure(210, 20);
    assertEquals(1, signals.size());

    measure(270, 20);

    assertEquals(1, raised());
    assertEquals(1, cleared());
  }

  @Test
  void a_gap_starts_the_pending_clock_anew() {
    measure(0, 35);
    measure(61, 35); // more than two periods of 30 s: nobody knows what was between
    assertEquals(List.of(), signals);

    measure(91, 35);
    measure(121, 35);

    assertEquals(TEN.plusSeconds(61), signals.get(0).alert().since());
  }

  @Test
  void two_periods_are_not_yet_a_gap() {
    measure(0, 35);
    measure(60, 35);

    assertEquals(1, raised());
  }

  @Test
  void a_gap_starts_the_recovering_clock_anew() {
    raise();
    measure(90, 20);
    measure(400, 20);
    measure(460, 20);
    assertEquals(0, cleared());

    measure(520, 20);

    assertEquals(1, cleared());
  }

  @Test
  void an_alert_stands_through_a_gap() {
    raise();
    measure(7200, 35);

    assertEquals(Optional.of(Phase.ACTIVE), phase());
    assertEquals(1, signals.size());
  }

  @Test
  void a_late_reading_never_rings() {
    measure(600, 20);
    for (int second = 0; second < 600; second += 30) {
      measure(second, 40);
    }

    assertEquals(List.of(), signals);
    assertEquals(Optional.empty(), phase());
  }

  @Test
  void a_late_reading_never_clears() {
    limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 29, 0, 0, Severity.URGENCE);
    measure(600, 35);
    measure(500, 10);

    assertEquals(Optional.of(Phase.ACTIVE), phase());
    assertEquals(0, cleared());
  }

  @Test
  void of_two_readings_of_one_instant_the_worse_decides_in_either_order() {
    limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 29, 0, 0, Severity.URGENCE);
    measure(0, 35);
    measure(0, 10);
    assertEquals(Optional.of(Phase.ACTIVE), phase());

    episode = Episode.NONE;
    measure(0, 10);
    measure(0, 35);

    assertEquals(Optional.of(Phase.ACTIVE), phase());
  }

  @Test
  void too_little_rings_as_well_as_too_much() {
    limit = DRY;
    measure(0, 21);
    assertEquals(0, raised());
    measure(30, 20);
    measure(60, 39);
    assertEquals(0, cleared());

    measure(90, 40);

    assertEquals(1, raised());
    assertEquals(1, cleared());
  }

  @Test
  void the_same_episode_always_has_the_same_id_and_another_one_another() {
    raise();
    AlertSignal first = signals.get(0);
    episode = Episode.NONE;
    signals.clear();

    raise();
    measure(90, 20);
    measure(150, 20);
    measure(210, 20);
    measure(240, 35);
    measure(300, 35);

    assertEquals(first, signals.get(0));
    assertEquals(3, signals.size());
    assertTrue(!first.alert().id().equals(signals.get(2).alert().id()));
  }

  @Test
  void an_alert_whose_limit_is_taken_away_is_cleared_by_the_next_reading() {
    raise();
    Judged late = ConditionJudge.judge(BARN, List.of(), episode, reading(0, 35));
    Judged next = ConditionJudge.judge(BARN, List.of(), episode, reading(90, 35));

    assertEquals(Optional.empty(), late.signal());
    assertEquals(TEN.plusSeconds(90), next.signal().orElseThrow().clearedAt().orElseThrow());
    assertEquals(List.of(), next.episode().rungs());
  }

  private void raise() {
    measure(0, 35);
    measure(30, 35);
    measure(60, 35);
    assertEquals(1, raised());
  }

  private void measure(int second, double value) {
    Judged judged = ConditionJudge.judge(BARN, List.of(limit), episode, reading(second, value));
    episode = judged.episode();
    judged.signal().ifPresent(signals::add);
  }

  private Optional<Phase> phase() {
    return episode.rungs().stream().map(Episode.Rung::phase).findFirst();
  }

  private static Reading reading(int second, double value) {
    return new Reading(TEN.plusSeconds(second), value);
  }

  private long raised() {
    return signals.stream().filter(it -> it.clearedAt().isEmpty()).count();
  }

  private long cleared() {
    return signals.stream().filter(it -> it.clearedAt().isPresent()).count();
  }
}
