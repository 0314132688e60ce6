package fr.anima.edge.sensors.gnss;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Counts what could not be used, by name. It is told for a minute after it happened: a receiver
 * that speaks well again is well.
 */
final class LeftOut {
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final LongSupplier nanos;
  private final Map<String, Long> counts = new TreeMap<>();
  private long lastNanos;

  /** With a clock that only ever runs forward, such as {@code System::nanoTime}. */
  LeftOut(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void note(String what, long count) {
    if (count > 0) {
      counts.merge(what, count, Long::sum);
      lastNanos = nanos.getAsLong();
    }
  }

  /** All there was since the start, if some of it is fresh; else empty. */
  synchronized String words() {
    return counts.isEmpty() || nanos.getAsLong() - lastNanos > REMEMBERED.toNanos()
        ? ""
        : counts.entrySet().stream()
            .map(it -> it.getValue() + " " + it.getKey())
            .collect(Collectors.joining(", ", "left out: ", ""));
  }
}
