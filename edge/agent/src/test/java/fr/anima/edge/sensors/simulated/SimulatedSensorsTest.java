package fr.anima.edge.sensors.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatedSensorsTest {
  private static final Instant START = Instant.parse("2026-07-14T00:00:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final List<Waypoint> CALAIS =
      List.of(
          new Waypoint(50.9513, 1.8587),
          new Waypoint(50.9560, 1.8530),
          new Waypoint(50.9480, 1.8650));

  @Test
  void the_same_seed_and_time_give_the_same_values_in_any_order() {
    SimulatedReadings one = readings(7, List.of());
    SimulatedReadings other = readings(7, List.of());
    List<List<Sample>> forwards = new ArrayList<>();
    List<List<Sample>> backwards = new ArrayList<>();

    for (int minute = 0; minute < 60; minute++) {
      forwards.add(one.sample(START.plusSeconds(minute * 60L)));
      backwards.add(other.sample(START.plusSeconds((59 - minute) * 60L)));
    }

    Collections.reverse(backwards);
    assertEquals(forwards, backwards);
    assertNotEquals(forwards.get(0), readings(8, List.of()).sample(START));
  }

  @Test
  void a_day_has_its_mean_swing_and_noise() {
    SimulatedReadings sensor = readings(7, List.of());
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < 1440; i++) {
      all.add(temperature(sensor, START.plusSeconds(i * 60L)));
    }

    double mean = all.stream().mapToDouble(it -> it).average().orElseThrow();

    assertEquals(18, mean, 0.2);
    assertEquals(22, Collections.max(all), 1.5);
    assertEquals(14, Collections.min(all), 1.5);
    assertTrue(temperature(sensor, Instant.parse("2026-07-14T13:00:00Z")) > 20, "warm at 15:00");
  }

  @Test
  void a_day_that_is_played_144_times_as_fast_is_over_in_ten_minutes_and_measured_now() {
    Instant evening = Instant.parse("2026-07-14T19:12:00Z");
    Pace pace = Pace.from(LocalTime.of(6, 0), PARIS, evening, 144);
    Curve temperature = new Curve(18, 4, 15, 0, -20, 50, 0.01);
    Scenario heat =
        new Scenario(
            "temperature",
            Scenario.Kind.DRIFT,
            10,
            Duration.ZERO,
            Duration.ofHours(6),
            Duration.ofHours(2),
            Duration.ZERO);
    SimulatedReadings sensor =
        new SimulatedReadings(7, PARIS, Map.of("temperature", temperature), List.of(heat), pace);

    // One second is 2.4 minutes: 15:00, the warmest hour, is 225 s after 6:00.
    assertEquals(22, temperature(sensor, evening.plusSeconds(225)), 0.01);
    assertEquals(14, temperature(sensor, evening.plusSeconds(525)), 0.01);
    double noon = temperature(sensor, evening.plusSeconds(151));
    assertEquals(10, noon - temperature(sensor, evening.plusSeconds(149)), 0.2, "from 12:00");
    assertEquals(
        evening.plusSeconds(3),
        ((Sample.Values) sensor.sample(evening.plusSeconds(3)).get(0)).at());
    assertEquals(
        sensor.sample(evening.plusSeconds(10)).toString().replaceAll("at=[^,]*", ""),
        sensor.sample(evening.plusSeconds(610)).toString().replaceAll("at=[^,]*", ""),
        "the next day");
  }

  @Test
  void a_contact_is_open_or_closed_and_nothing_between() {
    Curve door = new Curve(0.2, 0, 15, 0.5, 0, 1, 1);
    SimulatedReadings sensor =
        new SimulatedReadings(1, PARIS, Map.of("door", door), List.of(), Pace.real(START));
    int open = 0;
    for (int i = 0; i < 1000; i++) {
      Sample.Values values = (Sample.Values) sensor.sample(START.plusSeconds(i * 60L)).get(0);
      double value = values.byQuantity().getOrDefault("door", Double.NaN);
      assertTrue(value == 0 || value == 1, "door " + value);
      open += (int) value;
    }

    assertTrue(open > 50 && open < 500, open + " of 1000 open");
  }

  @Test
  void a_drift_goes_up_stays_and_is_over() {
    SimulatedReadings still = readings(7, List.of());
    SimulatedReadings drifting =
        readings(7, List.of(scenario(Scenario.Kind.DRIFT, 10, Duration.ofHours(1))));

    assertEquals(0, added(drifting, still, 59), 0.02);
    assertEquals(5, added(drifting, still, 90), 0.02);
    assertEquals(10, added(drifting, still, 160), 0.02);
    assertEquals(0, added(drifting, still, 181), 0.02);
  }

  @Test
  void a_stuck_sensor_repeats_itself_and_a_silent_one_says_nothing() {
    SimulatedReadings stuck = readings(7, List.of(scenario(Scenario.Kind.STUCK, 0, Duration.ZERO)));
    SimulatedReadings silent =
        readings(7, List.of(scenario(Scenario.Kind.SILENT, 0, Duration.ZERO)));

    assertEquals(temperature(stuck, minute(61)), temperature(stuck, minute(179)));
    assertEquals(List.of(), silent.sample(minute(61)));
    assertEquals(1, silent.sample(minute(181)).size());
  }

  @Test
  void a_bike_goes_round_at_its_speed_and_pauses() {
    SimulatedGnss gnss = new SimulatedGnss(3, CALAIS, 5, 20, 0);
    double ridden = 0;
    int pauses = 0;
    Sample.Fix before = fix(gnss, START);
    for (int second = 1; second <= 3600; second++) {
      Sample.Fix here = fix(gnss, START.plusSeconds(second));
      double metres = metres(before, here);
      assertTrue(metres <= 5.05, metres + " m in a second");
      ridden += metres;
      pauses += here.speedMetresPerSecond().orElseThrow() == 0 ? 1 : 0;
      before = here;
    }

    assertTrue(pauses > 60, pauses + " s of pause");
    assertEquals(5.0 * (3600 - pauses), ridden, 200);
    assertEquals(fix(gnss, START), fix(new SimulatedGnss(3, CALAIS, 5, 20, 0), START));
  }

  @Test
  void a_receivers_noise_is_as_large_as_asked_for() {
    SimulatedGnss exact = new SimulatedGnss(3, CALAIS, 5, 0, 0);
    SimulatedGnss noisy = new SimulatedGnss(3, CALAIS, 5, 0, 2);
    double squares = 0;
    for (int i = 0; i < 2000; i++) {
      Instant now = START.plusSeconds(i * 17L);
      squares += Math.pow(metres(fix(exact, now), fix(noisy, now)), 2);
    }

    // Two directions, and halfway between two throws the deviation is 1/sqrt(2) of the whole.
    assertEquals(2 * Math.sqrt(2) * 0.82, Math.sqrt(squares / 2000), 0.3);
  }

  @Test
  void a_counter_tells_each_quarter_once_and_follows_the_hours() {
    SimulatedCounter counter = counter();
    List<Sample> told = new ArrayList<>();
    for (int second = 0; second <= 24 * 3600; second += 7) {
      told.addAll(counter.sample(START.plusSeconds(second)));
    }

    assertEquals(95, told.size());
    Sample.Count first = (Sample.Count) told.get(0);
    assertEquals(START, first.from());
    assertEquals(START.plusSeconds(900), first.at());
    assertEquals(0, total(told.subList(0, 20)), "closed before 7 in Paris");
    assertEquals(17 * 400.0, (double) total(told), 400);
  }

  @Test
  void the_same_quarter_has_the_same_count_after_a_restart() {
    SimulatedCounter before = counter();
    SimulatedCounter after = counter();
    before.sample(START.plusSeconds(12 * 3600));
    after.sample(START.plusSeconds(12 * 3600 + 800));

    assertEquals(
        before.sample(START.plusSeconds(12 * 3600 + 901)),
        after.sample(START.plusSeconds(12 * 3600 + 950)));
  }

  @Test
  void a_clock_that_is_set_forward_by_years_does_not_invent_years_of_counts() {
    SimulatedCounter counter = counter();
    counter.sample(Instant.EPOCH);

    assertEquals(24, counter.sample(START).size());
  }

  private static SimulatedReadings readings(long seed, List<Scenario> scenarios) {
    Curve temperature = new Curve(18, 4, 15, 0.4, -20, 50, 0.01);
    return new SimulatedReadings(
        seed, PARIS, Map.of("temperature", temperature), scenarios, Pace.real(START));
  }

  private static Scenario scenario(Scenario.Kind kind, double by, Duration over) {
    return new Scenario(
        "temperature", kind, by, over, Duration.ofHours(1), Duration.ofHours(2), Duration.ZERO);
  }

  private static Instant minute(int minute) {
    return START.plusSeconds(minute * 60L);
  }

  private static double added(SimulatedReadings with, SimulatedReadings without, int minute) {
    return temperature(with, minute(minute)) - temperature(without, minute(minute));
  }

  private static double temperature(SimulatedReadings sensor, Instant now) {
    return ((Sample.Values) sensor.sample(now).get(0))
        .byQuantity()
        .getOrDefault("temperature", Double.NaN);
  }

  private static SimulatedCounter counter() {
    List<Double> hours = new ArrayList<>(Collections.nCopies(24, 400.0));
    Collections.fill(hours.subList(0, 7), 0.0);
    return new SimulatedCounter(
        5, PARIS, hours, Collections.nCopies(24, 0.0), Duration.ofMinutes(15));
  }

  private static long total(List<Sample> counts) {
    return counts.stream().mapToLong(it -> ((Sample.Count) it).in()).sum();
  }

  private static Sample.Fix fix(SimulatedGnss gnss, Instant now) {
    return (Sample.Fix) gnss.sample(now).get(0);
  }

  private static double metres(Sample.Fix one, Sample.Fix other) {
    double north = (other.latitudeDegrees() - one.latitudeDegrees()) * 111_195;
    double east =
        (other.longitudeDegrees() - one.longitudeDegrees())
            * 111_195
            * Math.cos(Math.toRadians(one.latitudeDegrees()));
    return Math.hypot(north, east);
  }
}
