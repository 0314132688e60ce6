package fr.anima.edge.sensors.safety;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The last value of one quantity of one sensor, handed from that sensor's thread to the output's.
 */
public final class LatestValue {
  private volatile Optional<Told> last = Optional.empty();

  private record Told(double value, long nanos) {}

  /** The sensor told this. */
  void told(double value, long nanos) {
    last = Optional.of(new Told(value, nanos));
  }

  /** What was told at most so long ago. */
  OptionalDouble within(Duration age, long nanos) {
    return last.filter(it -> nanos - it.nanos <= age.toNanos())
        .map(it -> OptionalDouble.of(it.value))
        .orElse(OptionalDouble.empty());
  }
}
