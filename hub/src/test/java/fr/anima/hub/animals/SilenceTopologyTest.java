package fr.anima.hub.animals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who speaks and whom to believe, through the whole topology and by the hub's clock. */
class SilenceTopologyTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Limit HOT =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 30, Severity.URGENCE);
  private static final Enclosure BARN =
      new Enclosure(
          "goat-barn",
          "Chèvrerie",
          List.of("chèvre"),
          List.of(HOT),
          Map.of("temperature", 30.0, "humidity", 30.0));

  private StreamRun<AlertSignal> run = start(TEN);
  private Instant now = TEN;
  private long sequence;
  private final List<AlertSignal> told = new ArrayList<>();

  private static StreamRun<AlertSignal> start(Instant now) {
    return new StreamRun<>(
        new ConditionsTopology(ZoneOffset.UTC), Topics.READINGS, AlertSignal.TOPIC, now);
  }

  @Test
  void a_dead_sensor_is_told_in_time_while_its_station_measures_and_beats_on() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    minutes(2, true);
    minutes(20, false);

    AlertSignal silent = told.get(0);
    assertEquals(AlertKind.SILENT, silent.alert().kind());
    Instant deadline = silent.alert().since().plusSeconds(3 * 30 + 10);
    long late = Duration.between(deadline, silent.alert().raisedAt()).toSeconds();
    assertTrue(late >= 0 && late <= 30, () -> late + " s");
    assertEquals(1, told.size());
  }

  @Test
  void an_enclosure_of_which_nobody_ever_spoke_is_told() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    passes(300);

    assertEquals(
        List.of(Quantity.TEMPERATURE, Quantity.HUMIDITY),
        told.stream().map(it -> it.alert().quantity().orElseThrow()).sorted().toList());
  }

  @Test
  void twenty_restarts_in_the_middle_change_nothing() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    story(false);
    List<AlertSignal> whole = List.copyOf(told);
    Map<String, String> remembered = run.remembered();
    run.close();

    told.clear();
    now = TEN;
    sequence = 0;
    run = start(TEN);
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    story(true);

    assertEquals(whole, told);
    assertEquals(remembered, run.remembered());
    assertTrue(whole.size() > 4, () -> "a story with news in it: " + whole);
  }

  @Test
  void what_is_doubted_rings_no_limit_and_is_stored_nowhere_else() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    for (int i = 0; i < 20; i++) {
      says(Quantity.TEMPERATURE, i % 2 == 0 ? 20 : 95);
      passes(30);
    }

    assertTrue(told.stream().noneMatch(it -> it.alert().kind() == AlertKind.LIMIT), told::toString);
    assertTrue(told.stream().anyMatch(it -> it.alert().kind() == AlertKind.SUSPECT));
  }

  @Test
  void two_hours_of_backlog_after_an_outage_bring_no_notice_of_what_is_over() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
    minutes(4, true);
    passes(7200);
    drain();
    told.clear();
    Instant back = now;
    says(Quantity.TEMPERATURE, 20);
    says(Quantity.HUMIDITY, 60);
    for (Instant at = back.minusSeconds(7200); at.isBefore(back); at = at.plusSeconds(30)) {
      double celsius = Duration.between(at, back).toMinutes() > 60 ? 35 : 20;
      Said said = Said.by("pi-1").number(++sequence).at(at);
      run.arrives(BARN.id(), said.celsius(celsius), back.plusSeconds(1));
    }
    minutes(4, true);

    assertEquals(
        List.of(),
        told.stream().filter(it -> it.clearedAt().isEmpty()).toList(),
        "rang for what is over");
    assertTrue(told.stream().anyMatch(it -> it.alert().kind() == AlertKind.LIMIT));
  }

  /** Everything that can happen, some of it twice; the hub restarts every few minutes, or never. */
  private void story(boolean restarts) {
    for (int part = 0; part < 20; part++) {
      switch (part % 5) {
        case 0, 1 -> minutes(2, true);
        case 2 -> minutes(5, false);
        case 3 -> passes(240);
        default -> {
          minutes(1, true);
          says(Quantity.TEMPERATURE, 95);
          passes(30);
        }
      }
      if (restarts) {
        restart();
      }
    }
  }

  private void restart() {
    drain();
    StreamRun<AlertSignal> again = start(now).after(run);
    run.close();
    run = again;
  }

  /** Minutes of one station's life: a reading of each every thirty seconds, a beat a minute. */
  private void minutes(int many, boolean temperature) {
    for (int i = 0; i < many * 2; i++) {
      says(Quantity.HUMIDITY, 60 + i % 3);
      if (temperature) {
        says(Quantity.TEMPERATURE, 20 + i % 2);
      }
      if (i % 2 == 0) {
        run.arrives(
            Topics.HEARTBEATS, BARN.id(), Said.by("pi-1").number(++sequence).at(now).beat(), now);
      }
      passes(30);
    }
  }

  private void says(Quantity quantity, double value) {
    run.arrives(
        BARN.id(), Said.by("pi-1").number(++sequence).at(now).measuring(quantity, value), now);
  }

  private void passes(int seconds) {
    for (int i = 0; i < seconds / 10; i++) {
      run.passes(Duration.ofSeconds(10));
      now = now.plusSeconds(10);
      drain();
    }
  }

  private void drain() {
    told.addAll(run.out());
  }
}
