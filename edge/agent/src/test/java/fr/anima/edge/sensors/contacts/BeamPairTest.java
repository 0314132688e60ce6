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
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeamPairTest {
  private static final Instant START = Instant.parse("2026-11-23T10:07:00Z");
  private static final Instant QUARTER = Instant.parse("2026-11-23T10:15:00Z");
  private static final int OUTER = 23;
  private static final int INNER = 24;

  private final MockPins board = new MockPins();
  private final AtomicLong millis = new AtomicLong(5_000);

  @AfterEach
  void stopPi4j() {
    board.close();
  }

  @Test
  void people_count_by_the_order_in_which_they_break_the_beams() throws Exception {
    BeamPair beams = open();
    beams.sample(START);
    walk(OUTER, INNER);
    walk(OUTER, INNER);
    walk(INNER, OUTER);
    millis.addAndGet(Duration.ofMinutes(8).toMillis() - 3 * 40);

    assertEquals(List.of(count(START, QUARTER, 2, 1)), beams.sample(QUARTER));
  }

  @Test
  void someone_who_turns_back_is_not_counted() throws Exception {
    BeamPair beams = open();
    beams.sample(START);
    edge(OUTER, true);
    edge(INNER, true);
    edge(INNER, false);
    edge(OUTER, false);
    edge(OUTER, true);
    edge(OUTER, false);
    millis.addAndGet(Duration.ofMinutes(8).toMillis() - 60);

    assertEquals(List.of(count(START, QUARTER, 0, 0)), beams.sample(QUARTER));
  }

  @Test
  void someone_after_the_end_of_an_interval_belongs_to_the_next() throws Exception {
    BeamPair beams = open();
    beams.sample(START);
    millis.addAndGet(Duration.ofMinutes(8).toMillis() + 500);
    walk(OUTER, INNER);
    Instant late = QUARTER.plusMillis(540);

    List<Sample> first = beams.sample(late);
    millis.addAndGet(Duration.ofMinutes(15).toMillis());
    List<Sample> second = beams.sample(late.plus(Duration.ofMinutes(15)));

    assertEquals(List.of(count(START, QUARTER, 0, 0)), first);
    assertEquals(List.of(count(QUARTER, QUARTER.plus(Duration.ofMinutes(15)), 1, 0)), second);
  }

  @Test
  void a_clock_that_is_set_by_years_makes_no_years_of_counts() throws Exception {
    BeamPair beams = open();
    beams.sample(Instant.EPOCH.plusSeconds(30));
    walk(OUTER, INNER);
    millis.addAndGet(Duration.ofMinutes(10).toMillis() - 40);

    List<Sample> counts = beams.sample(QUARTER);

    assertEquals(List.of(count(QUARTER.minusSeconds(600), QUARTER, 1, 0)), counts);
  }

  @Test
  void an_obstacle_is_complained_of_and_forgiven() throws Exception {
    BeamPair beams = open();
    edge(OUTER, true);
    millis.addAndGet(Duration.ofMinutes(3).toMillis());
    beams.sample(START);
    String during = beams.complaint();
    edge(OUTER, false);
    beams.sample(START.plusSeconds(1));

    assertTrue(during.contains("a beam is broken for 180 s"), during);
    assertEquals("", beams.complaint());
  }

  @Test
  void jitter_at_the_edges_changes_no_count() {
    long seed = 20261126;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Crossings crossings = new Crossings();

    for (int person = 0; person < 1000; person++) {
      boolean[] order = {true, false, true, false};
      boolean outer = false;
      boolean inner = false;
      for (int step = 0; step < order.length; step++) {
        boolean before = step % 2 == 0 ? outer : inner;
        boolean after = step < 2;
        for (int flicker = random.nextInt(4); flicker >= 0; flicker--) {
          boolean level = flicker % 2 == 0 ? after : before;
          outer = step % 2 == 0 ? level : outer;
          inner = step % 2 == 1 ? level : inner;
          crossings.seen(person, outer, inner);
        }
      }
    }

    assertEquals(1000, crossings.fetch().stream().filter(Crossings.Crossing::inwards).count());
  }

  private BeamPair open() throws Exception {
    board.set(OUTER, DigitalState.HIGH);
    board.set(INNER, DigitalState.HIGH);
    return new BeamPair(
        board.pins,
        new BeamPair.Wiring(OUTER, INNER, PullResistance.PULL_UP, DigitalState.LOW),
        Duration.ofMinutes(15),
        () -> millis.get() * 1_000_000);
  }

  private void walk(int first, int second) {
    edge(first, true);
    edge(second, true);
    edge(first, false);
    edge(second, false);
  }

  private void edge(int pin, boolean isBroken) {
    millis.addAndGet(10);
    board.set(pin, isBroken ? DigitalState.LOW : DigitalState.HIGH);
  }

  private static Sample count(Instant from, Instant until, long in, long out) {
    return new Sample.Count(until, Sample.TimeOf.STATION, from, in, out);
  }
}
