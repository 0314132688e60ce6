package fr.anima.hub.history;

import java.time.Instant;

/** How many values a field had during one step and their sum: a bucket without its extremes. */
public record Total(Instant at, long count, double sum) implements Summed<Total> {
  /** Their mean. */
  public double mean() {
    return sum / count;
  }

  @Override
  public Total with(Total other) {
    return new Total(at, count + other.count, sum + other.sum);
  }

  @Override
  public Total at(Instant start) {
    return new Total(start, count, sum);
  }
}
