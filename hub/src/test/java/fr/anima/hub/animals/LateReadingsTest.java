package fr.anima.hub.animals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Outages;
import fr.anima.hub.fixtures.Outages.Outage;
import fr.anima.hub.fixtures.Outages.Taken;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A month of readings of a station that is cut off for hours or weeks. */
class LateReadingsTest {
  private static final Instant BEGIN = Instant.parse("2027-06-01T00:00:00Z");
  private static final int READINGS = 30 * 288;
  private static final Limit HOT =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 600, 600, Severity.URGENCE);
  private static final Enclosure BARN =
      new Enclosure("barn", "Étable", List.of(), List.of(HOT), Map.of("temperature", 300.0));

  /** One month; ten with {@code -Danima.long=true}. */
  static LongStream seeds() {
    return LongStream.range(22, Boolean.getBoolean("anima.long") ? 32 : 23);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void danger_of_the_past_is_told_as_it_was_whether_the_station_was_heard_or_not(long seed) {
    Random random = new Random(seed);
    List<Boolean> hot = hot(random);
    List<Arrival> measured = new ArrayList<>();
    for (int i = 0; i < READINGS; i++) {
      Said said = Said.by("pi").number(i + 1L).at(BEGIN.plusSeconds(300L * i));
      measured.add(new Arrival("barn", said.celsius(hot.get(i) ? 35 : 20)));
    }

    List<AlertSignal> signals = new ArrayList<>();
    try (StreamRun<AlertSignal> run =
        new StreamRun<>(
            new ConditionsTopology(ZoneOffset.UTC), Topics.READINGS, AlertSignal.TOPIC, BEGIN)) {
      run.tells(Enclosure.TOPIC, "barn", BARN);
      Instant now = BEGIN;
      for (Taken each :
          Outages.together(List.of(Outages.taken(measured, outages(hot, random), random)))) {
        run.passes(Duration.between(now, each.at()));
        now = each.at();
        run.arrives("barn", each.arrival().message(), now);
      }
      run.passes(Duration.ofMinutes(1));
      run.out().stream().filter(it -> it.alert().kind() == AlertKind.LIMIT).forEach(signals::add);
      assertEquals(0, run.dropped());
    }

    assertEquals(new TreeSet<>(AlertOracle.news(BARN, measured)), new TreeSet<>(told(signals)));
    long behind = signals.size() - signals.stream().filter(it -> rang(it)).count() * 2;
    assertTrue(behind > 3, "alerts that were over when they were told: " + behind);
  }

  private static boolean rang(AlertSignal signal) {
    return signal.clearedAt().isEmpty();
  }

  private static List<String> told(List<AlertSignal> signals) {
    List<String> told = new ArrayList<>();
    for (AlertSignal each : signals) {
      told.add("raised temperature " + each.alert().since() + " " + each.alert().raisedAt());
      each.clearedAt().ifPresent(at -> told.add("cleared temperature " + at));
    }
    return told;
  }

  /** Forty minutes of heat, then calm for six to twenty hours. */
  private static List<Boolean> hot(Random random) {
    List<Boolean> hot = new ArrayList<>();
    while (hot.size() < READINGS) {
      int calm = 72 + random.nextInt(168);
      for (int i = 0; i < calm; i++) {
        hot.add(false);
      }
      for (int i = 0; i < 8; i++) {
        hot.add(true);
      }
    }
    return hot;
  }

  /** From calm to calm: what lasts into the present is two alerts, which has a test of its own. */
  private static List<Outage> outages(List<Boolean> hot, Random random) {
    List<Outage> outages = new ArrayList<>();
    int at = 100;
    while (at < READINGS - 400) {
      int from = calm(hot, at + random.nextInt(200));
      int until = calm(hot, from + 20 + random.nextInt(random.nextInt(5) == 0 ? 5_000 : 600));
      outages.add(new Outage(time(from), time(until)));
      at = until + 100;
    }
    return outages;
  }

  private static int calm(List<Boolean> hot, int from) {
    int at = Math.min(from, READINGS - 30);
    while (hot.subList(at - 20, Math.min(at + 20, READINGS)).contains(true)) {
      at--;
    }
    return at;
  }

  private static Instant time(int reading) {
    return BEGIN.plusSeconds(300L * reading - 1);
  }
}
