package fr.anima.hub.ingest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who may speak when all together wait for too much. */
class CapacityTest {
  private static final long MOST = 4 * Capacity.SHARE;

  private final Capacity capacity = new Capacity(MOST, new IngestMeters(new SimpleMeterRegistry()));
  private final List<Integer> told = new ArrayList<>();

  @Test
  void no_more_are_told_of_room_than_there_are_shares_and_in_their_order() {
    capacity.take(MOST);
    ask(5);

    capacity.give(1);
    assertEquals(List.of(0), told, "one byte is free: one may bring its share");

    capacity.give(2 * Capacity.SHARE);
    assertEquals(List.of(0, 1, 2), told);
    assertTrue(capacity.isFull(), "all of the room is promised");
  }

  @Test
  void who_has_read_makes_way_for_the_next() {
    capacity.take(MOST);
    ask(3);
    capacity.give(1);

    capacity.hasRead();
    assertEquals(List.of(0, 1), told, "the first brought nothing");

    capacity.take(1);
    capacity.hasRead();
    assertEquals(List.of(0, 1), told, "the second filled it up");
  }

  @Test
  void who_asks_while_there_is_room_is_told_at_once() {
    ask(1);

    assertEquals(List.of(0), told);
    assertFalse(capacity.isFull());
  }

  @Test
  void while_nothing_may_be_stored_nobody_is_told_however_much_is_free() {
    capacity.suspend(true);
    ask(2);
    capacity.give(0);
    assertEquals(List.of(), told);

    capacity.suspend(false);
    assertEquals(List.of(0, 1), told);
  }

  @Test
  void nobody_waits_for_ever_whoever_gives_and_asks_meanwhile() {
    int all = 20_000;
    AtomicInteger heard = new AtomicInteger();
    capacity.take(MOST);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int i = 0; i < all; i++) {
      threads.execute(
          () ->
              capacity.awaitRoom(
                  () ->
                      threads.execute(
                          () -> {
                            capacity.hasRead();
                            heard.incrementAndGet();
                          })));
    }
    capacity.give(MOST);

    await().until(() -> heard.get() == all);
    threads.shutdown();
    assertFalse(capacity.isFull(), "a promise was never given back");
  }

  private void ask(int many) {
    for (int i = 0; i < many; i++) {
      int number = i;
      capacity.awaitRoom(() -> told.add(number));
    }
  }
}
