package fr.anima.hub.animals.rules;

import static fr.anima.wire.Quantity.HUMIDITY;
import static fr.anima.wire.Quantity.TEMPERATURE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SilenceTest {
  private static final Map<String, Double> BOTH = Map.of("temperature", 30.0, "humidity", 30.0);

  private final Watched<Roll> barn = new Watched<>(new Silence(), BOTH);

  @Test
  void a_dead_sensor_is_told_within_thirty_seconds_of_its_deadline_while_its_station_speaks_on() {
    speaks("pi-1", 0, 300);
    for (int second = 330; second <= 900; second += 30) {
      barn.passes(second);
      barn.hears(second, "pi-1", HUMIDITY, 60);
      barn.beats(second, "pi-1");
    }

    List<AlertSignal> news = barn.news();

    assertEquals(1, news.size());
    AlertSignal.Beginning silent = news.get(0).alert();
    assertEquals(Watched.at(300), silent.since());
    assertEquals(OptionalDouble.of(20), silent.value());
    Duration late = Duration.between(Watched.at(300 + 3 * 30 + 10), silent.raisedAt());
    assertEquals(true, late.toSeconds() >= 0 && late.toSeconds() <= 30, late::toString);
  }

  @Test
  void what_the_station_says_of_its_sensors_is_told_along() {
    speaks("pi-1", 0, 60);
    for (int second = 90; second <= 240; second += 30) {
      barn.passes(second);
      barn.hears(second, "pi-1", HUMIDITY, 60);
      barn.beats(second, "pi-1", Map.of("dht22", "no answer"));
    }

    assertEquals(Optional.of("dht22: no answer"), barn.news().get(0).alert().detail());
  }

  @Test
  void it_clears_by_itself_when_the_sensor_speaks_again() {
    deadTemperature();

    barn.hears(500, "pi-1", TEMPERATURE, 21);

    assertEquals(List.of("silent temperature pi-1 over 500"), barn.told());
  }

  @Test
  void a_reading_of_long_ago_does_not_end_silence() {
    deadTemperature();

    barn.hears(120, 500, "pi-1", TEMPERATURE, 21);
    barn.passes(500);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_single_sensor_is_worse_to_lose_than_one_of_two() {
    for (int second = 0; second <= 600; second += 30) {
      barn.passes(second);
      barn.beats(second, "pi-1");
      barn.hears(second, "pi-1", HUMIDITY, 60);
      if (second < 90) {
        barn.hears(second, "pi-1", TEMPERATURE, 20);
      }
      if (second < 300) {
        barn.hears(second, "pi-2", TEMPERATURE, 20);
      }
    }

    assertEquals(
        List.of(
            "silent temperature pi-1 ATTENTION 160",
            "silent temperature pi-1 now ALERTE 370",
            "offline pi-2 ALERTE 370"),
        barn.told());
  }

  @Test
  void a_station_that_is_away_is_one_alarm_and_its_sensors_none() {
    speaks("pi-1", 0, 300);
    barn.passes(3600);

    List<AlertSignal> news = barn.news();

    assertEquals(1, news.size());
    assertEquals(Optional.of("pi-1"), news.get(0).alert().station());
    assertEquals(List.of(HUMIDITY, TEMPERATURE), news.get(0).alert().missing());
    assertEquals(Watched.at(400), news.get(0).alert().raisedAt());
  }

  @Test
  void so_it_is_when_each_of_its_sensors_has_a_rhythm_of_its_own() {
    Watched<Roll> hutch =
        new Watched<>(new Silence(), Map.of("temperature", 5.0, "humidity", 10.0));
    for (int second = 0; second <= 300; second += 5) {
      hutch.passes(second);
      hutch.hears(second, "pi-1", TEMPERATURE, 20);
      if (second % 10 == 0) {
        hutch.hears(second + 2, "pi-1", HUMIDITY, 60);
      }
      if (second % 60 == 0) {
        hutch.beats(second + 3, "pi-1");
      }
    }
    hutch.passes(3600);

    assertEquals(List.of("offline pi-1 ALERTE 350"), hutch.told());
  }

  @Test
  void a_sensor_that_was_told_of_becomes_part_of_its_stations_absence() {
    deadTemperature();
    barn.passes(600);

    List<AlertSignal> news = barn.news();

    assertEquals(2, news.size());
    assertEquals(Optional.of(news.get(0).alert().id()), news.get(1).partOf());
    barn.passes(7200);
    assertEquals(List.of(), barn.told());
  }

  @Test
  void when_the_station_comes_back_without_a_sensor_that_sensor_is_told_of() {
    speaks("pi-1", 0, 300);
    barn.passes(600);
    barn.news();

    for (int second = 610; second <= 900; second += 30) {
      barn.passes(second);
      barn.beats(second, "pi-1");
      barn.hears(second, "pi-1", HUMIDITY, 60);
    }

    assertEquals(
        List.of("offline pi-1 over 610", "silent temperature pi-1 ALERTE 710"), barn.told());
  }

  @Test
  void one_lost_sensor_of_a_foreign_station_that_never_beats_is_no_absence() {
    for (int second = 0; second <= 600; second += 30) {
      barn.passes(second);
      barn.hears(second, "plug", HUMIDITY, 60);
      if (second < 90) {
        barn.hears(second, "plug", TEMPERATURE, 20);
      }
    }

    assertEquals(List.of("silent temperature plug ALERTE 160"), barn.told());
  }

  @Test
  void a_clock_that_guesses_is_silent_only_when_nothing_comes() {
    for (int second = 0; second <= 1200; second += 30) {
      barn.passes(second);
      barn.guesses(second - 86_400, second, "pi-1", TEMPERATURE, 20);
    }
    assertEquals(List.of(), barn.told());

    barn.passes(1320);

    assertEquals(List.of("offline pi-1 ALERTE 1300"), barn.told());
  }

  @Test
  void a_clock_that_runs_ahead_hides_no_silence() {
    barn.hears(280, 0, "pi-1", TEMPERATURE, 20);
    barn.passes(120);

    assertEquals(List.of("offline pi-1 ALERTE 100"), barn.told());
  }

  @Test
  void a_backlog_that_comes_in_oldest_first_is_waited_for() {
    barn.passes(7200);
    for (int i = 0; i < 40; i++) {
      barn.hears(i * 30, 7200 + i, "pi-1", TEMPERATURE, 20);
      barn.passes(7200 + i);
    }
    assertEquals(List.of(), barn.told());

    barn.passes(7300);

    assertEquals(List.of("offline pi-1 ALERTE 7250"), barn.told());
  }

  @Test
  void after_the_hub_was_away_stations_are_given_the_time_to_come_back() {
    speaks("pi-1", 0, 300);

    barn.returns(7500);
    barn.passes(7540);
    speaks("pi-1", 7540, 7600);

    assertEquals(List.of(), barn.told());
  }

  @Test
  void a_station_that_does_not_come_back_with_the_hub_is_told_in_time() {
    speaks("pi-1", 0, 300);
    barn.passes(350);

    barn.returns(370); // a restart of twenty seconds, before the deadline at 400
    barn.passes(430);

    assertEquals(List.of("offline pi-1 ALERTE 400"), barn.told());
  }

  @Test
  void a_station_that_was_replaced_is_forgotten_after_a_day() {
    speaks("pi-1", 0, 300);
    for (int second = 300; second <= 90_000; second += 60) {
      barn.passes(second);
      barn.hears(second, "pi-2", TEMPERATURE, 20);
      barn.hears(second, "pi-2", HUMIDITY, 60);
    }

    assertEquals(List.of("offline pi-1 ATTENTION 400", "offline pi-1 over 86700"), barn.told());
  }

  @Test
  void what_the_form_no_longer_expects_is_missed_no_more() {
    deadTemperature();

    barn.expects(Map.of("humidity", 30.0));
    barn.passes(510);

    assertEquals(List.of("silent temperature pi-1 over 490"), barn.told());
  }

  @Test
  void the_same_silence_has_the_same_id_however_often_it_is_computed() {
    List<AlertSignal> twice =
        Stream.of(1, 2)
            .flatMap(
                time -> {
                  Watched<Roll> watched = new Watched<>(new Silence(), BOTH);
                  watched.hears(0, "pi-1", TEMPERATURE, 20);
                  watched.passes(120);
                  return watched.news().stream();
                })
            .toList();

    assertEquals(twice.get(0), twice.get(1));
  }

  /** Both quantities every thirty seconds, a heartbeat a minute. */
  private void speaks(String station, int from, int until) {
    for (int second = from; second <= until; second += 30) {
      barn.passes(second);
      barn.hears(second, station, TEMPERATURE, 20);
      barn.hears(second, station, HUMIDITY, 60);
      if (second % 60 == 0) {
        barn.beats(second, station);
      }
    }
  }

  private void deadTemperature() {
    speaks("pi-1", 0, 300);
    for (int second = 330; second <= 480; second += 30) {
      barn.passes(second);
      barn.hears(second, "pi-1", HUMIDITY, 60);
      barn.beats(second, "pi-1");
    }
    assertEquals(List.of("silent temperature pi-1 ALERTE 400"), barn.told());
  }
}
