package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.history.SeriesStore.SeriesField;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every history promises. Each test writes about subjects of its own. */
public interface SeriesStoreSpecification extends TotalsSpecification {
  Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  TimeRange THE_DAY =
      new TimeRange(Instant.parse("2026-11-23T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));

  TimeRange THE_YEAR =
      new TimeRange(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"));

  @Test
  default void samples_of_the_same_millisecond_are_all_kept() {
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      points.add(point("crowd", i, TEN, Map.of("temperature", (double) i)));
    }

    await(store().write(points));

    List<Sample> kept = await(store().samples("conditions", "crowd", THE_DAY, 20_000));
    Set<Double> values = new HashSet<>();
    kept.forEach(it -> values.addAll(it.fields().values()));
    assertEquals(10_000, kept.size());
    assertEquals(10_000, values.size());
  }

  @Test
  default void what_comes_twice_is_kept_once() {
    List<Point> points = seeded("twice", 500, 1);
    List<Point> doubled = new ArrayList<>(points);
    doubled.addAll(points);
    Collections.shuffle(doubled, new Random(2));

    await(store().write(doubled));
    await(store().write(points));

    SeriesField field = new SeriesField("conditions", "twice", "temperature");
    assertEquals(500, await(store().samples("conditions", "twice", THE_DAY, 1_000)).size());
    assertEquals(
        500,
        await(store().buckets(field, THE_DAY, Step.HOUR)).stream().mapToLong(Bucket::count).sum());
  }

  @Test
  default void roll_ups_equal_a_recomputation_whatever_the_order_of_arrival() {
    List<Point> points = seeded("rolled", 3_000, 3);
    Collections.shuffle(points, new Random(4));
    for (int from = 0; from < points.size(); from += 700) {
      await(store().write(points.subList(from, Math.min(from + 700, points.size()))));
    }

    InMemorySeriesStore recomputed = new InMemorySeriesStore(TestRules.at(TestRules.NOW));
    await(recomputed.write(points));

    for (Step step : Step.values()) {
      for (String field : List.of("temperature", "humidity")) {
        SeriesField series = new SeriesField("conditions", "rolled", field);
        assertAlike(
            await(recomputed.buckets(series, THE_DAY, step)),
            await(store().buckets(series, THE_DAY, step)));
      }
    }
  }

  @Test
  default void the_latest_value_is_the_one_measured_last_not_the_one_that_came_last() {
    SeriesField temperature = new SeriesField("conditions", "late", "temperature");

    await(store().write(List.of(point("late", 1, TEN, Map.of("temperature", 1.0)))));
    await(
        store()
            .write(
                List.of(
                    point("late", 2, TEN.minusSeconds(60), Map.of("temperature", 2.0)),
                    point("late", 3, TEN.minusSeconds(30), Map.of("humidity", 60.0)))));

    Map<SeriesField, SeriesStore.Latest> latest = await(store().latest("conditions"));
    assertEquals(
        new SeriesStore.Latest(1.0, TEN, TEN.plusSeconds(5), false), latest.get(temperature));
    assertTrue(latest.containsKey(new SeriesField("conditions", "late", "humidity")));
  }

  @Test
  default void samples_come_in_order_of_measurement_and_never_from_outside_the_range() {
    await(store().write(seeded("ordered", 400, 5)));
    TimeRange tenMinutes = new TimeRange(TEN, TEN.plusSeconds(600));

    List<Sample> all = await(store().samples("conditions", "ordered", tenMinutes, 1_000));
    List<Sample> first = await(store().samples("conditions", "ordered", tenMinutes, 3));

    List<Instant> times = all.stream().map(Sample::measuredAt).toList();
    assertEquals(times.stream().sorted().toList(), times);
    assertTrue(times.stream().allMatch(it -> !it.isBefore(TEN)));
    assertTrue(times.stream().allMatch(it -> it.isBefore(TEN.plusSeconds(600))));
    assertEquals(all.subList(0, 3), first);
  }

  @Test
  default void a_sample_comes_back_with_all_its_fields() {
    Map<String, Double> fix =
        Map.of("latitude", 50.958123456789, "longitude", 1.853, "speed", 0.1 + 0.2);

    await(store().write(List.of(point("whole", 1, TEN, fix))));

    assertEquals(
        List.of(new Sample(TEN, TEN.plusSeconds(5), false, fix)),
        await(store().samples("conditions", "whole", THE_DAY, 10)));
  }

  @Test
  default void one_bad_point_among_five_thousand_is_refused_and_all_others_are_kept() {
    List<Point> points = new ArrayList<>(seeded("spoilt", 5_000, 6));
    Point bad =
        point("spoilt", 2_500, points.get(2_499).measuredAt(), Map.of("temperature", Double.NaN));
    points.set(2_499, bad);

    List<Refused> refused = await(store().write(points));
    List<Refused> again = await(store().write(points));

    assertEquals(List.of(bad), refused.stream().map(Refused::point).toList());
    assertEquals("not-a-number", refused.get(0).reason());
    assertEquals(refused, again);
    assertEquals(4_999, await(store().samples("conditions", "spoilt", THE_DAY, 10_000)).size());
  }

  @Test
  default void what_is_older_than_the_retention_is_refused_not_tried_for_ever() {
    Point old = point("aged", 1, TestRules.NOW.minus(Duration.ofDays(91)), Map.of("humidity", 1.0));
    Point oldest =
        point("aged", 2, TestRules.NOW.minus(Duration.ofDays(89)), Map.of("humidity", 2.0));

    List<Refused> refused = await(store().write(List.of(old, oldest)));

    assertEquals(List.of("too-old"), refused.stream().map(Refused::reason).toList());
    assertEquals(
        List.of(oldest.measuredAt()),
        await(store().samples("conditions", "aged", THE_YEAR, 10)).stream()
            .map(Sample::measuredAt)
            .toList());
  }

  @Test
  default void stations_and_boots_that_count_alike_at_the_same_instant_do_not_merge() {
    List<Point> points = new ArrayList<>();
    for (int station = 1; station <= 3; station++) {
      for (int boot = 1; boot <= 20; boot++) {
        for (int sequence = 1; sequence <= 5; sequence++) {
          points.add(
              new Point(
                  "conditions",
                  "alike",
                  TEN,
                  TEN,
                  new Point.Identity("pi-" + station, boot, sequence),
                  false,
                  Map.of("temperature", 1.0 * station * boot * sequence)));
        }
      }
    }

    await(store().write(points.subList(0, 150)));
    await(store().write(points.subList(100, 300)));

    SeriesField field = new SeriesField("conditions", "alike", "temperature");
    assertEquals(300, await(store().samples("conditions", "alike", THE_DAY, 1_000)).size());
    assertEquals(300, await(store().buckets(field, THE_DAY, Step.HOUR)).get(0).count());
  }

  @Test
  default void what_follows_a_person_is_kept_as_measured_for_its_days_and_never_summed() {
    Point fresh = position("rider", 1, TestRules.NOW.minus(Duration.ofDays(29)));
    Point old = position("rider", 2, TestRules.NOW.minus(Duration.ofDays(31)));

    List<Refused> refused = await(store().write(List.of(fresh, old)));

    assertEquals(List.of(old), refused.stream().map(Refused::point).toList());
    assertEquals(1, await(store().samples("position", "rider", THE_YEAR, 10)).size());
    assertEquals(Map.of(), await(store().totals("position", THE_YEAR, Step.MINUTE)));
    assertTrue(
        await(store().latest("position"))
            .containsKey(new SeriesField("position", "rider", "latitude")));
  }

  @Test
  default void a_day_has_the_hours_that_the_clocks_of_the_town_gave_it() {
    Instant midnight = Instant.parse("2026-10-24T22:00:00Z");
    List<Point> points = new ArrayList<>();
    for (int hour = -24; hour < 49; hour++) {
      points.add(
          point(
              "autumn",
              100 + hour,
              midnight.plusSeconds(3600L * hour),
              Map.of("humidity", 1.0 * hour)));
    }

    await(store().write(points));

    List<Bucket> days =
        await(
            store()
                .buckets(new SeriesField("conditions", "autumn", "humidity"), THE_YEAR, Step.DAY));
    assertEquals(
        List.of(
            new Bucket(midnight.minusSeconds(24 * 3600), 24, -24, -1, -12.5),
            new Bucket(midnight, 25, 0, 24, 12),
            new Bucket(midnight.plusSeconds(25 * 3600), 24, 25, 48, 36.5)),
        days);
  }

  @Test
  default void every_sample_comes_page_by_page_also_where_pages_end_within_an_instant() {
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= 6_000; i++) {
      for (String station : List.of("pi-one", "pi-other")) {
        points.add(
            new Point(
                "conditions",
                "paged",
                TEN.plusMillis(i / 7),
                TEN,
                new Point.Identity(station, 1, i),
                false,
                Map.of("temperature", i + (station.equals("pi-one") ? 0.0 : 0.5))));
      }
    }
    await(store().write(points));

    List<Sample> all = new ArrayList<>();
    await(
        store()
            .eachSample(
                "conditions",
                "paged",
                THE_DAY,
                page -> {
                  all.addAll(page);
                  return Future.succeededFuture();
                }));

    Set<Double> values = new HashSet<>();
    all.forEach(it -> values.addAll(it.fields().values()));
    assertEquals(12_000, all.size());
    assertEquals(12_000, values.size());
    List<Instant> times = all.stream().map(Sample::measuredAt).toList();
    assertEquals(times.stream().sorted().toList(), times);
  }

  @Test
  default void whoever_stops_reading_is_not_read_for() {
    await(store().write(seeded("stopped", 200, 8)));

    Future<Void> reading =
        store()
            .eachSample(
                "conditions",
                "stopped",
                THE_DAY,
                page -> Future.failedFuture(new IllegalStateException("gone")));

    assertThrows(IllegalStateException.class, () -> await(reading));
  }

  @Test
  default void a_spike_of_one_sample_is_seen_however_far_one_looks() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      double value = i == 3_333 ? 99 : 20;
      points.add(point("spiky", i + 1, TEN.plusSeconds(i - 5_000), Map.of("temperature", value)));
    }
    await(store().write(points));
    SeriesField field = new SeriesField("conditions", "spiky", "temperature");

