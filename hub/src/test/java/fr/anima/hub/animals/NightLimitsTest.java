package fr.anima.hub.animals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Hours;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A henhouse whose door may stand open, but not at night by the clock of Calais. */
class NightLimitsTest {
  private static final Hours NIGHT = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0));
  private static final Limit OPEN =
      new Limit(
          Quantity.DOOR, Side.ABOVE, 1, 0, 300, 0, Severity.URGENCE, Optional.of(NIGHT), true);
  private static final Enclosure HENHOUSE =
      new Enclosure("henhouse", "Poulailler", List.of(), List.of(OPEN), Map.of("door", 60.0));

  private final StreamRun<AlertSignal> run =
      new StreamRun<>(
          new ConditionsTopology(ZoneId.of("Europe/Paris")), Topics.READINGS, AlertSignal.TOPIC);
  private int sequence;

  NightLimitsTest() {
    run.tells(Enclosure.TOPIC, HENHOUSE.id(), HENHOUSE);
  }

  @Test
  void a_door_that_stood_open_all_evening_rings_five_minutes_into_the_night_and_until_morning() {
    door(1, "2026-11-23T20:30:00Z", Duration.ofHours(9));

    List<AlertSignal> told = told();

    assertEquals(2, told.size());
    assertEquals(Instant.parse("2026-11-23T21:00:00Z"), told.get(0).alert().since());
    assertEquals(Instant.parse("2026-11-23T21:05:00Z"), told.get(0).alert().raisedAt());
    assertEquals(true, told.get(0).alert().latched());
    assertEquals(Optional.of(Instant.parse("2026-11-24T05:00:00Z")), told.get(1).clearedAt());
  }

  @Test
  void a_door_that_is_shut_at_night_and_open_by_day_rings_for_nobody() {
    door(1, "2026-11-23T06:00:00Z", Duration.ofHours(15));
    door(0, "2026-11-23T21:00:00Z", Duration.ofHours(8));

    assertEquals(List.of(), told());
  }

  @ParameterizedTest
  @CsvSource({
    "22:00,06:00,22:00,true",
    "22:00,06:00,23:59,true",
    "22:00,06:00,00:00,true",
    "22:00,06:00,05:59,true",
    "22:00,06:00,06:00,false",
    "22:00,06:00,12:00,false",
    "06:00,22:00,06:00,true",
    "06:00,22:00,22:00,false",
    "06:00,22:00,05:59,false",
    "06:00,06:00,06:00,false"
  })
  void hours_begin_with_their_first_minute_and_end_before_their_last(
      LocalTime from, LocalTime until, LocalTime at, boolean holds) {
    assertEquals(holds, new Hours(from, until).hold(at));
  }

  /** Every minute for so long. */
  private void door(int open, String from, Duration lasts) {
    for (int minute = 0; minute < lasts.toMinutes(); minute++) {
      Instant at = Instant.parse(from).plus(Duration.ofMinutes(minute));
      run.arrives(
          HENHOUSE.id(),
          Said.by("pi-1").number(++sequence).at(at).measuring(Quantity.DOOR, open),
          at.plusSeconds(1));
    }
  }

  private List<AlertSignal> told() {
    return run.out().stream().filter(it -> it.alert().kind() == AlertKind.LIMIT).toList();
  }
}
