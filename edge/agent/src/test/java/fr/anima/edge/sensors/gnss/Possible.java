package fr.anima.edge.sensors.gnss;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a receiver's reader may tell, whatever it was given. */
final class Possible {
  private Possible() {}

  static void assertAll(List<Sample> fixes, Instant latest) {
    for (Sample each : fixes) {
      Sample.Fix fix = (Sample.Fix) each;
      assertFalse(fix.at().isBefore(FixDates.EARLIEST) || fix.at().isAfter(latest), fix.toString());
      assertTrue(Math.abs(fix.latitudeDegrees()) <= 90, fix.toString());
      assertTrue(Math.abs(fix.longitudeDegrees()) <= 180, fix.toString());
      assertTrue(
          Stream.of(
                  fix.altitudeMetres(), fix.speedMetresPerSecond(), fix.courseDegrees(), fix.hdop())
              .allMatch(it -> it.isEmpty() || Math.abs(it.getAsDouble()) <= 9_000),
          fix.toString());
    }
    for (int i = 1; i < fixes.size(); i++) {
      assertFalse(fixes.get(i).at().equals(fixes.get(i - 1).at()), "twice " + fixes.get(i));
    }
  }
}
