package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A month, over the day on which clocks go back, written as stations that are cut off deliver. */
public interface LateHistorySpecification {
  Instant MONTH = Instant.parse("2026-10-18T00:00:00Z");
  int FIVE_MINUTES = 30 * 288;
  int STATIONS = 3;

  /** The history under test. */
  SeriesStore store();

  @Test
  default void a_month_shuffled_by_outages_is_summed_as_if_it_had_come_in_order() {
    Random random = new Random(41);
    List<Point> points = points(random);
    for (int from = 0; from < points.size(); from += 1_700) {
      assertEquals(
          List.of(),
          await(store().write(points.subList(from, Math.min(from + 1_700, points.size())))));
    }

    SeriesStore.SeriesField field =
        new SeriesStore.SeriesField("conditions", "cut-off", "temperature");
    TimeRange range =
        new TimeRange(MONTH.minus(Duration.ofDays(1)), MONTH.plus(Duration.ofDays(31)));
    for (Step step : List.of(Step.MINUTE, Step.QUARTER, Step.HOUR, Step.DAY)) {
      Map<Instant, String> kept = new TreeMap<>();
      await(store().buckets(field, range, step))
          .forEach(
              it ->
                  kept.put(it.at(), told(it.count(), it.min(), it.max(), it.mean() * it.count())));
      assertEquals(recomputed(points, step), kept, step.toString());
    }
  }

  /** Each bucket from the values that fall into it, by the calendar alone. */
  private static Map<Instant, String> recomputed(List<Point> points, Step step) {
    Map<Instant, Map<Point.Identity, Double>> values = new TreeMap<>();
    for (Point point : points) {
      values
          .computeIfAbsent(begin(point.measuredAt(), step), it -> new HashMap<>())
          .put(point.identity(), point.fields().get("temperature"));
    }
    Map<Instant, String> told = new TreeMap<>();
    values.forEach(
        (at, each) -> {
          double[] all = each.values().stream().mapToDouble(it -> it).sorted().toArray();
          double sum = 0;
          for (double value : all) {
            sum += value;
          }
          told.put(at, told(all.length, all[0], all[all.length - 1], sum));
        });
    return told;
  }

  private static Instant begin(Instant at, Step step) {
    return switch (step) {
      case MINUTE -> Instant.ofEpochSecond(at.getEpochSecond() / 60 * 60);
      case QUARTER -> Instant.ofEpochSecond(at.getEpochSecond() / 900 * 900);
      case HOUR -> Instant.ofEpochSecond(at.getEpochSecond() / 3_600 * 3_600);
      case DAY -> {
        ZoneId paris = ZoneId.of("Europe/Paris");
        yield at.atZone(paris).toLocalDate().atStartOfDay(paris).toInstant();
      }
    };
  }

  /** A sum is told to the thousandth: its last digits depend on the order of adding. */
  private static String told(long count, double min, double max, double sum) {
    return count + " values, " + min + " to " + max + ", together " + Math.round(sum * 1_000);
  }

  /** Three stations of one enclosure; each is heard, or silent and then delivers what it kept. */
  private static List<Point> points(Random random) {
    record Taken(Point point, Instant at) {}
    List<Taken> taken = new ArrayList<>();
    for (int station = 1; station <= STATIONS; station++) {
      Instant back = MONTH;
      for (int i = 0; i < FIVE_MINUTES; i++) {
        Instant at = MONTH.plusSeconds(300L * i + station);
        if (at.isAfter(back) && random.nextInt(400) == 0) {
          back = at.plusSeconds(3_600L * (1 + random.nextInt(station == 1 ? 700 : 100)));
        }
        Instant took = (at.isBefore(back) ? back : at).plusMillis(i);
        Point point =
            new Point(
                "conditions",
                "cut-off",
                at,
                took,
                new Point.Identity("pi-" + station, 1, i + 1L),
                false,
                Map.of("temperature", random.nextInt(4_000) / 100.0));
        taken.add(new Taken(point, took));
        if (random.nextInt(20) == 0) {
          taken.add(new Taken(point, took.plusSeconds(random.nextInt(90_000))));
        }
      }
    }
    return taken.stream().sorted(Comparator.comparing(Taken::at)).map(Taken::point).toList();
  }
}
