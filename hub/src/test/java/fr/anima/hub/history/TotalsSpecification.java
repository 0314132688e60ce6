package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.history.SeriesStore.SeriesField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every history promises of overviews: the sums of all subjects of a measurement at once. */
public interface TotalsSpecification {
  /** The noon before the night in which the clocks of the town go back: a day has 25 hours. */
  Instant BUSY = Instant.parse("2026-10-24T12:00:00Z");

  TimeRange AROUND = new TimeRange(BUSY.minus(Duration.ofDays(10)), BUSY.plus(Duration.ofDays(10)));

  /** The history under test. */
  SeriesStore store();

  @Test
  default void an_overview_has_every_field_of_every_subject_and_no_other_measurement() {
    await(
        store()
            .write(
                List.of(
                    counted("entrances", "north", "pi", 1, BUSY, Map.of("in", 3.0, "out", 4.0)),
                    counted("entrances", "south", "pi", 2, BUSY, Map.of("in", 5.0)),
                    counted("exits", "north", "pi", 3, BUSY, Map.of("in", 6.0)))));

    Map<SeriesField, List<Total>> all = await(store().totals("entrances", AROUND, Step.QUARTER));

    assertEquals(
        Map.of(
            new SeriesField("entrances", "north", "in"), List.of(new Total(BUSY, 1, 3)),
            new SeriesField("entrances", "north", "out"), List.of(new Total(BUSY, 1, 4)),
            new SeriesField("entrances", "south", "in"), List.of(new Total(BUSY, 1, 5))),
        all);
  }

  @Test
  default void totals_of_every_step_add_up_what_several_stations_counted() {
    Random random = new Random(9);
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= 600; i++) {
      Instant at = BUSY.plusSeconds(random.nextInt(200_000));
      Map<String, Double> passers = Map.of("in", (double) random.nextInt(50));
      points.add(counted("passers", "street", "pi-" + i % 2, i, at, passers));
    }
    await(store().write(points));
    SeriesField field = new SeriesField("passers", "street", "in");

    for (Step step : Step.values()) {
      List<Total> totals =
          await(store().totals("passers", AROUND, step)).getOrDefault(field, List.of());
      List<Bucket> buckets = await(store().buckets(field, AROUND, step));

      assertEquals(passers(points), totals.stream().mapToDouble(Total::sum).sum(), 1e-6);
      assertEquals(buckets.stream().map(Bucket::at).toList(), starts(totals));
      assertEquals(starts(totals).stream().sorted().distinct().toList(), starts(totals));
      for (int i = 0; i < buckets.size(); i++) {
        assertEquals(buckets.get(i).count(), totals.get(i).count());
        assertEquals(buckets.get(i).mean(), totals.get(i).mean(), 1e-9);
      }
    }
  }

  @Test
  default void totals_begin_within_the_range_from_its_first_instant_until_before_its_last() {
    List<Point> points = new ArrayList<>();
    for (int hour = 0; hour < 5; hour++) {
      Instant at = BUSY.plusSeconds(3600L * hour);
      points.add(counted("edges", "street", "pi", hour + 1, at, Map.of("in", 1.0 * hour)));
    }
    await(store().write(points));
    TimeRange twoHours = new TimeRange(BUSY.plusSeconds(3600), BUSY.plusSeconds(3 * 3600));

    List<Total> totals =
        await(store().totals("edges", twoHours, Step.HOUR))
            .getOrDefault(new SeriesField("edges", "street", "in"), List.of());

    assertEquals(
        List.of(
            new Total(BUSY.plusSeconds(3600), 1, 1), new Total(BUSY.plusSeconds(2 * 3600), 1, 2)),
        totals);
  }

  @Test
  default void one_batch_of_this_morning_and_of_now_leaves_no_hour_of_the_day_out() {
    List<Instant> hours = List.of(BUSY.minusSeconds(9 * 3600), BUSY.minusSeconds(4 * 3600), BUSY);
    List<Point> points = new ArrayList<>();
    for (Instant hour : hours) {
      for (int minute = 0; minute < 10; minute++) {
        Instant at = hour.plusSeconds(60L * minute);
        points.add(counted("backlog", "street", "pi", points.size() + 1, at, Map.of("in", 1.0)));
      }
    }
    Point between = counted("backlog", "street", "pi", 99, hours.get(1), Map.of("in", 5.0));

    await(store().write(points));
    await(store().write(List.of(between)));

    List<Total> totals =
        await(store().totals("backlog", AROUND, Step.HOUR))
            .getOrDefault(new SeriesField("backlog", "street", "in"), List.of());
    assertEquals(hours, starts(totals));
    assertEquals(List.of(10L, 11L, 10L), totals.stream().map(Total::count).toList());
    assertEquals(15, totals.get(1).sum(), 1e-9);
  }

  @Test
  default void of_what_nobody_measured_there_are_no_totals() {
    assertEquals(Map.of(), await(store().totals("nothing", AROUND, Step.HOUR)));
  }

  private static double passers(List<Point> points) {
    return points.stream().mapToDouble(it -> it.fields().getOrDefault("in", 0.0)).sum();
  }

  private static List<Instant> starts(List<Total> totals) {
    return totals.stream().map(Total::at).toList();
  }

  private static Point counted(
      String measurement,
      String subject,
      String station,
      long sequence,
      Instant at,
      Map<String, Double> fields) {
    return new Point(
        measurement, subject, at, at, new Point.Identity(station, 7, sequence), false, fields);
  }
}
