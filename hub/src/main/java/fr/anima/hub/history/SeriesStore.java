package fr.anima.hub.history;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** History itself. Two stores, one promise: nothing merges, nothing is kept twice. */
public interface SeriesStore {
  /** Keeps points and their roll-ups together; writing one again changes nothing. */
  Future<Void> write(List<Point> points);

  /** Points of one subject in order of measurement, the earliest {@code most} of the range. */
  Future<List<Sample>> samples(String measurement, String subject, TimeRange range, int most);

  /** Roll-ups of one field of one subject in order of time; a bucket nobody measured is absent. */
  Future<List<Bucket>> buckets(SeriesField field, TimeRange range, Step step);

  /** Roll-ups of every field of every subject of a measurement, for overviews. */
  Future<Map<SeriesField, List<Bucket>>> allBuckets(String measurement, TimeRange range, Step step);

  /** The newest value by measured-at of every field of every subject of a measurement. */
  Future<Map<SeriesField, Latest>> latest(String measurement);

  /** One field of one subject. */
  record SeriesField(String measurement, String subject, String field) {}

  /** The newest value of a field and its two times. */
  record Latest(
      double value, java.time.Instant measuredAt, java.time.Instant arrivedAt, boolean estimated) {}
}
