package fr.anima.edge.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.ClockQuality;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise E5: time is right although a Pi has no clock. */
class StationClockTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Instant LAST_GOOD = Instant.parse("2026-11-22T03:00:00Z");

  @TempDir Path root;

  /**
   * What happens to a station, and what its clock says at the end. Readings are taken all the time;
   * see {@link ClockStory} for the steps and for what must be true of them.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          never synced                          | pi      | 1970, 9h, restart, 3h                 | estimated
          synced after two hours                | pi      | 1970, 2h, ntp, 5h                     | synced
          an old time, then synced              | pi      | reboot last week, 2h, ntp, 5h         | synced
          known from the start                  | pi      | ntp, 24h                              | synced
          an hour back, nobody vouches          | pi      | 1970, ntp, 1h, -1h, 2h, right, 2h     | synced
          ten years on, nobody vouches          | pi      | 1970, ntp, 1h, +87600h, 2h, right, 2h | synced
          ten years on, then NTP sets it back   | pi      | 1970, ntp, 1h, +87600h, 2h, ntp, 2h   | synced
          jumps again and again                 | pi      | ntp, 1h, -1h, 1h, +2h, 1h, -9h, 1h    | synced
          half a second off is followed         | pi      | ntp, 1h, +0.5s, 1h, ntp, 1h           | synced
          a restart before the sync             | pi      | 1970, 2h, restart, 1h, ntp, 1h        | synced
          a restart after a refused jump        | pi      | ntp, 1h, -1h, 1h, restart, 1h         | synced
          two boots, the second one synced      | pi      | 1970, 2h, reboot, 1h, ntp, 1h         | synced
          two boots, the first one synced       | pi      | 1970, 2h, ntp, 1h, reboot, 3h         | estimated
          the hub tells, as nothing else does   | pi      | 1970, 2h, hub, 5h, restart, 1h        | synced
          the hub tells, and later NTP          | pi      | 1970, 2h, hub, 5h, ntp, 3h            | synced
          the hub tells twice                   | pi      | 1970, 2h, hub, 5h, hub, 3h            | synced
          the hub tells too slowly              | pi      | 1970, 2h, slow hub, 1h                | estimated
          the hub vouches for a clock set right | pi      | ntp, 1h, -1h, 1h, right, hub, 1h      | synced
          nobody but the host keeps the clock   | host    | right, 1h, +1h, 1h, right, 1h         | synced
          the host sets it late                 | host    | 1970, 1h, right, 1h, -1h, 1h          | synced
          the owner vouches, from 1970 on       | trusted | 1970, 1h, right, 1h                   | synced
          """)
  void every_reading_is_right_in_the_end(String story, String kind, String steps, String quality)
      throws IOException {
    ClockStory told = new ClockStory(root, kind);

    told.happens(steps);

    assertEquals(ClockQuality.ofWord(quality), told.clock().now().quality(), story);
    told.assertReadingsAreRight();
  }

  @Test
  void an_estimate_begins_with_the_last_time_that_was_known() throws IOException {
    Files.writeString(root.resolve("clock"), "good " + LAST_GOOD + "\n");
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);

    Instant now = clock(machine).now().at();

    assertEquals(LAST_GOOD, now);
  }

  @Test
  void a_station_that_never_knew_the_time_does_not_say_1970() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);

    assertEquals(new Moment(StationClock.FLOOR, ClockQuality.ESTIMATED), clock(machine).now());
  }

  @Test
  void a_satellite_fix_is_held_against_a_known_time_only() {
    FakeMachine machine = new FakeMachine(root, Instant.parse("2026-11-16T10:00:00Z"));
    StationClock clock = clock(machine);
    Instant before = clock.latestFix();
    machine.synchronize();
    clock.look();

    assertEquals(Instant.MAX, before);
    assertEquals(machine.truth().plus(Duration.ofDays(1)), clock.latestFix());
  }

  @Test
  void who_knows_the_time_from_the_hub_alone_asks_again_after_six_hours() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    StationClock clock = clock(machine);
    boolean unknown = clock.shouldAskHub();
    clock.hubSaid(machine.truth(), clock.nanos(), clock.nanos());
    machine.pass(Duration.ofHours(6));
    boolean soon = clock.shouldAskHub();
    machine.pass(SECOND);
    boolean later = clock.shouldAskHub();
    machine.synchronize();
    clock.look();

    assertEquals(List.of(false, false, true), List.of(unknown, soon, later));
    assertFalse(clock.shouldAskHub(), "NTP has taken over");
  }

  @Test
  void what_the_hub_says_again_puts_right_what_quartz_lost() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    StationClock clock = clock(machine);
    clock.hubSaid(machine.truth(), clock.nanos(), clock.nanos());
    machine.pass(Duration.ofHours(6));
    Instant lost = machine.truth().plusMillis(400);

    clock.hubSaid(lost, clock.nanos(), clock.nanos());

    assertEquals(lost, clock.now().at());
  }

  @Test
  void a_memory_that_cannot_be_read_is_begun_anew() throws IOException {
    Files.writeString(root.resolve("clock"), "good 2026-11-2\0");
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    StationClock clock = clock(machine);

    clock.begin(7);
    clock.keep();

    assertEquals(StationClock.FLOOR, clock.now().at());
    assertTrue(Files.readString(root.resolve("clock")).contains("boot 7 boot-1 "));
  }

  @Test
  void boots_of_a_journal_that_was_erased_are_corrected_by_none_before() throws IOException {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    StationClock first = clock(machine);
    first.begin(500);
    machine.synchronize();
    first.look();
    first.keep();
    machine.reboot(Instant.EPOCH);
    StationClock second = clock(machine);

    second.begin(3);

    assertEquals(Optional.empty(), second.offset(3));
    assertEquals(Optional.empty(), second.offset(500));
  }

  private StationClock clock(FakeMachine machine) {
    return new StationClock(machine.time(), StationClock.Trust.AUTO, root);
  }
}
