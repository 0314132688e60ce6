package fr.anima.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.clock.StationClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SequenceNumbersTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path machine;

  @Test
  void the_boot_is_the_time_of_the_start_and_always_later_than_the_one_before() {
    StationClock known = clock(NOW);
    StationClock unknown = clock(Instant.EPOCH.plusSeconds(77));
    long floor = StationClock.FLOOR.getEpochSecond();

    assertEquals(NOW.getEpochSecond(), SequenceNumbers.after(0, known).boot());
    assertEquals(floor, SequenceNumbers.after(0, unknown).boot());
    assertEquals(floor + 6, SequenceNumbers.after(floor + 5, unknown).boot());
    assertEquals(
        NOW.getEpochSecond() + 6, SequenceNumbers.after(NOW.getEpochSecond() + 5, known).boot());
  }

  private StationClock clock(Instant shows) {
    MachineTime time = new MachineTime(InstantSource.fixed(shows), () -> 0, machine);
    return new StationClock(time, StationClock.Trust.AUTO, machine);
  }
}
