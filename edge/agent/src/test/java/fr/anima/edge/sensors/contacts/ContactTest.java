package fr.anima.edge.sensors.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final int PIN = 17;
  private static final Contact.Wiring DOOR =
      new Contact.Wiring(
          PIN, PullResistance.PULL_UP, "door", DigitalState.HIGH, Duration.ofMillis(50));

  private final MockPins board = new MockPins();
  private final AtomicLong millis = new AtomicLong(1_000);

  @AfterEach
  void stopPi4j() {
    board.close();
  }

  @Test
  void the_state_is_told_at_each_turn() throws Exception {
    Contact door = open();

    assertEquals(List.of(told(NOW, 0)), door.sample(NOW));
    assertEquals(List.of(told(NOW.plusSeconds(60), 0)), door.sample(NOW.plusSeconds(60)));
  }

  @Test
  void a_door_that_opened_and_closed_is_told_twice_each_at_its_own_time() throws Exception {
    Contact door = open();
    millis.addAndGet(10_000);
    board.set(PIN, DigitalState.HIGH);
    millis.addAndGet(4_000);
    board.set(PIN, DigitalState.LOW);
    millis.addAndGet(1_000);

    assertEquals(
        List.of(told(NOW.minusSeconds(5), 1), told(NOW.minusSeconds(1), 0)), door.sample(NOW));
  }

  @Test
  void the_time_of_a_change_is_right_even_when_the_clock_was_set_meanwhile() throws Exception {
    Contact door = open();
    door.sample(Instant.EPOCH);
    board.set(PIN, DigitalState.HIGH);
    millis.addAndGet(3_000);

    assertEquals(List.of(told(NOW.minusSeconds(3), 1)), door.sample(NOW));
  }

  @Test
  void an_edge_wakes_the_sampler_and_a_spike_tells_nothing() throws Exception {
    Contact door = open();
    AtomicInteger woken = new AtomicInteger();
    door.onNews(woken::incrementAndGet);
    board.set(PIN, DigitalState.HIGH);
    millis.addAndGet(2);
    board.set(PIN, DigitalState.LOW);

    assertEquals(List.of(), door.sample(NOW));
    assertEquals(2, woken.get());
    assertEquals(List.of(told(NOW, 0)), door.sample(NOW));
  }

  @Test
  void a_contact_that_never_rests_is_complained_of_and_keeps_its_state() throws Exception {
    Contact door = open();
    board.set(PIN, DigitalState.HIGH);

    List<Sample> samples = door.sample(NOW);

    assertEquals(List.of(), samples, "time stands still, so the level never lasts");
    assertTrue(door.complaint().contains("never comes to rest"), door.complaint());
  }

  @Test
  void a_door_that_stands_open_at_the_start_is_open() throws Exception {
    board.set(PIN, DigitalState.HIGH);

    assertEquals(List.of(told(NOW, 1)), open().sample(NOW));
  }

  private Contact open() throws Exception {
    return new Contact(board.pins, DOOR, () -> millis.get() * 1_000_000);
  }

  private static Sample told(Instant at, double value) {
    return new Sample.Values(at, Sample.TimeOf.STATION, Map.of("door", value));
  }
}
