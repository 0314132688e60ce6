package fr.anima.hub.history;

import java.time.Instant;

/** What a field did during one step: how many values, the least, the most and their mean. */
public record Bucket(Instant at, long count, double min, double max, double mean)
    implements Summed<Bucket> {
  /** One value at its own instant. */
  public static Bucket of(Instant at, double value) {
    return new Bucket(at, 1, value, value, value);
  }

  /** Both together: no extreme of either is lost. */
  @Override
  public Bucket with(Bucket other) {
    long both = count + other.count;
    return new Bucket(
        at,
        both,
        Math.min(min, other.min),
        Math.max(max, other.max),
        mean + (other.mean - mean) * other.count / both);
  }

  @Override
  public Bucket at(Instant start) {
    return new Bucket(start, count, min, max, mean);
  }
}
