package fr.anima.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import fr.anima.wire.ClockQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClockGuardTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path machine;

  @Test
  void a_clock_in_1970_is_a_guess_even_when_it_is_trusted() throws IOException {
    Files.createDirectories(machine.resolve("run/systemd/timesync"));
    Files.createFile(machine.resolve("run/systemd/timesync/synchronized"));

    ClockGuard clock = guard(Instant.EPOCH, ClockGuard.Trust.TRUSTED);

    assertEquals(ClockQuality.ESTIMATED, clock.quality());
    assertFalse(clock.isPlausible());
    assertEquals(Instant.MAX, clock.latestFix());
  }

  @Test
  void on_a_pi_the_clock_is_a_guess_until_the_network_has_set_it() throws IOException {
    Files.createDirectories(machine.resolve("run/systemd/system"));
    ClockGuard clock = guard(NOW, ClockGuard.Trust.AUTO);
    ClockQuality before = clock.quality();
    Files.createDirectories(machine.resolve("run/systemd/timesync"));
    Files.createFile(machine.resolve("run/systemd/timesync/synchronized"));

    assertEquals(ClockQuality.ESTIMATED, before);
    assertEquals(ClockQuality.SYNCED, clock.quality());
  }

  @Test
  void a_trusted_clock_needs_no_sign() throws IOException {
    Files.createDirectories(machine.resolve("run/systemd/system"));

    assertEquals(ClockQuality.SYNCED, guard(NOW, ClockGuard.Trust.TRUSTED).quality());
  }

  @Test
  void without_systemd_the_clock_is_the_hosts_and_believed() {
    assertEquals(ClockQuality.SYNCED, guard(NOW, ClockGuard.Trust.AUTO).quality());
    assertEquals(NOW.plusSeconds(86_400), guard(NOW, ClockGuard.Trust.AUTO).latestFix());
  }

  @Test
  void the_boot_is_the_time_of_the_start_and_always_later_than_the_one_before() {
    ClockGuard known = guard(NOW, ClockGuard.Trust.AUTO);
    ClockGuard unknown = guard(Instant.EPOCH.plusSeconds(77), ClockGuard.Trust.AUTO);

    assertEquals(NOW.getEpochSecond(), SequenceNumbers.after(0, known).boot());
    assertEquals(1, SequenceNumbers.after(0, unknown).boot());
    assertEquals(1_700_000_001L, SequenceNumbers.after(1_700_000_000L, unknown).boot());
    assertEquals(
        NOW.getEpochSecond() + 6, SequenceNumbers.after(NOW.getEpochSecond() + 5, known).boot());
  }

  private ClockGuard guard(Instant shows, ClockGuard.Trust trust) {
    return new ClockGuard(InstantSource.fixed(shows), trust, machine);
  }
}
