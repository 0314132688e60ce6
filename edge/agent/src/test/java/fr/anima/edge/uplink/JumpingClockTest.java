package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fr.anima.edge.clock.StationClock;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise E5 on the real program, under a wall clock that starts in 1970 and jumps. */
class JumpingClockTest {
  private static final int SERVER_UNAVAILABLE = 0x88;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration RIGHT = Duration.ZERO;

  /** A machine under load asks a sensor late; a jump would be far more. */
  private static final Duration LONGEST_GAP = Duration.ofSeconds(5);

  @TempDir Path folder;
  private final Instant launched = Instant.now();
  private final Duration to1970 = Duration.between(launched, Instant.EPOCH.plusSeconds(77));
  private Optional<HubStub> opened = Optional.empty();

  private HubStub hub() throws IOException {
    HubStub hub = new HubStub();
    opened = Optional.of(hub);
    return hub;
  }

  @AfterEach
  void close_the_hub() throws IOException {
    if (opened.isPresent()) {
      opened.get().close();
    }
  }

  @Test
  void readings_before_and_after_every_jump_reach_the_hub_with_their_true_times() throws Exception {
    assumeHostKeepsTheClock();
    HubStub hub = hub();
    hub.connectCode = SERVER_UNAVAILABLE;
    try (FakedAgent agent = FakedAgent.start(folder, to1970, hub.address())) {
      Rig.soon().until(() -> hub.connects.size() > 0);
      pause(3);
      for (Duration error : List.of(RIGHT, Duration.ofHours(-1), Duration.ofDays(3_650), RIGHT)) {
        agent.setWall(error);
        pause(3);
      }
      hub.connectCode = 0;

      assertTrueTimes(allUntil(hub, Instant.now()));
      assertAnchored(agent);
      assertTrue(agent.log().stream().anyMatch(it -> it.startsWith("1970-01-01")));
      assertTrue(agent.log().stream().anyMatch(it -> it.contains("not followed")));
    }
  }

  @Test
  void the_hub_sets_a_clock_that_nothing_else_does() throws Exception {
    HubStub hub = hub();
    hub.clock = () -> Optional.of(Instant.now());
    try (FakedAgent agent = FakedAgent.start(folder, to1970, hub.address())) {
      assertTrueTimes(allUntil(hub, launched.plusSeconds(3)));
      assertAnchored(agent);
    }
  }

  @Test
  void a_station_that_nobody_tells_the_time_loses_nothing_and_keeps_the_order() throws Exception {
    HubStub hub = hub();
    try (FakedAgent agent = FakedAgent.start(folder, to1970, hub.address())) {
      Rig.soon().until(() -> arrived(hub).size() > 20);
      agent.setWall(to1970.plusHours(5));
      int before = arrived(hub).size();
      Rig.soon().until(() -> arrived(hub).size() > before + 20);

      List<Message> arrived = allUntil(hub, StationClock.FLOOR);
      assertInOrder(arrived);
      assertEquals(ClockQuality.ESTIMATED, arrived.get(arrived.size() - 1).stamp().clock());
      assertTrue(!arrived.get(0).measuredAt().isBefore(StationClock.FLOOR));
    }
  }

  /** What a clock that is set is believed for: timesyncd's mark, or that there is no systemd. */
  private static void assumeHostKeepsTheClock() {
    boolean kept =
        !Files.exists(Path.of("/run/systemd/system"))
            || Files.exists(Path.of("/run/systemd/timesync/synchronized"));
    if (!kept) {
      System.out.println("SKIPPED: systemd-timesyncd does not keep this machine's clock");
    }
    assumeTrue(kept);
  }

  private static void pause(int seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(seconds);
  }

  /** What has arrived when nothing before that time is missing: the present comes first. */
  private static List<Message> allUntil(HubStub hub, Instant time) {
    return Rig.soon().until(() -> arrived(hub), it -> reachesTo(time, it) && isWhole(it));
  }

  private static boolean reachesTo(Instant time, List<Message> arrived) {
    return arrived.stream().anyMatch(it -> it.measuredAt().isAfter(time));
  }

  private static boolean isWhole(List<Message> arrived) {
    return arrived.stream()
        .map(it -> it.stamp().sequence())
        .toList()
        .equals(LongStream.rangeClosed(1, arrived.size()).boxed().toList());
  }

  private void assertTrueTimes(List<Message> arrived) {
    assertInOrder(arrived);
    for (Message each : arrived) {
      assertEquals(ClockQuality.SYNCED, each.stamp().clock(), each.toString());
      assertTrue(each.measuredAt().isAfter(launched.minus(SECOND)), each.toString());
      assertTrue(each.measuredAt().isBefore(Instant.now().plus(SECOND)), each.toString());
    }
    System.out.printf("clock: %d messages, all with true times%n", arrived.size());
  }

  /** What came first is first, without a jump between. */
  private static void assertInOrder(List<Message> arrived) {
    Instant before = arrived.get(0).measuredAt();
    for (Message each : arrived) {
      Duration gap = Duration.between(before, each.measuredAt());
      assertTrue(gap.compareTo(LONGEST_GAP) < 0 && gap.compareTo(SECOND.negated()) > 0, "" + gap);
      before = each.measuredAt();
    }
  }

  /** Both programs see one monotonic clock, so its zero is the agent's whole idea of the time. */
  private static void assertAnchored(FakedAgent agent) throws IOException {
    String last = agent.memory().get(agent.memory().size() - 1);
    Instant trueZero = Instant.parse(last.split(" ", -1)[4]);

    Duration error = Duration.between(Instant.now(), trueZero.plusNanos(System.nanoTime()));

    assertTrue(error.abs().compareTo(SECOND) < 0, "wrong by " + error);
    System.out.printf("clock: wrong by %d ms%n", error.toMillis());
  }

  /** By their numbers: they travel by kind, each kind in its order. */
  private static List<Message> arrived(HubStub hub) {
    return hub.messages().stream()
        .sorted(Comparator.comparingLong(it -> it.stamp().sequence()))
        .toList();
  }
}
