package fr.anima.edge.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a station believes about the time, and how exactly. */
class WitnessesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path root;

  @Test
  void a_host_that_was_believed_wrongly_is_put_right_on_the_hubs_word() throws IOException {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH).withoutSystemd();
    machine.set(machine.truth().minus(Duration.ofHours(3)));
    StationClock clock = clock(machine, StationClock.Trust.AUTO);
    machine.set(machine.truth());
    clock.look();
    Instant alone = clock.now().at();

    clock.hubSaid(machine.truth(), clock.nanos(), clock.nanos());

    assertEquals(machine.truth().minus(Duration.ofHours(3)), alone);
    assertEquals(machine.truth(), clock.now().at());
  }

  @Test
  void a_hub_that_is_wrong_moves_no_clock_that_is_known_otherwise() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    machine.synchronize();
    StationClock clock = clock(machine, StationClock.Trust.AUTO);

    clock.hubSaid(machine.truth().plus(Duration.ofHours(3)), clock.nanos(), clock.nanos());

    assertEquals(machine.truth(), clock.now().at());
  }

  @Test
  void the_hubs_time_was_taken_halfway_between_asking_and_hearing() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    StationClock clock = clock(machine, StationClock.Trust.AUTO);
    long asked = clock.nanos();
    machine.pass(SECOND);
    Instant said = machine.truth();
    machine.pass(SECOND);

    clock.hubSaid(said, asked, clock.nanos());

    assertEquals(machine.truth(), clock.now().at());
  }

  @Test
  void a_mark_from_before_the_jump_vouches_for_nothing() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    machine.synchronize();
    StationClock clock = clock(machine, StationClock.Trust.AUTO);
    machine.pass(SECOND);
    machine.synchronize();
    machine.pass(SECOND);
    for (Duration jump : new Duration[] {Duration.ofHours(-1), Duration.ofDays(3_650)}) {
      machine.set(machine.truth().plus(jump));

      clock.look();

      assertEquals(machine.truth(), clock.now().at(), jump.toString());
    }
  }

  @Test
  void the_owners_clock_is_followed_wherever_it_goes() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    machine.set(machine.truth());
    StationClock clock = clock(machine, StationClock.Trust.TRUSTED);
    machine.set(machine.truth().plus(Duration.ofHours(2)));

    clock.look();

    assertEquals(machine.truth().plus(Duration.ofHours(2)), clock.now().at());
  }

  @Test
  void a_wall_clock_that_is_near_is_followed_by_fifty_milliseconds_a_second() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    machine.synchronize();
    StationClock clock = clock(machine, StationClock.Trust.AUTO);
    machine.set(machine.truth().plusMillis(120));
    for (long millis : new long[] {50, 100, 120, 120}) {
      machine.pass(SECOND);

      clock.look();

      assertEquals(machine.truth().plusMillis(millis), clock.now().at());
    }
  }

  @Test
  void a_boot_that_knew_the_time_from_its_start_needs_no_correction() {
    FakeMachine machine = new FakeMachine(root, Instant.EPOCH);
    machine.synchronize();
    StationClock clock = clock(machine, StationClock.Trust.AUTO);
    clock.begin(7);

    assertEquals(Optional.empty(), clock.offset(7));
  }

  private StationClock clock(FakeMachine machine, StationClock.Trust trust) {
    return new StationClock(machine.time(), trust, root);
  }
}
