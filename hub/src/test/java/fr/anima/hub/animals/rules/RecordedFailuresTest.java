package fr.anima.hub.animals.rules;

import static fr.anima.wire.Quantity.HUMIDITY;
import static fr.anima.wire.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.limits.ConditionJudge;
import fr.anima.hub.animals.limits.ConditionJudge.Judged;
import fr.anima.hub.animals.limits.ConditionJudge.Reading;
import fr.anima.hub.animals.limits.Episode;
import fr.anima.hub.animals.rules.RecordedClimate.Sample;
import fr.anima.hub.animals.rules.RecordedClimate.Window;
import fr.anima.wire.Quantity;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a keeper would have been told of a room whose air conditioning failed twice, and of a house
 * in which nothing failed but one sensor. Neither is a shed: the figures say how these rules do on
 * recordings that somebody else labelled, not how they do on a farm. What {@link
 * RecordedClimateTest} has of suspicion in the house is not repeated.
 */
class RecordedFailuresTest {
  private static final double HOURLY = 3600;
  private static final double TEN_MINUTES = 600;

  /** As the profile of guinea pigs proposes them: comfort 18 to 24 °C, danger from 29 °C. */
  private static final List<List<Limit>> COMFORT =
      List.of(
          List.of(
              new Limit(TEMPERATURE, Side.ABOVE, 29, 28, 120, 600, Severity.URGENCE),
              new Limit(TEMPERATURE, Side.ABOVE, 24, 23, 600, 600, Severity.ATTENTION)),
          List.of(new Limit(TEMPERATURE, Side.BELOW, 18, 19, 600, 600, Severity.ATTENTION)));

  /** What came of a rule: failures it found, alarms within failures, and all alarms. */
  private record Score(int found, int right, int alarms) {
    static Score of(List<Integer> alarms, List<Window> windows) {
      int found = (int) windows.stream().filter(it -> alarms.stream().anyMatch(it::has)).count();
      int right =
          (int) alarms.stream().filter(at -> windows.stream().anyMatch(it -> it.has(at))).count();
      return new Score(found, right, alarms.size());
    }

    private Score printed(String what, int of, List<Sample> samples) {
      double days = samples.get(samples.size() - 1).second() / 86_400.0;
      System.out.printf(
          "%s: %d of %d failures found, %d of %d alarms within one, %.3f alarms a day%n",
          what, found, of, right, alarms, alarms / days);
      return this;
    }
  }

  @Test
  void a_room_that_failed_twice_leaves_its_comfort_once_for_that_and_often_besides()
      throws IOException {
    List<Sample> room = RecordedClimate.room();
    List<Integer> all = beyond(COMFORT, room, HOURLY);
    List<Integer> danger = beyond(List.of(COMFORT.get(0).subList(0, 1)), room, HOURLY);

    assertEquals(new Score(1, 7, 63), score("room, comfort", all, room));
    assertEquals(new Score(1, 1, 1), score("room, danger of heat", danger, room));
  }

  @Test
  void no_reading_of_the_room_is_one_that_cannot_be() throws IOException {
    List<Sample> room = RecordedClimate.room();

    assertEquals(
        new Score(0, 0, 0),
        score("room, suspicion", alarms(Suspicion::new, room, TEMPERATURE, HOURLY), room));
  }

  @Test
  void one_failure_of_the_room_is_a_level_that_leaves_its_habit() throws IOException {
    List<Sample> room = RecordedClimate.room();

    assertEquals(
        new Score(1, 1, 3),
        score("room, drift", alarms(Drift::new, room, TEMPERATURE, HOURLY), room));
  }

  @Test
  void in_the_house_a_level_leaves_its_habit_where_weather_and_people_do() throws IOException {
    assertEquals(List.of(0, 0, 0, 0, 1, 4, 0, 0, 0), house(Drift::new, "T", TEMPERATURE));
    assertEquals(List.of(0, 0, 0, 0, 0, 7, 0, 0, 0), house(Drift::new, "RH_", HUMIDITY));
  }

  @Test
  void in_the_house_the_rooms_are_often_out_of_the_comfort_of_guinea_pigs() throws IOException {
    List<Integer> alarms = new ArrayList<>();
    for (int place = 1; place <= 9; place++) {
      alarms.add(beyond(COMFORT, RecordedClimate.house("T" + place), TEN_MINUTES).size());
    }
    System.out.println("house, comfort: alarms by place in 91 days " + alarms);

    assertEquals(List.of(6, 37, 12, 13, 33, 3, 10, 21, 2), alarms);
  }

  private static Score score(String what, List<Integer> alarms, List<Sample> samples)
      throws IOException {
    List<Window> failures = RecordedClimate.failures();
    return Score.of(alarms, failures).printed(what, failures.size(), samples);
  }

  /** How often a rule rang of each of the nine places, each a sensor alone. */
  private static List<Integer> house(Supplier<Rule<?>> rule, String column, Quantity quantity)
      throws IOException {
    List<Integer> counts = new ArrayList<>();
    for (int place = 1; place <= 9; place++) {
      List<Sample> samples = RecordedClimate.house(column + place);
      counts.add(alarms(rule, samples, quantity, TEN_MINUTES).size());
    }
    System.out.printf("house, %s: alarms by place in 91 days %s%n", column, counts);
    return counts;
  }

  private static List<Integer> alarms(
      Supplier<? extends Rule<?>> rule, List<Sample> samples, Quantity quantity, double period) {
    Watched<?> place = new Watched<>(rule.get(), Map.of(quantity.word(), period));
    samples.forEach(it -> place.hears(it.second(), "pi", quantity, it.value()));
    return place.news().stream()
        .filter(it -> it.clearedAt().isEmpty() && it.regraded().isEmpty())
        .map(it -> second(it.alert().raisedAt()))
        .toList();
  }

  /** When an alert of either side's limits began. */
  private static List<Integer> beyond(
      List<List<Limit>> sides, List<Sample> samples, double period) {
    return sides.stream()
        .flatMap(limits -> beyond(limits, samples, Map.of(TEMPERATURE.word(), period)))
        .sorted()
        .toList();
  }

  private static Stream<Integer> beyond(
      List<Limit> limits, List<Sample> samples, Map<String, Double> periods) {
    Enclosure barn = new Enclosure("barn", "Étable", List.of(), limits, periods);
    List<AlertSignal> signals = new ArrayList<>();
    Episode episode = Episode.NONE;
    for (Sample each : samples) {
      Reading reading = new Reading(Watched.at(each.second()), each.value());
      Judged judged = ConditionJudge.judge(barn, limits, episode, reading);
      episode = judged.episode();
      judged.signal().ifPresent(signals::add);
    }
    return signals.stream()
        .filter(it -> it.clearedAt().isEmpty() && it.regraded().isEmpty())
        .map(it -> second(it.alert().raisedAt()));
  }

  private static int second(Instant at) {
    return (int) (at.getEpochSecond() - Watched.TEN.getEpochSecond());
  }
}
