package fr.anima.hub.history.influx;

import com.influxdb.exceptions.InfluxException;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Refused;
import fr.anima.hub.history.Retention;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.influx.DayStrip.Strip;
import fr.anima.hub.history.influx.Places.Placed;
import fr.anima.hub.history.influx.Stretch.Source;
import fr.anima.hub.history.influx.Surroundings.Known;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One batch into InfluxDB: one question for what is kept around it, then the samples, then the sums
 * of every frame that is touched. Blocks.
 */
final class InfluxWriting {
  /** What the server says of points that it will not take however often they come. */
  private static final Set<Integer> NOT_TAKEN = Set.of(400, 413, 422);

  /** Limits that an administrator can lift: nothing is wrong with the point. */
  private static final String AT_A_LIMIT = "limit exceeded";

  private final InfluxConnection influx;
  private final InfluxQl influxQl;
  private final Retention retention;

  InfluxWriting(InfluxConnection influx, InfluxQl influxQl, Retention retention) {
    this.influx = influx;
    this.influxQl = influxQl;
    this.retention = retention;
  }

  /** A sample to be written, and where it would be forgotten should it be refused. */
  private record Fresh(Places places, Placed placed) {}

  /** Fails as {@link InfluxConnection} does; then nothing is known of what was written. */
  List<Refused> write(List<Point> points) {
    List<Surroundings> all =
        Stretch.of(points).stream()
            .map(it -> new Surroundings(it, !retention.isPersonal(it.measurement())))
            .toList();
    influx.ask(all.stream().flatMap(it -> it.questions(influxQl).stream()).toList());
    List<Refused> refused = writeSamples(all);
    Sums sums = new Sums();
    for (Surroundings around : all) {
      if (around.summed()) {
        around.stretch().points().forEach((source, them) -> sum(around, source, them, sums));
      }
    }
    sums.lines().forEach(influx::write);
    return refused;
  }

  private List<Refused> writeSamples(List<Surroundings> all) {
    Map<Shelf, List<Fresh>> fresh = new EnumMap<>(Shelf.class);
    for (Surroundings around : all) {
      Shelf shelf = Shelf.of(around.stretch().measurement(), retention);
      around
          .stretch()
          .points()
          .forEach(
              (source, points) -> {
                Places places = around.of(source).places();
                for (Point point : points) {
                  places
                      .place(point)
                      .ifPresent(
                          placed ->
                              fresh
                                  .computeIfAbsent(shelf, it -> new ArrayList<>())
                                  .add(new Fresh(places, placed)));
                }
              });
    }
    List<Refused> refused = new ArrayList<>();
    fresh.forEach((shelf, them) -> writeWhatIsTaken(shelf, them, refused));
    return refused;
  }

  /**
   * The server says that it did not take some of many, but not which: halves are tried until the
   * guilty stand alone. What was taken already is the same when it comes again.
   */
  private void writeWhatIsTaken(Shelf shelf, List<Fresh> them, List<Refused> refused) {
    try {
      influx.write(shelf, them.stream().map(it -> InfluxLayout.line(it.placed())).toList());
    } catch (InfluxException why) {
      String words = String.valueOf(why.getMessage());
      if (!NOT_TAKEN.contains(why.status()) || words.contains(AT_A_LIMIT)) {
        throw why;
      }
      if (them.size() == 1) {
        Fresh guilty = them.get(0);
        guilty.places().forget(guilty.placed().nanos());
        refused.add(new Refused(guilty.placed().point(), "refused-by-history", words));
      } else {
        int half = them.size() / 2;
        writeWhatIsTaken(shelf, them.subList(0, half), refused);
        writeWhatIsTaken(shelf, them.subList(half, them.size()), refused);
      }
    }
  }

  private static void sum(Surroundings around, Source source, List<Point> points, Sums sums) {
    Known known = around.of(source);
    Set<Instant> touched =
        points.stream()
            .map(it -> Step.MINUTE.start(it.measuredAt(), ZoneOffset.UTC))
            .collect(Collectors.toSet());
    samples(known.places(), touched)
        .forEach(
            (field, samples) ->
                sums.add(
                    new Strip(around.stretch().measurement(), source, field),
                    known.sums(field),
                    samples));
  }

  /** What is summed anew of all stretches. Two of them may lie within one day, which is one row. */
  private static final class Sums {
    private final Map<Shelf, List<String>> lines = new EnumMap<>(Shelf.class);
    private final Map<Strip, List<Bucket>> hoursBefore = new HashMap<>();
    private final Map<Strip, List<Bucket>> hours = new LinkedHashMap<>();

    void add(Strip strip, RollUps rollUps, Collection<Bucket> samples) {
      hoursBefore.computeIfAbsent(strip, it -> new ArrayList<>()).addAll(rollUps.known(Step.HOUR));
      rollUps
          .sum(samples)
          .forEach(
              (step, sums) -> {
                if (step == Step.HOUR) {
                  hours.computeIfAbsent(strip, it -> new ArrayList<>()).addAll(sums);
                } else {
                  sums.forEach(it -> shelf(step).add(line(strip, step, it)));
                }
              });
    }

    Map<Shelf, List<String>> lines() {
      hours.forEach(
          (strip, kept) ->
              shelf(Step.HOUR)
                  .addAll(DayStrip.lines(strip, hoursBefore.getOrDefault(strip, List.of()), kept)));
      return lines;
    }

    private List<String> shelf(Step step) {
      return lines.computeIfAbsent(Shelf.of(step), it -> new ArrayList<>());
    }

    private static String line(Strip strip, Step step, Bucket sum) {
      return InfluxLayout.line(strip.measurement(), strip.source(), strip.field(), step, sum);
    }
  }

  /** Every sample of the minutes that are touched, field by field, in order of time. */
  private static Map<String, Collection<Bucket>> samples(Places places, Set<Instant> minutes) {
    Map<String, Collection<Bucket>> samples = new TreeMap<>();
    for (Placed placed : places.all()) {
      Instant at = placed.point().measuredAt();
      if (minutes.contains(Step.MINUTE.start(at, ZoneOffset.UTC))) {
        placed
            .point()
            .fields()
            .forEach(
                (field, value) ->
                    samples
                        .computeIfAbsent(field, it -> new ArrayList<>())
                        .add(Bucket.of(at, value)));
      }
    }
    return samples;
  }
}
