package fr.anima.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import org.junit.jupiter.api.Test;

class HangingWatchTest {
  private static final Future<List<String>> WELL = Future.succeededFuture(List.of());
  private static final Future<List<String>> OUT = Future.failedFuture("no broker");

  private Future<List<String>> answer = WELL;
  private int looks;
  private final HangingWatch watch =
      new HangingWatch(
          () -> {
            looks++;
            return answer;
          });

  @Test
  void looks_every_ten_seconds_while_all_is_well() {
    assertEquals(6, looksIn(120));
  }

  @Test
  void looks_each_time_while_the_brokers_are_away_and_for_some_time_after() {
    answer = OUT;
    looksIn(20);

    assertEquals(30, looksIn(30));
    answer = WELL;
    assertEquals(41, looksIn(41));
    assertEquals(1, looksIn(20));
  }

  @Test
  void never_looks_twice_at_the_same_time() {
    Promise<List<String>> late = Promise.promise();
    answer = late.future();
    assertEquals(1, looksIn(200));

    late.fail("no broker");
    answer = WELL;
    assertEquals(1, looksIn(1));
  }

  private int looksIn(int turns) {
    int before = looks;
    for (int turn = 0; turn < turns; turn++) {
      watch.turn();
    }
    return looks - before;
  }
}
