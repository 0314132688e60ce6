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
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionsTopologyTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Limit HOT =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 30, Severity.URGENCE);
  private static final Limit COLD =
      new Limit(Quantity.TEMPERATURE, Side.BELOW, 5, 7, 0, 0, Severity.ATTENTION);
  private static final Limit DAMP =
      new Limit(Quantity.HUMIDITY, Side.ABOVE, 80, 70, 120, 60, Severity.ALERTE);
  private static final Enclosure BARN =
      new Enclosure(
          "goat-barn",
          "Chèvrerie",
          List.of("chèvre"),
          List.of(HOT, COLD, DAMP),
          Map.of("temperature", 30.0, "humidity", 30.0));

  private final StreamRun<AlertSignal> run = start();

  private static StreamRun<AlertSignal> start() {
    return new StreamRun<>(
        new ConditionsTopology(ZoneOffset.UTC), Topics.READINGS, AlertSignal.TOPIC);
  }

  @Test
  void heat_that_lasts_rings_and_coolness_that_lasts_clears() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(31, 32, 33, 27, 26).forEach(this::nextCelsius);

    List<AlertSignal> signals = limits(run);

    assertEquals(2, signals.size());
    assertEquals(OptionalDouble.of(33), signals.get(0).alert().value());
    assertEquals(Severity.URGENCE, signals.get(0).alert().severity());
    assertEquals(TEN.plusSeconds(120), signals.get(1).clearedAt().orElseThrow());
  }

  @Test
  void a_message_that_comes_again_later_changes_nothing() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    Readings hot = Said.by("pi-1").number(9).at(TEN.plusSeconds(60)).celsius(33);
    arrives(BARN.id(), Said.by("pi-1").number(8).at(TEN).celsius(33));
    arrives(BARN.id(), hot);
    arrives(BARN.id(), hot);
    arrives(BARN.id(), hot);

    assertEquals(1, limits(run).size());
  }

  @Test
  void two_stations_of_one_enclosure_are_judged_together() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    arrives(BARN.id(), Said.by("pi-1").at(TEN).celsius(31));
    arrives(BARN.id(), Said.by("pi-2").at(TEN.plusSeconds(60)).celsius(31));

    assertEquals(TEN, limits(run).get(0).alert().since());
  }

  @Test
  void a_place_nobody_described_is_not_judged() {
    arrives("bike-4", Said.by("pi-1").at(TEN).celsius(60));

    assertEquals(List.of(), limits(run));
  }

  @Test
  void a_backlog_of_something_over_never_rings() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    arrives(BARN.id(), Said.by("pi-1").number(500).at(TEN.plusSeconds(7200)).celsius(20));
    for (int i = 1; i < 200; i++) {
      arrives(BARN.id(), Said.by("pi-1").number(i).at(TEN.plusSeconds(30L * i)).celsius(40));
    }

    assertEquals(List.of(), limits(run));
  }

  @Test
  void what_was_raised_and_cleared_behind_the_present_is_told_but_never_rings() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    arrives(BARN.id(), Said.by("pi-1").number(500).at(TEN.plusSeconds(7200)).celsius(20));
    List.of(20, 31, 32, 33, 34, 27, 26, 25, 20).forEach(this::backlog);
    arrives(BARN.id(), Said.by("pi-1").number(501).at(TEN.plusSeconds(7230)).celsius(20));
    run.passes(Duration.ofMinutes(5));

    List<AlertSignal> signals = limits(run);

    assertEquals(1, signals.size());
    assertEquals(TEN.plusSeconds(30), signals.get(0).alert().since());
    assertEquals(TEN.plusSeconds(180), signals.get(0).clearedAt().orElseThrow());
  }

  @Test
  void what_a_backlog_behind_the_present_left_open_is_over_when_it_is_in() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    arrives(BARN.id(), Said.by("pi-1").number(500).at(TEN.plusSeconds(7200)).celsius(20));
    for (int turn = 0; turn < 9; turn++) {
      backlog(34);
      run.passes(Duration.ofSeconds(10));
    }
    assertEquals(List.of(), limits(run));

    run.passes(Duration.ofSeconds(20));

    AlertSignal told = limits(run).get(0);
    assertEquals(TEN, told.alert().since());
    assertEquals(TEN.plusSeconds(240), told.clearedAt().orElseThrow());
    assertEquals(List.of(), limits(run));
  }

  @Test
  void what_was_raised_and_cleared_within_a_backlog_is_told_but_never_rings() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(20, 31, 32, 33, 34, 27, 26, 25, 20).forEach(this::backlog);
    run.passes(Duration.ofMinutes(5));

    List<AlertSignal> signals = limits(run);

    assertEquals(1, signals.size());
    assertTrue(signals.get(0).clearedAt().isPresent());
    assertEquals(TEN.plusSeconds(30), signals.get(0).alert().since());
  }

  @Test
  void what_a_backlog_raised_rings_with_the_first_fresh_reading_that_confirms_it() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(31, 32, 33, 34).forEach(this::backlog);
    assertEquals(List.of(), limits(run));

    nextCelsius(35);
    nextCelsius(36);

    AlertSignal raised = limits(run).get(0);
    assertEquals(TEN, raised.alert().since());
    assertEquals(OptionalDouble.of(33), raised.alert().value());
    assertEquals(List.of(), limits(run));
  }

  @Test
  void what_a_backlog_raised_rings_when_the_backlog_is_in() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(31, 32, 33, 34).forEach(this::backlog);

    run.passes(Duration.ofSeconds(10));
    assertEquals(List.of(), limits(run));
    run.passes(Duration.ofSeconds(10));

    assertEquals(1, limits(run).size());
  }

  @Test
  void what_the_present_overtakes_half_way_is_told_whole_and_never_rings() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(20, 31, 32, 33).forEach(this::backlog);
    arrives(BARN.id(), Said.by("pi-1").number(500).at(TEN.plusSeconds(9_000)).celsius(20));
    List.of(34, 27, 26, 25).forEach(this::backlog);
    run.passes(Duration.ofMinutes(5));

    AlertSignal told = limits(run).get(0);

    assertEquals(TEN.plusSeconds(30), told.alert().since());
    assertEquals(TEN.plusSeconds(180), told.clearedAt().orElseThrow());
    assertEquals(List.of(), limits(run));
  }

  @Test
  void a_station_whose_clock_is_behind_rings_within_about_a_minute() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(31, 32, 33).forEach(this::backlog);
    for (int i = 0; i < 7; i++) {
      backlog(34);
      run.passes(Duration.ofSeconds(10));
    }

    assertEquals(1, limits(run).size());
  }

  @Test
  void an_alert_is_cleared_when_its_limit_is_taken_away() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    List.of(31, 32, 33).forEach(this::nextCelsius);
    run.tells(
        Enclosure.TOPIC,
        BARN.id(),
        new Enclosure(
            BARN.id(), BARN.name(), BARN.species(), List.of(), BARN.expectedEverySeconds()));
    nextCelsius(34);
    nextCelsius(35);

    List<AlertSignal> signals = limits(run);

    assertEquals(2, signals.size());
    assertTrue(signals.get(1).clearedAt().isPresent());
  }

  @Test
  void a_restart_in_the_middle_of_an_episode_forgets_nothing() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    nextCelsius(31);
    nextCelsius(32);

    try (StreamRun<AlertSignal> restarted = start()) {
      restarted.after(run);
      restarted.arrives(
          BARN.id(),
          Said.by("pi-1").boot(2).at(TEN.plusSeconds(60)).celsius(33),
          TEN.plusSeconds(61));

      assertEquals(TEN, limits(restarted).get(0).alert().since());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void signals_equal_a_recomputation_from_the_raw_messages(long seed) {
    Random random = new Random(seed);
    List<Arrival> arrivals = history(random);
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);

    arrivals.forEach(it -> this.arrives(it.place(), it.message()));

    List<String> computed = limits(run).stream().map(ConditionsTopologyTest::told).toList();
    assertEquals(AlertOracle.news(BARN, arrivals), computed);
    assertTrue(computed.size() > 5, "a history with news in it: " + computed.size());
  }

  /** Two stations for some hours: gaps, pieces in disorder, a tenth of it twice, some very late. */
  private static List<Arrival> history(Random random) {
    List<Arrival> measured = new ArrayList<>();
    double celsius = 18;
    double humidity = 75;
    Instant at = TEN;
    for (int i = 1; i <= 900; i++) {
      at = at.plusSeconds(random.nextInt(60) == 0 ? 100 + random.nextInt(300) : 30);
      celsius = Math.max(0, Math.min(38, celsius + random.nextGaussian() * 2));
      humidity = Math.max(40, Math.min(99, humidity + random.nextGaussian() * 3));
      Said said = Said.by(i % 2 == 0 ? "pi-1" : "pi-2").number(i).at(at);
      measured.add(
          new Arrival(
              BARN.id(),
              new Readings(
                  said.celsius(celsius).stamp(),
                  List.of(
                      new Measurement(Quantity.TEMPERATURE, celsius),
                      new Measurement(Quantity.HUMIDITY, humidity)))));
    }
    List<Arrival> arrivals = new ArrayList<>();
    for (int i = 0; i < measured.size(); i += 50) {
      List<Arrival> piece = new ArrayList<>(measured.subList(i, Math.min(i + 50, measured.size())));
      List<Arrival> fresh = piece.stream().filter(it -> isSoonAfter(piece.get(0), it)).toList();
      if (random.nextInt(4) == 0) {
        Collections.shuffle(piece.subList(0, fresh.size()), random);
      }
      arrivals.addAll(piece);
      for (int n = 0; n < 5; n++) {
        arrivals.add(measured.get(random.nextInt(i + piece.size())));
      }
    }
    return arrivals;
  }

  /** What is later than this is a backlog. */
  private static boolean isSoonAfter(Arrival first, Arrival next) {
    Instant at = first.message().measuredAt();
    return next.message().measuredAt().isBefore(at.plusSeconds(290));
  }

  private static String told(AlertSignal signal) {
    String quantity = signal.alert().quantity().orElseThrow().word();
    return signal
        .clearedAt()
        .map(at -> "cleared " + quantity + " " + at)
        .orElseGet(
            () ->
                "raised "
                    + quantity
                    + " "
                    + signal.alert().since()
                    + " "
                    + signal.alert().raisedAt());
  }

  /** What is announced of limits; silence is judged in tests of its own. */
  private static List<AlertSignal> limits(StreamRun<AlertSignal> run) {
    return run.out().stream().filter(it -> it.alert().kind() == AlertKind.LIMIT).toList();
  }

  private long sequence;
  private Instant newest = Instant.EPOCH;

  /** As a station that is connected: the log takes the newest a second after it was measured. */
  private void arrives(String place, Message message) {
    newest = message.measuredAt().isAfter(newest) ? message.measuredAt() : newest;
    run.arrives(place, message, newest.plusSeconds(1));
  }

  /** As a station that was cut off: the log takes everything hours later, oldest first. */
  private void backlog(int celsius) {
    run.arrives(BARN.id(), said(celsius), TEN.plusSeconds(9_000 + sequence));
  }

  private Readings said(int celsius) {
    sequence++;
    return Said.by("pi-1")
        .number(sequence)
        .at(TEN.plusSeconds(30 * sequence - 30))
        .celsius(celsius);
  }

  private void nextCelsius(int value) {
    arrives(BARN.id(), said(value));
  }
}
