package fr.anima.hub.history;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * History itself. Two stores, one promise: nothing merges, nothing is kept twice, and what can
 * never be kept holds nothing else up.
 */
public interface SeriesStore {
  /**
   * Keeps points and their roll-ups together; writing one again changes nothing. Fails as a whole
   * when the store does not answer: then write all of them again.
   *
   * @return the points that can never be kept, each with its reason; all others are
   */
  Future<List<Refused>> write(List<Point> points);

  /** Points of one subject in order of measurement, the earliest {@code most} of the range. */
  Future<List<Sample>> samples(String measurement, String subject, TimeRange range, int most);

  /**
   * All points of one subject in order of measurement, page by page: the next page is read when the
   * future of the last one succeeds, so that no more than a page is in memory.
   */
  Future<Void> eachSample(
      String measurement,
      String subject,
      TimeRange range,
      Function<List<Sample>, Future<Void>> page);

  /**
   * Roll-ups of one field of one subject that begin within the range, in order of time; a bucket
   * nobody measured is absent.
   */
  Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step);

  /**
   * One field of one subject in so many frames at most, each with its least and its most; the store
   * chooses whether samples or roll-ups are read.
   *
   * @param most 2 or more
   */
  default Future<List<Bucket>> downsampled(SeriesField field, TimeRange range, int most) {
    return Downsampling.read(this, field, range, most);
  }

  /** How wide the frames are that {@link #downsampled} puts a range into. */
  default Duration frame(TimeRange range, int most) {
    return Downsampling.plan(range, most, rules()).frame();
  }

  /**
   * How many values every field of every subject of a measurement had and what they add up to, in
   * steps that begin within the range and in order of time; a step nobody measured is absent. For
   * overviews: without the extremes, which would be half of what a year of many subjects costs.
   */
  Future<Map<SeriesField, List<Total>>> totals(String measurement, TimeRange range, Step step);

  /** The newest value by measured-at of every field of every subject of a measurement. */
  Future<Map<SeriesField, Latest>> latest(String measurement);

  /** What it goes by. */
  HistoryRules rules();

  /** Which store this is, in words; fails when it does not answer. */
  Future<String> answers();

  /** Drops whatever is kept longer than it should be, and says what that was. */
  default Future<List<String>> forget() {
    return forget(rules().retention().samples());
  }

  /**
   * The same, with samples kept for that long at most; a server that forgets by itself does not.
   */
  Future<List<String>> forget(Duration samples);

  /** One field of one subject. */
  record SeriesField(String measurement, String subject, String field) {}

  /** The newest value of a field and its two times. */
  record Latest(double value, Instant measuredAt, Instant arrivedAt, boolean estimated) {}
}