    for (TimeRange range :
        List.of(
            new TimeRange(TEN.minusSeconds(5_000), TEN),
            THE_DAY,
            new TimeRange(TEN.minus(Duration.ofDays(80)), TEN),
            THE_YEAR)) {
      List<Bucket> frames = await(store().downsampled(field, range, 100));
      assertEquals(5_000, frames.stream().mapToLong(Bucket::count).sum());
      assertEquals(99, frames.stream().mapToDouble(Bucket::max).max().orElse(0));
      assertEquals(20, frames.stream().mapToDouble(Bucket::min).min().orElse(0));
      assertTrue(frames.size() <= 100, frames.size() + " frames");
    }
  }

  @Test
  default void nobody_asked_is_nothing_answered() {
    SeriesField unknown = new SeriesField("conditions", "nobody", "temperature");

    assertEquals(List.of(), await(store().samples("conditions", "nobody", THE_DAY, 10)));
    assertEquals(List.of(), await(store().buckets(unknown, THE_DAY, Step.MINUTE)));
    assertEquals(Map.of(), await(store().latest("nothing")));
    await(store().write(List.of()));
  }

  private static Point position(String bike, long sequence, Instant at) {
    return new Point(
        "position",
        bike,
        at,
        at,
        new Point.Identity("gps-" + bike, 7, sequence),
        false,
        Map.of("latitude", 50.9581, "longitude", 1.8530));
  }

  private static List<Point> seeded(String subject, int count, long seed) {
    Random random = new Random(seed);
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Map<String, Double> fields =
          random.nextBoolean()
              ? Map.of("temperature", random.nextGaussian() * 10)
              : Map.of("temperature", random.nextGaussian(), "humidity", random.nextDouble());
      points.add(point(subject, i, TEN.plusMillis(random.nextInt(7_200_000)), fields));
    }
    return points;
  }

  private static Point point(
      String subject, long sequence, Instant at, Map<String, Double> fields) {
    return new Point(
        "conditions",
        subject,
        at,
        at.plusSeconds(5),
        new Point.Identity("pi-" + subject, 7, sequence),
        false,
        fields);
  }

  private static void assertAlike(List<Bucket> expected, List<Bucket> actual) {
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < expected.size(); i++) {
      Bucket wanted = expected.get(i);
      Bucket found = actual.get(i);
      assertEquals(
          new Bucket(wanted.at(), wanted.count(), wanted.min(), wanted.max(), 0),
          new Bucket(found.at(), found.count(), found.min(), found.max(), 0));
      assertEquals(wanted.mean(), found.mean(), 1e-9);
    }
  }
}
