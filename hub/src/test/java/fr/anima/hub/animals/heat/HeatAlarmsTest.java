package fr.anima.hub.animals.heat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.heat.HeatRule.Watch;
import fr.anima.hub.history.Bucket;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Days and nights of an index, by the minute; heat is 72, six hours of it are too many. */
class HeatAlarmsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Optional<Watch> WATCH = Optional.of(new Watch(72, 6));

  private final TreeMap<Instant, Bucket> index = new TreeMap<>();
  private final List<Beginning> open = new ArrayList<>();

  @Test
  void six_hours_of_heat_call_once_and_are_over_when_an_hour_less_is_left() {
    index("2026-07-23T08:00", "2026-07-23T11:00", 75);
    index("2026-07-23T11:00", "2026-07-23T13:00", 60);
    index("2026-07-23T13:00", "2026-07-23T17:00", 75);
    index("2026-07-23T17:00", "2026-07-24T17:00", 60);

    assertEquals(List.of(), asked("2026-07-23T15:59"));
    assertEquals(List.of("HEAT raised 6.0 of 6.0"), asked("2026-07-23T16:01"));
    assertEquals(List.of(), asked("2026-07-23T17:30"), "once");
    assertEquals(List.of(), asked("2026-07-24T09:59"), "five hours and a minute");
    assertEquals(List.of("HEAT over"), asked("2026-07-24T10:05"));
  }

  @Test
  void a_minute_at_the_limit_does_not_ring_and_clear_by_turns() {
    index("2026-07-23T00:00", "2026-07-23T06:00", 75);
    index("2026-07-23T06:00", "2026-07-24T00:00", 60);
    List<String> told = new ArrayList<>(asked("2026-07-23T06:00"));
    for (int minute = 0; minute < 50; minute++) {
      Instant at = at("2026-07-24T00:00").plusSeconds(60L * minute);
      index.put(at, bucket(minute % 2 == 0 ? 75 : 60, 0));
      told.addAll(asked(at.plusSeconds(60)));
    }

    assertEquals(
        List.of("HEAT raised 6.0 of 6.0"),
        told.stream().filter(it -> it.startsWith("HEAT")).toList());
  }

  @Test
  void a_night_that_never_cools_is_told_when_it_is_over_and_ends_with_an_hour_of_relief() {
    index("2026-07-23T20:00", "2026-07-24T09:00", 73);
    index("2026-07-24T09:00", "2026-07-24T12:00", 60);

    assertEquals(List.of(), nights("2026-07-24T05:59"));
    assertEquals(List.of("NIGHT raised 73.0 of 72.0"), nights("2026-07-24T06:00"));
    assertEquals(List.of(), nights("2026-07-24T09:59"));
    assertEquals(List.of("NIGHT over"), nights("2026-07-24T10:01"));
    assertEquals(List.of(), nights("2026-07-24T12:00"));
  }

  @Test
  void one_cool_minute_in_the_night_is_relief() {
    index("2026-07-23T20:00", "2026-07-24T07:00", 73);
    index("2026-07-24T03:00", "2026-07-24T03:01", 71.9);

    assertEquals(List.of(), nights("2026-07-24T06:30"));
  }

  @Test
  void a_night_of_which_too_little_is_known_is_not_called_hot() {
    index("2026-07-23T22:00", "2026-07-24T03:00", 73);

    assertEquals(List.of(), nights("2026-07-24T06:30"));
  }

  @Test
  void each_hot_night_is_an_alert_of_its_own() {
    index("2026-07-23T20:00", "2026-07-25T07:00", 73);
    assertEquals(1, nights("2026-07-24T06:00").size());
    assertEquals(List.of(), nights("2026-07-25T05:59"));

    assertEquals(List.of("NIGHT over", "NIGHT raised 73.0 of 72.0"), nights("2026-07-25T06:00"));
  }

  @ParameterizedTest
  @CsvSource({"2027-03-27T22:00, 2027-03-28T06:00, 420", "2026-10-24T22:00, 2026-10-25T06:00, 540"})
  void a_night_in_which_the_clocks_change_is_as_long_as_it_is(
      String from, String until, int minutes) {
    index(from, until, 73);

    assertEquals(minutes, index.size());
    assertEquals(List.of("NIGHT raised 73.0 of 72.0"), nights(until));
    open.clear();
    Instant last = at(until).minusSeconds(60);
    index.put(last, bucket(71, 0));
    assertEquals(List.of(), nights(until), "its last minute counts");
  }

  @Test
  void what_is_no_longer_watched_is_over() {
    index("2026-07-23T08:00", "2026-07-23T17:00", 75);
    assertEquals(1, asked("2026-07-23T17:00").size());

    List<AlertSignal> news =
        HeatAlarms.news("barn", Optional.empty(), List.of(), open, PARIS, at("2026-07-23T17:01"));

    assertEquals(List.of("HEAT over"), news.stream().map(HeatAlarmsTest::words).toList());
  }

  private void index(String from, String until, double value) {
    for (Instant at = at(from); at.isBefore(at(until)); at = at.plusSeconds(60)) {
      index.put(at, bucket(value, at.getEpochSecond()));
    }
  }

  private static Bucket bucket(double value, long at) {
    return Bucket.of(Instant.ofEpochSecond(at), value);
  }

  private List<String> nights(String when) {
    return asked(when).stream().filter(it -> it.startsWith("NIGHT")).toList();
  }

  private List<String> asked(String when) {
    return asked(at(when));
  }

  /** What is news then; the alerts that stand are all that is remembered. */
  private List<String> asked(Instant now) {
    List<Bucket> minutes =
        index.subMap(now.minus(HeatRule.LOOKS_BACK), true, now, false).entrySet().stream()
            .map(it -> it.getValue().at(it.getKey()))
            .toList();
    List<AlertSignal> news = HeatAlarms.news("barn", WATCH, minutes, open, PARIS, now);
    for (AlertSignal each : news) {
      if (each.clearedAt().isPresent()) {
        open.removeIf(it -> it.id().equals(each.alert().id()));
      } else {
        open.add(each.alert());
      }
    }
    return news.stream().map(HeatAlarmsTest::words).toList();
  }

  private static String words(AlertSignal signal) {
    Beginning it = signal.alert();
    return it.kind()
        + (signal.clearedAt().isPresent()
            ? " over"
            : " raised "
                + Math.round(it.value().orElseThrow() * 10) / 10.0
                + " of "
                + it.raiseAt().orElseThrow());
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(PARIS).toInstant();
  }
}
