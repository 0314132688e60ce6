package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.AlertSignal.Known;
import fr.anima.hub.animals.alerts.AlertSignal.Sensor;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Tells of a sensor whose level of a whole day has left what was habitual in the fortnight before:
 * it drifts, or something in the room does. Where other stations measure the same in the enclosure,
 * its distance from their median is judged, so that weather, which all of them feel, tells of
 * nobody; of two that part, both are told, for nobody knows which is right.
 *
 * <p>A level that is new may be true, in a cold snap or after a failed heater. So this asks for a
 * look and doubts nothing: limits go on by the value. A level that stays becomes the habit. Runs on
 * the station's time; what a backlog shows rings only where it is still so with a fresh reading.
 */
final class Drift implements Rule<Drift.Courses> {
  /** So many days make a habit. */
  private static final int LEAST_DAYS = 7;

  /** Of normal spread, 4 median deviations are 2.7 standard deviations. */
  private static final double SPREADS = 4;

  /** What is remembered of an enclosure's sensors, by station and quantity. */
  record Courses(Map<String, Course> sensors) {
    Courses {
      sensors = Collections.unmodifiableMap(new TreeMap<>(sensors));
    }
  }

  /**
   * How far a level must be off at the least, in the quantity's unit: ten times what a good sensor
   * may be wrong by. Ours; empty for what has no level of its own, or only the weather's.
   */
  private static OptionalDouble floor(Quantity quantity) {
    return switch (quantity) {
      case TEMPERATURE -> OptionalDouble.of(3);
      case HUMIDITY -> OptionalDouble.of(15);
      case PRESSURE,
          AMMONIA,
          CARBON_DIOXIDE,
          WATER_LEVEL,
          FEED_WEIGHT,
          LIGHT,
          SOUND,
          DOOR,
          MOTION,
          BATTERY,
          BOX_TEMPERATURE,
          OUTPUT ->
          OptionalDouble.empty();
    };
  }

  @Override
  public String name() {
    return "drift";
  }

  @Override
  public Class<Courses> memory() {
    return Courses.class;
  }

  @Override
  public Courses blank() {
    return new Courses(Map.of());
  }

  @Override
  public Courses heard(Enclosure enclosure, Courses before, Heard heard, Ruling ruling) {
    Courses now = before;
    for (Measurement each : heard.values()) {
      boolean isWatched =
          floor(each.quantity()).isPresent() && enclosure.period(each.quantity()).isPresent();
      if (isWatched) {
        now = sampled(enclosure, now, heard, each, ruling);
      }
    }
    return now;
  }

  private static Courses sampled(
      Enclosure enclosure, Courses before, Heard heard, Measurement measured, Ruling ruling) {
    String key = heard.station() + "/" + measured.quantity().word();
    Course course = Optional.ofNullable(before.sensors().get(key)).orElseGet(Course::blank);
    long hour = Course.hourOf(heard.measuredAt());
    if (hour <= course.hour()) {
      return before;
    }
    Course now = course.sampled(hour, measured.value());
    boolean isDayOver = !course.samples().isEmpty() && now.day() != course.day();
    Map<String, Course> all = new TreeMap<>(before.sensors());
    all.put(key, now);
    if (isDayOver && now.level(course.day()).isPresent()) {
      all.put(key, judged(enclosure, all, key, new Close(course.day(), heard, measured), ruling));
    }
    return new Courses(all);
  }

  /** A day that is over with a sensor's first reading of a later one. */
  private record Close(long day, Heard heard, Measurement measured) {
    Instant begin() {
      return Instant.EPOCH.plus(Duration.ofDays(day));
    }
  }

  private static Course judged(
      Enclosure enclosure, Map<String, Course> all, String key, Close close, Ruling ruling) {
    Course course = all.getOrDefault(key, Course.blank());
    Quantity quantity = close.measured().quantity();
    List<Course> others =
        all.entrySet().stream()
            .filter(it -> !it.getKey().equals(key))
            .filter(it -> it.getKey().endsWith("/" + quantity.word()))
            .map(Map.Entry::getValue)
            .toList();
    boolean isOff = isOff(course, others, close.day(), floor(quantity).orElse(Double.MAX_VALUE));
    if (!isOff) {
      Standing.clear(course.told(), close.heard().measuredAt(), ruling);
      return course.told(Optional.empty());
    }
    if (course.told().isPresent() || !close.heard().isFresh()) {
      return course;
    }
    Beginning drift =
        Beginning.ofSensor(
            AlertKind.SUSPECT,
            enclosure.id(),
            new Sensor(Optional.of(close.heard().station()), quantity),
            Severity.ATTENTION,
            new Known(
                close.begin(),
                close.heard().measuredAt(),
                course.level(close.day()),
                Optional.of(Doubt.DRIFT),
                Optional.empty()));
    ruling.add(AlertSignal.raised(drift));
    return course.told(Optional.of(Standing.of(drift)));
  }

  /** Against the others where there are any and have been for long enough, else against itself. */
  static boolean isOff(Course course, List<Course> others, long day, double floor) {
    Map<Long, Double> apart = new TreeMap<>();
    course
        .before(day + 1)
        .forEach((at, level) -> median(others, at).ifPresent(it -> apart.put(at, level - it)));
    boolean haveOthers = apart.containsKey(day) && apart.size() > LEAST_DAYS;
    Map<Long, Double> levels = haveOthers ? apart : course.before(day + 1);
    double[] past =
        levels.entrySet().stream()
            .filter(it -> it.getKey() < day)
            .mapToDouble(Map.Entry::getValue)
            .toArray();
    if (past.length < LEAST_DAYS) {
      return false;
    }
    double habitual = Course.median(past).orElseThrow();
    double[] off = new double[past.length];
    for (int i = 0; i < past.length; i++) {
      off[i] = Math.abs(past[i] - habitual);
    }
    double bound = Math.max(floor, SPREADS * Course.median(off).orElseThrow());
    return Math.abs(levels.getOrDefault(day, habitual) - habitual) > bound;
  }

  private static OptionalDouble median(List<Course> others, long day) {
    return Course.median(
        others.stream()
            .map(it -> it.level(day))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray());
  }

  /** A sensor that is gone drifts no longer; one that comes back is known for a fortnight. */
  @Override
  public Courses passed(Enclosure enclosure, Courses before, Tick tick, Ruling ruling) {
    long gone = Course.hourOf(tick.now().minus(Silence.REPLACED));
    long forgotten = Course.hourOf(tick.now().minus(Course.HABIT));
    Map<String, Course> now = new TreeMap<>();
    before
        .sensors()
        .forEach(
            (key, course) -> {
              boolean isExpected =
                  enclosure
                      .expectedEverySeconds()
                      .containsKey(key.substring(key.lastIndexOf('/') + 1));
              boolean isHere = isExpected && course.hour() >= gone;
              if (!isHere) {
                Standing.clear(course.told(), tick.now(), ruling);
              }
              if (isExpected && course.hour() >= forgotten) {
                now.put(key, isHere ? course : course.told(Optional.empty()));
              }
            });
    return new Courses(now);
  }
}
