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
import fr.anima.wire.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A side with a limit to warn and a worse one: one alert that goes up and down. */
class GradedLimitsTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  /** Tell from 28 °C held for 2 minutes, until 27 °C held for 1. */
  private static final Limit WARM = hot(28, 27, 120, 60, Severity.ALERTE);

  /** An emergency from 32 °C held for 1 minute, until 31 °C held for 3. */
  private static final Limit HOT = hot(32, 31, 60, 180, Severity.URGENCE);

  private List<Limit> limits = List.of(HOT, WARM);
  private Episode episode = Episode.NONE;
  private final List<AlertSignal> signals = new ArrayList<>();

  @Test
  void one_alert_goes_up_and_down_and_is_told_once_per_change() {
    every30(0, 29, 29, 29, 29, 29);
    every30(150, 33, 33, 33, 33);
    every30(270, 29, 29, 29, 29, 29, 29, 29);
    every30(480, 20, 20, 20);

    assertEquals(
        List.of(
            "raised ALERTE at 28.0 +120",
            "now URGENCE at 32.0 +210",
            "now ALERTE at 28.0 +450",
            "over +540"),
        told());
    assertEquals(1, signals.stream().map(it -> it.alert().id()).distinct().count());
    assertEquals(TEN, signals.get(0).alert().since());
    assertEquals(OptionalDouble.of(33), signals.get(1).regraded().orElseThrow().value());
    assertTrue(signals.get(1).regraded().orElseThrow().isWorse());
  }

  @Test
  void what_is_an_emergency_at_once_is_still_a_warning_after_it() {
    limits = List.of(hot(32, 31, 0, 60, Severity.URGENCE), hot(28, 27, 600, 60, Severity.ALERTE));

    every30(0, 20, 33, 29, 29, 29, 29);

    assertEquals(List.of("raised URGENCE at 32.0 +30", "now ALERTE at 28.0 +120"), told());
  }

  @Test
  void an_alert_began_when_the_first_of_its_limits_was_crossed() {
    every30(0, 29, 29, 29, 33, 33, 33);

    assertEquals(TEN, signals.get(0).alert().since());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void an_hour_of_trembling_around_the_worse_limit_makes_it_worse_once_and_never_better(long seed) {
    Random noise = new Random(seed);
    System.out.println("seed " + seed);

    for (int second = 0; second <= 3600; second += 10) {
      measure(second, 32 + (noise.nextDouble() * 2 - 1) * 0.3);
    }

    List<String> told = told();
    assertEquals(1, signals.stream().filter(GradedLimitsTest::isRaised).count(), told::toString);
    assertEquals(0, signals.stream().filter(it -> it.clearedAt().isPresent()).count());
    assertEquals(Optional.of(Severity.URGENCE), episode.severity());
    assertTrue(told.size() <= 2, told::toString);
  }

  @Test
  void a_relapse_while_it_gets_better_tells_nobody() {
    every30(0, 33, 33, 33);
    every30(90, 29, 29, 33, 29, 29, 29, 29, 29, 29);
    assertEquals(1, signals.size());

    every30(360, 29);

    assertEquals("now ALERTE at 28.0 +360", told().get(1));
  }

  @Test
  void an_emergency_is_over_at_once_when_all_is_well_for_as_long_as_it_asks() {
    every30(0, 33, 33, 33);
    every30(90, 20, 20, 20, 20, 20, 20, 20);

    assertEquals(List.of("raised URGENCE at 32.0 +60", "over +270"), told());
    assertEquals(
        new Episode(Optional.of(TEN.plusSeconds(270)), List.of(), Optional.empty()), episode);
  }

  @Test
  void a_gap_proves_neither_that_it_got_worse_nor_better() {
    every30(0, 29, 29, 29, 29, 29, 33);
    measure(300, 33);
    assertEquals(1, signals.size());
    every30(330, 33, 33);
    assertEquals(2, signals.size());

    every30(390, 29);
    measure(900, 29);
    every30(930, 29, 29, 29, 29, 29);
    assertEquals(2, signals.size());
    every30(1080, 29);

    assertEquals(3, signals.size());
  }

  @Test
  void a_late_reading_changes_no_grade() {
    every30(0, 29, 29, 29, 29, 29);
    measure(60, 40);
    measure(90, 10);

    assertEquals(1, signals.size());
  }

  @Test
  void an_alert_whose_worse_limit_is_taken_away_is_as_bad_as_the_other() {
    every30(0, 33, 33, 33);
    limits = List.of(WARM);

    every30(90, 33);

    assertEquals("now ALERTE at 28.0 +90", told().get(1));
  }

  @Test
  void an_alert_whose_limit_gets_another_severity_is_as_bad_as_that() {
    limits = List.of(WARM);
    every30(0, 29, 29, 29, 29, 29);
    limits = List.of(hot(28, 27, 120, 60, Severity.ATTENTION));

    every30(150, 29);

    assertEquals("now ATTENTION at 28.0 +150", told().get(1));
  }

  @Test
  void what_an_earlier_release_remembered_goes_on() {
    every30(0, 29, 29, 29, 29, 29);
    String alert = new String(Episode.CODEC.encode(episode), StandardCharsets.UTF_8);
    alert = alert.substring(alert.indexOf("\"alert\""));

    Episode pending = kept("{'phase':'pending','newest':'%s','since':'%s'}", 60, 0);
    Episode normal = kept("{'phase':'normal','newest':'%s'}", 60, 0);
    Episode active = kept("{'phase':'active','newest':'%s',".replace('\'', '"') + alert, 120, 0);
    Episode recovering =
        kept(
            "{'phase':'recovering','newest':'%s','safeSince':'%s',".replace('\'', '"') + alert,
            150,
            130);

    limits = List.of(WARM);
    assertEquals(TEN, judged(pending, 120, 29).signal().orElseThrow().alert().since());
    assertEquals(Optional.empty(), judged(normal, 90, 29).signal());
    assertEquals(Optional.of(Severity.ALERTE), active.severity());
    assertEquals(Optional.empty(), judged(active, 150, 29).signal());
    assertTrue(judged(recovering, 190, 20).signal().orElseThrow().clearedAt().isPresent());
    assertEquals(episode, Episode.CODEC.decode(Episode.CODEC.encode(episode)));
  }

  private static Episode kept(String json, int newest, int since) {
    String text =
        String.format(json.replace('\'', '"'), TEN.plusSeconds(newest), TEN.plusSeconds(since));
    return Episode.CODEC.decode(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Limit hot(double raise, double clear, int held, int safe, Severity severity) {
    return new Limit(Quantity.TEMPERATURE, Side.ABOVE, raise, clear, held, safe, severity);
  }

  private void every30(int second, double... values) {
    for (double each : values) {
      measure(second, each);
      second += 30;
    }
  }

  private void measure(int second, double value) {
    Judged judged = judged(episode, second, value);
    episode = judged.episode();
    judged.signal().ifPresent(signals::add);
  }

  private Judged judged(Episode before, int second, double value) {
    Enclosure barn =
        new Enclosure("barn", "Étable", List.of(), limits, Map.of("temperature", 30.0));
    return ConditionJudge.judge(
        barn,
        barn.limits(Quantity.TEMPERATURE, Side.ABOVE, LocalTime.NOON),
        before,
        new Reading(TEN.plusSeconds(second), value));
  }

  private static boolean isRaised(AlertSignal signal) {
    return signal.clearedAt().isEmpty() && signal.regraded().isEmpty();
  }

  private List<String> told() {
    return signals.stream().map(GradedLimitsTest::words).toList();
  }

  private static String words(AlertSignal signal) {
    if (signal.clearedAt().isPresent()) {
      return "over " + seconds(signal.clearedAt().get());
    }
    return signal
        .regraded()
        .map(
            it ->
                "now "
                    + it.severity()
                    + " at "
                    + it.raiseAt().orElseThrow()
                    + " "
                    + seconds(it.at()))
        .orElseGet(
            () ->
                "raised "
                    + signal.alert().severity()
                    + " at "
                    + signal.alert().raiseAt().orElseThrow()
                    + " "
                    + seconds(signal.alert().raisedAt()));
  }

  private static String seconds(Instant at) {
    return "+" + (at.getEpochSecond() - TEN.getEpochSecond());
  }
}
