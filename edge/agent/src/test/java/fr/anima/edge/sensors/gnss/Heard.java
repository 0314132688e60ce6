package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What a test hears of a receiver, and what it says to it. */
final class Heard {
  static final Instant NOW = Instant.parse("2026-11-23T13:00:00Z");

  /** Everything within seconds, so that tests need little patience, also on a busy machine. */
  static final Patience QUICK =
      new Patience(
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofSeconds(1),
          Duration.ofSeconds(3));

  private Heard() {}

  static FixDates live() {
    return FixDates.ofLive(() -> NOW.plus(Duration.ofDays(1)));
  }

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5));
  }

  /** Asks until that many fixes have come. */
  static List<Sample.Fix> fixes(Sensor sensor, int count) {
    List<Sample.Fix> fixes = new ArrayList<>();
    soon()
        .until(
            () -> {
              sensor.sample(NOW).forEach(it -> fixes.add((Sample.Fix) it));
              return fixes.size() >= count;
            });
    return fixes;
  }

  /** Asks until the complaint says so. */
  static void complaint(Sensor sensor, String words) {
    soon()
        .until(
            () -> {
              sensor.sample(NOW);
              return sensor.complaint();
            },
            it -> it.contains(words));
  }

  /** An epoch of a receiver at noon and so many seconds. */
  static String rmc(double second) {
    String time = String.format("12%02d%05.2f", (int) second / 60, second % 60);
    return NmeaSentenceTest.sealed("GNRMC," + time + ",A,5057.0780,N,00151.5220,E,,,231126,,,A")
        + "\r\n";
  }
}
