package fr.anima.edge.clock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.wire.ClockQuality;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A station to which something happens, and the readings it takes meanwhile. At the end each must
 * be within a second of the truth if its boot ever knew it, otherwise early rather than late, and
 * in the order they were taken in.
 */
final class ClockStory {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final int LOOKS = 100;

  private final Path root;
  private final FakeMachine machine;
  private final StationClock.Trust trust;
  private final List<Reading> readings = new ArrayList<>();
  private long boot = 100;
  private StationClock clock;

  /** A reading as it was stamped, and when it really was. */
  private record Reading(long boot, Moment stamped, Instant truth) {}

  /** A station in 1970, on a "pi", on a "host" without systemd, or "trusted" by its owner. */
  ClockStory(Path root, String kind) throws IOException {
    this.root = root;
    machine = new FakeMachine(root, Instant.EPOCH.plusSeconds(77));
    if (kind.equals("host")) {
      machine.withoutSystemd();
    }
    trust = kind.equals("trusted") ? StationClock.Trust.TRUSTED : StationClock.Trust.AUTO;
    clock = start();
  }

  /** The clock as the agent has it after its last start. */
  StationClock clock() {
    return clock;
  }

  private StationClock start() {
    StationClock started = new StationClock(machine.time(), trust, root);
    started.begin(++boot);
    started.keep();
    return started;
  }

  /** Steps with commas between; a reading is taken after each, and a hundred while time passes. */
  void happens(String steps) throws IOException {
    for (String step : steps.split(", ", -1)) {
      take(step);
      look();
      read();
    }
  }

  private void take(String step) throws IOException {
    switch (step) {
      case "1970" -> machine.set(Instant.EPOCH.plusSeconds(77));
      case "right" -> machine.set(machine.truth());
      case "ntp" -> machine.synchronize();
      case "hub" -> hubSays(Duration.ofMillis(1_900), Duration.ofMillis(100));
      case "slow hub" -> hubSays(Duration.ofSeconds(4), Duration.ofMillis(100));
      case "restart" -> clock = start();
      case "reboot" -> reboot(Instant.EPOCH.plusSeconds(20));
      case "reboot last week" -> reboot(machine.truth().minus(Duration.ofDays(7)));
      default -> passOrJump(step);
    }
  }

  private void reboot(Instant shown) throws IOException {
    machine.reboot(shown);
    clock = start();
  }

  /** "2h" lets time pass; "+2h" and "-2h" set the wall clock to the true time and so much. */
  private void passOrJump(String step) {
    Duration time = Duration.parse("PT" + step.replaceAll("[+-]", "").toUpperCase(Locale.ROOT));
    switch (step.charAt(0)) {
      case '+' -> machine.set(machine.truth().plus(time));
      case '-' -> machine.set(machine.truth().minus(time));
      default -> {
        for (int i = 0; i < LOOKS; i++) {
          machine.pass(time.dividedBy(LOOKS));
          look();
          read();
        }
      }
    }
  }

  private void hubSays(Duration before, Duration after) {
    long asked = clock.nanos();
    machine.pass(before);
    Instant said = machine.truth();
    machine.pass(after);
    clock.hubSaid(said, asked, clock.nanos());
  }

  private void look() {
    clock.look();
    clock.keep();
  }

  private void read() {
    readings.add(new Reading(boot, clock.now(), machine.truth()));
  }

  void assertReadingsAreRight() {
    assertFalse(readings.isEmpty());
    Optional<Reading> before = Optional.empty();
    for (Reading each : readings) {
      Instant told = told(each);
      Duration late = Duration.between(each.truth(), told);
      assertTrue(late.compareTo(SECOND) <= 0, () -> each + " says " + told);
      if (isKnown(each)) {
        assertTrue(late.compareTo(SECOND.negated()) >= 0, () -> each + " says " + told);
      }
      before.ifPresent(it -> assertInOrder(it, each));
      before = Optional.of(each);
    }
  }

  private void assertInOrder(Reading before, Reading after) {
    if (isKnown(before) == isKnown(after)) {
      Duration back = Duration.between(told(after), told(before));
      assertTrue(back.compareTo(SECOND) < 0, () -> before + " and then " + after);
    }
  }

  private boolean isKnown(Reading reading) {
    return reading.stamped().quality() == ClockQuality.SYNCED
        || clock.offset(reading.boot()).isPresent();
  }

  /** As it leaves for the hub. */
  private Instant told(Reading reading) {
    Duration offset = clock.offset(reading.boot()).orElse(Duration.ZERO);
    return reading.stamped().quality() == ClockQuality.SYNCED
        ? reading.stamped().at()
        : reading.stamped().at().plus(offset);
  }
}
