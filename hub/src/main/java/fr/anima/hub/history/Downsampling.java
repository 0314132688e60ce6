package fr.anima.hub.history;

import fr.anima.hub.history.SeriesStore.SeriesField;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One series in so many frames at most, each with its least and its most: a spike of one second is
 * seen in a year. Chooses for itself whether samples or a roll-up are read.
 */
final class Downsampling {
  private static final List<Step> WIDEST_FIRST = List.of(Step.HOUR, Step.QUARTER, Step.MINUTE);

  private Downsampling() {}

  /**
   * What is read, and how wide the frames are that it is put into.
   *
   * @param step empty for samples
   */
  record Plan(Optional<Step> step, Duration frame) {
    Instant start(Instant at) {
      long millis = frame.toMillis();
      return Instant.ofEpochMilli(Math.floorDiv(at.toEpochMilli(), millis) * millis);
    }
  }

  /**
   * The widest roll-up that is no wider than a frame; samples for frames of less than a minute; and
   * never what is no longer kept for the whole range.
   *
   * @param most how many frames there may be, 2 or more
   */
  static Plan plan(TimeRange range, int most, HistoryRules rules) {
    long frame = parts(range.millis(), most - 1L);
    Instant now = rules.clock().instant();
    if (frame < Step.MINUTE.width().toMillis()
        && !range.from().isBefore(now.minus(rules.retention().samples()))) {
      return new Plan(Optional.empty(), Duration.ofMillis(Math.max(1, frame)));
    }
    Step least =
        range.from().isBefore(now.minus(rules.retention().minutes())) ? Step.QUARTER : Step.MINUTE;
    Step step =
        WIDEST_FIRST.stream()
            .filter(it -> it.width().toMillis() <= frame && it.compareTo(least) >= 0)
            .findFirst()
            .orElse(least);
    long width = step.width().toMillis();
    return new Plan(Optional.of(step), Duration.ofMillis(Math.max(1, parts(frame, width)) * width));
  }

  /** The frames of a range that anything was measured in, in order of time. */
  static Future<List<Bucket>> read(
      SeriesStore store, SeriesField field, TimeRange range, int most) {
    HistoryRules rules = store.rules();
    Plan plan = plan(range, most, rules);
    TreeMap<Instant, Bucket> frames = new TreeMap<>();
    if (plan.step().isPresent()) {
      Step step = plan.step().get();
      TimeRange whole = new TimeRange(step.start(range.from(), rules.zone()), range.until());
      return store
          .buckets(field, whole, step)
          .map(
              parts -> {
                parts.forEach(it -> put(frames, plan, it));
                return new ArrayList<>(frames.values());
              });
    }
    return store
        .eachSample(
            field.measurement(),
            field.subject(),
            range,
            page -> {
              for (Sample sample : page) {
                Optional.ofNullable(sample.fields().get(field.field()))
                    .ifPresent(it -> put(frames, plan, Bucket.of(sample.measuredAt(), it)));
              }
              return Future.succeededFuture();
            })
        .map(done -> new ArrayList<>(frames.values()));
  }

  /** How many of a width are needed to cover a length. */
  private static long parts(long length, long width) {
    return (length + width - 1) / width;
  }

  private static void put(Map<Instant, Bucket> frames, Plan plan, Bucket part) {
    Instant start = plan.start(part.at());
    frames.merge(start, part.at(start), Bucket::with);
  }
}
