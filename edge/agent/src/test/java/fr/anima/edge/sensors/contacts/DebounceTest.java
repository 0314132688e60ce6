package fr.anima.edge.sensors.contacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.contacts.Debounce.Change;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DebounceTest {
  private final Debounce debounce = new Debounce(Duration.ofNanos(50), false, 0);

  @Test
  void a_level_that_stays_counts_from_its_beginning() {
    debounce.seen(100, true);

    assertEquals(List.of(), debounce.changes(149));
    assertFalse(debounce.level());
    assertEquals(List.of(new Change(100, true)), debounce.changes(150));
    assertTrue(debounce.level());
  }

  @Test
  void bounces_are_one_change_at_the_last_of_them() {
    for (int nanos = 100; nanos < 140; nanos += 10) {
      debounce.seen(nanos, true);
      debounce.seen(nanos + 5, false);
    }
    debounce.seen(140, true);

    assertEquals(List.of(new Change(140, true)), debounce.changes(1000));
  }

  @Test
  void a_spike_is_nothing() {
    debounce.seen(100, true);
    debounce.seen(120, false);

    assertEquals(List.of(), debounce.changes(1000));
    assertEquals(Duration.ZERO, debounce.unsettled(1000));
  }

  @Test
  void two_changes_between_two_questions_are_both_told() {
    debounce.seen(100, true);
    debounce.seen(300, false);

    assertEquals(List.of(new Change(100, true), new Change(300, false)), debounce.changes(1000));
    assertEquals(List.of(), debounce.changes(2000));
  }

  @Test
  void it_says_how_long_until_it_is_known() {
    debounce.seen(100, true);

    assertEquals(Duration.ofNanos(20), debounce.unsettled(130));
    assertEquals(Duration.ZERO, debounce.unsettled(200));
  }

  @Test
  void changes_that_nobody_fetches_do_not_fill_the_memory() {
    for (int i = 1; i <= 1000; i++) {
      debounce.seen(i * 100L, i % 2 == 1);
    }

    assertEquals(Debounce.MOST_KEPT, debounce.changes(1_000_000).size());
  }
}
