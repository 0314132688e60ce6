package fr.anima.hub.animals.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The level of a sensor, day by day: what {@link Drift} remembers of it. One sample an hour is
 * enough, so that a reading a second costs nothing. Days are those of UTC.
 *
 * @param hour of the latest sample, counted since 1970
 * @param samples of the day of that hour
 * @param levels of the day before it and of the fortnight before that; the median of a day's
 *     samples
 * @param told the alert that tells of its drift
 */
record Course(
    long hour, List<Double> samples, NavigableMap<Long, Double> levels, Optional<Standing> told) {
  /** A day of which less is known says nothing of its level. */
  private static final int HOURS_OF_A_DAY = 12;

  /** What is habitual is what was so in this time. */
  static final Duration HABIT = Duration.ofDays(14);

  private static final long HOURS = 24;

  Course {
    samples = List.copyOf(samples);
    levels = Collections.unmodifiableNavigableMap(new TreeMap<>(levels));
  }

  /** Before the first reading. */
  static Course blank() {
    return new Course(Long.MIN_VALUE, List.of(), new TreeMap<>(), Optional.empty());
  }

  static long hourOf(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), Duration.ofHours(1).toSeconds());
  }

  long day() {
    return Math.floorDiv(hour, HOURS);
  }

  /** With a sample of a later hour, maybe of a later day. */
  Course sampled(long at, double value) {
    long today = Math.floorDiv(at, HOURS);
    boolean isNewDay = samples.isEmpty() || today != day();
    double[] now =
        isNewDay ? new double[] {value} : Arrays.copyOf(doubles(samples), samples.size() + 1);
    now[now.length - 1] = value;
    NavigableMap<Long, Double> kept = new TreeMap<>(levels);
    if (isNewDay) {
      level(day()).ifPresent(it -> kept.put(day(), it));
      kept.headMap(day() - HABIT.toDays()).clear();
    }
    return new Course(at, Arrays.stream(now).boxed().toList(), kept, told);
  }

  /** The level of a day, once half of it is known. */
  OptionalDouble level(long day) {
    if (day == day() && samples.size() >= HOURS_OF_A_DAY) {
      return median(doubles(samples));
    }
    Double level = levels.get(day);
    return level == null ? OptionalDouble.empty() : OptionalDouble.of(level);
  }

  /** Days before one, of which the level is known. */
  Map<Long, Double> before(long day) {
    return levels.headMap(day);
  }

  Course told(Optional<Standing> now) {
    return new Course(hour, samples, levels, now);
  }

  /** The value in the middle; empty of nothing. */
  static OptionalDouble median(double[] values) {
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2);
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(it -> it).toArray();
  }
}
