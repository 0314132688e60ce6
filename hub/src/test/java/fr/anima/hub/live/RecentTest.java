package fr.anima.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which changes a browser that comes back may still hear of. */
class RecentTest {
  private static final Instant START = Instant.parse("2027-03-01T08:00:00Z");
  private final Recent recent = new Recent(Duration.ofMinutes(10), 3, 1_000);

  @Test
  void a_key_that_changes_a_thousand_times_makes_nothing_else_forgotten() {
    add(1, "fig", "", START);
    for (int second = 0; second < 500; second++) {
      add(2 + 2 * second, "oak", "a", START.plusSeconds(second));
      add(3 + 2 * second, "elm", "b", START.plusSeconds(second));
    }

    assertEquals(Optional.of(List.of(1L, 1_000L, 1_001L)), after(0));
    assertEquals(Optional.of(List.of(1_001L)), after(1_000));
  }

  @Test
  void what_tells_of_an_earlier_instant_is_not_remembered_in_place_of_the_latest() {
    add(1, "oak", "a", START.plusSeconds(9));
    add(2, "oak", "a", START);

    assertEquals(Optional.of(List.of(1L)), after(0));
  }

  @Test
  void the_oldest_are_forgotten_by_number_by_size_and_by_age() {
    for (int number = 1; number <= 4; number++) {
      add(number, "fig", "", START);
    }
    assertEquals(Optional.empty(), after(0));
    assertEquals(Optional.of(List.of(2L, 3L, 4L)), after(1));

    add(5, "x".repeat(940), "", START);
    assertEquals(Optional.of(List.of(5L)), after(4));
    assertEquals(Optional.empty(), after(3));

    add(6, "fig", "", START.plusSeconds(601));
    assertEquals(Optional.empty(), after(4));
    assertEquals(Optional.of(List.of(6L)), after(5));
  }

  @Test
  void a_forgotten_key_begins_anew() {
    add(1, "oak", "a", START.plusSeconds(9));
    for (int number = 2; number <= 4; number++) {
      add(number, "fig", "", START);
    }

    add(5, "oak", "a", START);

    assertEquals(Optional.of(List.of(3L, 4L, 5L)), after(2));
  }

  @Test
  void the_last_before_an_instant_is_told_even_when_later_ones_took_its_key() {
    assertEquals(0, recent.lastBefore(START));
    add(1, "fig", "", START);
    add(2, "oak", "a", START.plusSeconds(1));
    add(3, "oak", "a", START.plusSeconds(8));

    assertEquals(1, recent.lastBefore(START.plusSeconds(5)));
    assertEquals(0, recent.lastBefore(START));
    assertEquals(3, recent.lastBefore(START.plusSeconds(9)));
  }

  private Optional<List<Long>> after(long number) {
    return recent.after(number).map(it -> it.stream().map(Change::number).toList());
  }

  /** At that time, of that key unless it is empty. */
  private void add(long number, String said, String key, Instant at) {
    LiveMessage message = LiveMessage.toAll(new JsonObject().put("said", said));
    recent.add(
        Change.of(
            "epoch",
            number,
            "trees",
            key.isEmpty() ? message : message.atMostOneASecondOf(key, at),
            at));
  }
}
