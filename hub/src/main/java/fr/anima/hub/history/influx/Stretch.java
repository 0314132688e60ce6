package fr.anima.hub.history.influx;

import fr.anima.hub.history.Point;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Points of one measurement that lie near each other in time, so that one question finds what is
 * already kept around them: a backlog of yesterday and the present are two stretches.
 */
record Stretch(String measurement, Instant from, Instant until, Map<Source, List<Point>> points) {
  private static final Duration GAP = Duration.ofHours(1);

  /** One station at one subject: it alone writes its series, so that no two hubs sum the same. */
  record Source(String subject, String station) {
    static Source of(Point point) {
      return new Source(point.subject(), point.identity().station());
    }
  }

  /** Every point of the batch in exactly one stretch. */
  static List<Stretch> of(List<Point> batch) {
    List<Stretch> stretches = new ArrayList<>();
    Map<String, List<Point>> byMeasurement = new LinkedHashMap<>();
    batch.forEach(
        it -> byMeasurement.computeIfAbsent(it.measurement(), m -> new ArrayList<>()).add(it));
    byMeasurement.forEach((measurement, all) -> stretches.addAll(of(measurement, all)));
    return stretches;
  }

  /** From the beginning of the first frame that is touched to the end of the last. */
  TimeRange frames(Step step) {
    return new TimeRange(step.start(from, ZoneOffset.UTC), step.end(until, ZoneOffset.UTC));
  }

  private static List<Stretch> of(String measurement, List<Point> points) {
    List<Point> sorted = points.stream().sorted(Comparator.comparing(Point::measuredAt)).toList();
    List<Stretch> stretches = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= sorted.size(); i++) {
      if (i == sorted.size() || isFar(sorted.get(i - 1), sorted.get(i))) {
        stretches.add(stretch(measurement, sorted.subList(begin, i)));
        begin = i;
      }
    }
    return stretches;
  }

  private static boolean isFar(Point one, Point next) {
    return Duration.between(one.measuredAt(), next.measuredAt()).compareTo(GAP) > 0;
  }

  private static Stretch stretch(String measurement, List<Point> sorted) {
    Map<Source, List<Point>> bySource = new LinkedHashMap<>();
    sorted.forEach(it -> bySource.computeIfAbsent(Source.of(it), s -> new ArrayList<>()).add(it));
    return new Stretch(
        measurement,
        sorted.get(0).measuredAt(),
        sorted.get(sorted.size() - 1).measuredAt(),
        bySource);
  }
}
