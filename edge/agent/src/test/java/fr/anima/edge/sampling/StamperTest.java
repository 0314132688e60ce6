package fr.anima.edge.sampling;

import static fr.anima.wire.ClockQuality.ESTIMATED;
import static fr.anima.wire.ClockQuality.SYNCED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.clock.MachineTime;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.sensors.Sample;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Readings;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StamperTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir Path machine;

  private final MemoryJournal journal = new MemoryJournal();

  @Test
  void sequences_begin_at_one_and_have_no_gaps_whatever_is_refused() throws IOException {
    Stamper stamper = stamper(NOW);

    stamper.take(values("temperature", 20.0), SYNCED);
    stamper.take(values("temperature", Double.NaN), SYNCED);
    stamper.take(fix(0, 0), SYNCED);
    stamper.take(new Sample.Count(NOW, Sample.TimeOf.STATION, NOW, 1, 1), SYNCED);
    stamper.take(fix(50.95, 1.86), SYNCED);
    stamper.take(new Sample.Count(NOW, Sample.TimeOf.STATION, NOW.minusSeconds(900), 4, 2), SYNCED);

    assertEquals(
        List.of(Readings.class, Position.class, FootfallCount.class),
        journal.messages.stream().map(Object::getClass).toList());
    assertEquals(List.of(1L, 2L, 3L), sequences());
    assertEquals(NOW.getEpochSecond(), journal.messages.get(0).stamp().boot());
    assertEquals("goat-barn", journal.messages.get(0).station().value());
  }

  @Test
  void an_impossible_value_is_refused_in_words_and_the_others_of_the_sample_go()
      throws IOException {
    List<String> refusals =
        stamper(NOW)
            .take(
                new Sample.Values(
                    NOW,
                    Sample.TimeOf.STATION,
                    Map.of("temperature", 20.0, "humidity", 101.0, "moonlight", 1.0)),
                SYNCED);

    assertEquals(2, refusals.size());
    assertTrue(refusals.get(0).contains("humidity 101.0 is not possible"), refusals.get(0));
    assertTrue(refusals.get(1).contains("\"moonlight\" is none of"), refusals.get(1));
    assertEquals(1, journal.of(Readings.class).get(0).values().size());
  }

  @Test
  void a_recording_or_a_receiver_knows_the_time_although_the_station_does_not() throws IOException {
    Instant then = Instant.parse("2012-01-01T00:00:00Z");
    Stamper stamper = stamper(Instant.EPOCH);

    stamper.take(
        new Sample.Values(then, Sample.TimeOf.SENSOR, Map.of("temperature", 1.0)), ESTIMATED);
    stamper.take(values("temperature", 2.0), ESTIMATED);

    assertEquals(then, journal.messages.get(0).measuredAt());
    assertEquals(SYNCED, journal.messages.get(0).stamp().clock());
    assertEquals(ESTIMATED, journal.messages.get(1).stamp().clock());
  }

  @Test
  void a_message_the_journal_lost_leaves_a_gap_that_tells_of_it() throws IOException {
    Stamper stamper = stamper(NOW);
    stamper.take(values("temperature", 1.0), SYNCED);
    journal.isBroken = true;
    assertThrows(IOException.class, () -> stamper.take(values("temperature", 2.0), SYNCED));
    journal.isBroken = false;

    stamper.take(values("temperature", 3.0), SYNCED);

    assertEquals(List.of(1L, 3L), sequences());
  }

  private Stamper stamper(Instant now) {
    MachineTime time = new MachineTime(InstantSource.fixed(now), () -> 0, machine);
    StationClock clock = new StationClock(time, StationClock.Trust.AUTO, machine);
    return new Stamper(
        new StationId("goat-barn"), SequenceNumbers.of(1_795_428_000), clock, journal);
  }

  private List<Long> sequences() {
    return journal.messages.stream().map(Message::stamp).map(it -> it.sequence()).toList();
  }

  private static Sample values(String quantity, double value) {
    return new Sample.Values(NOW, Sample.TimeOf.STATION, Map.of(quantity, value));
  }

  private static Sample fix(double latitude, double longitude) {
    return new Sample.Fix(
        NOW,
        Sample.TimeOf.STATION,
        latitude,
        longitude,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }
}
