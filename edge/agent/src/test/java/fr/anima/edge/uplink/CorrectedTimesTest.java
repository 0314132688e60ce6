package fr.anima.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.edge.clock.FakeMachine;
import fr.anima.edge.clock.Moment;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise E5, the journey: what was measured in 1970 reaches the hub with its true time, however
 * the time becomes known.
 */
class CorrectedTimesTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final long BOOT = 7;

  @TempDir Path machineRoot;
  @TempDir Path state;
  private final List<Instant> truths = new ArrayList<>();
  private long sequence;

  @SuppressWarnings("NullAway.Init") // before each
  private FakeMachine machine;

  @SuppressWarnings("NullAway.Init") // before each
  private StationClock clock;

  @SuppressWarnings("NullAway.Init") // before each
  private Rig rig;

  @BeforeEach
  void in_1970() throws IOException {
    machine = new FakeMachine(machineRoot, Instant.EPOCH.plusSeconds(77));
    clock = begun(BOOT);
    rig = new Rig(state.resolve("journal"), clock);
  }

  @AfterEach
  void close_all() throws IOException {
    rig.close();
  }

  private StationClock begun(long boot) {
    StationClock begun = new StationClock(machine.time(), StationClock.Trust.AUTO, state);
    begun.begin(boot);
    begun.keep();
    return begun;
  }

  @Test
  void the_hubs_own_time_corrects_what_the_first_publish_carries() throws IOException {
    rig.hub.clock = () -> Optional.of(machine.truth());
    measure(3);

    rig.start();

    rig.untilDrained();
    assertTrueTimes();
  }

  @Test
  void a_sync_before_the_first_connection_corrects_what_was_before_it() throws IOException {
    measure(3);
    machine.synchronize();
    clock.look();
    measure(2);

    rig.start();

    rig.untilDrained();
    assertTrueTimes();
  }

  @Test
  void a_restart_before_the_sync_is_corrected_too() throws IOException {
    measure(3);
    rig.close();
    clock = begun(BOOT + 1);
    rig = new Rig(state.resolve("journal"), clock);
    rig.hub.clock = () -> Optional.of(machine.truth());

    rig.start();

    rig.untilDrained();
    assertTrueTimes();
  }

  @Test
  void nothing_waits_for_a_time_that_nobody_tells() throws IOException {
    measure(3);

    rig.start();

    rig.untilDrained();
    List<Message> arrived = rig.hub.messages();
    assertEquals(
        List.of(ClockQuality.ESTIMATED),
        arrived.stream().map(it -> it.stamp().clock()).distinct().toList());
    assertEquals(
        StationClock.FLOOR.plus(QUARTER.multipliedBy(3)), arrived.get(2).stamp().measuredAt());
  }

  @Test
  void every_kind_is_corrected_and_what_a_receiver_timed_stays() throws IOException {
    machine.pass(QUARTER);
    Instant interval = clock.now().at();
    machine.pass(QUARTER);
    Instant truth = machine.truth();
    Stamp satellites = new Stamp(Rig.STATION, BOOT, 3, truth, ClockQuality.SYNCED);
    spool(new FootfallCount(stamp(1), interval, 4, 2));
    spool(new Heartbeat(stamp(2), "test", 1, 0, 0, Map.of(), Map.of(), "", List.of()));
    spool(position(satellites));
    spool(position(stamp(4)));
    rig.hub.clock = () -> Optional.of(truth);

    rig.start();

    rig.untilDrained();
    List<Message> arrived = rig.hub.messages();
    for (Message each : arrived) {
      assertEquals(ClockQuality.SYNCED, each.stamp().clock(), each.toString());
      assertEquals(truth, each.measuredAt(), each.toString());
      assertEquals(BOOT, each.stamp().boot());
    }
    assertEquals(4, arrived.size());
    arrived.stream()
        .filter(FootfallCount.class::isInstance)
        .map(FootfallCount.class::cast)
        .forEach(it -> assertEquals(truth.minus(QUARTER), it.from()));
  }

  private void measure(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      machine.pass(QUARTER);
      truths.add(machine.truth());
      spool(new Readings(stamp(++sequence), List.of(new Measurement(Quantity.TEMPERATURE, 20))));
    }
  }

  private Stamp stamp(long number) {
    Moment now = clock.now();
    return new Stamp(Rig.STATION, BOOT, number, now.at(), now.quality());
  }

  private static Position position(Stamp stamp) {
    OptionalDouble unknown = OptionalDouble.empty();
    return new Position(
        stamp, 50.95, 1.86, unknown, unknown, unknown, unknown, OptionalInt.empty());
  }

  private void spool(Message message) throws IOException {
    Stamp stamp = message.stamp();
    rig.spool.append(
        SpoolRecord.Rank.TELEMETRY,
        message.kind().word(),
        stamp.boot(),
        stamp.sequence(),
        WireJson.encode(message));
  }

  private void assertTrueTimes() {
    List<Message> arrived = rig.hub.messages();
    assertEquals(truths, arrived.stream().map(Message::measuredAt).toList());
    assertEquals(
        List.of(ClockQuality.SYNCED),
        arrived.stream().map(it -> it.stamp().clock()).distinct().toList());
  }
}
