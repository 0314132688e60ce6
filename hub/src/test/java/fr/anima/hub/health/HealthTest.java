package fr.anima.hub.health;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.health.Health.Condition;
import fr.anima.hub.live.LiveFeed;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final Vertx vertx = Vertx.vertx();
  private final Health health = new Health();
  private volatile Instant now = Instant.parse("2027-03-01T10:00:00Z");

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void a_stage_that_does_not_answer_is_told_with_what_to_do() {
    health.watch(
        "database",
        List.of(),
        "see whether it runs",
        () -> Promise.<Health.Check>promise().future());
    health.watch(
        "log", List.of(), "never told", () -> Future.succeededFuture(Health.Check.well("fine")));

    List<Health.Finding> found = await(health.findings());

    assertEquals(
        new Health.Finding(
            "database", Condition.ILL, "no answer within 3 s", "see whether it runs"),
        found.get(0));
    assertEquals(Condition.WELL, found.get(1).condition());
  }

  @Test
  void a_check_may_ask_for_something_else_than_its_stage() {
    health.watch(
        "streams",
        List.of(),
        "restart the hub",
        () -> Future.succeededFuture(Health.Check.ill("reads back", "wait")));

    assertEquals("wait", await(health.findings()).get(0).remedy());
  }

  @Test
  void what_waits_for_a_stage_that_is_ill_says_so_and_only_the_first_is_ill() {
    watch("database", Health.Check.ill("gone"));
    watch("history", Health.Check.ill("no answer"), "database");
    watch("recording", Health.Check.ill("waits"), "history", "log");
    watch("log", Health.Check.well("fine"));
    watch("live", Health.Check.ill("its thread stands still"), "log");

    List<Health.Finding> found = await(health.findings());

    assertEquals(
        List.of(
            Condition.ILL, Condition.STRAINED, Condition.STRAINED, Condition.WELL, Condition.ILL),
        found.stream().map(Health.Finding::condition).toList());
    assertEquals("waits for the stage database (waits)", found.get(2).detail());
  }

  private void watch(String name, Health.Check check, String... needs) {
    health.watch(name, List.of(needs), "see to it", () -> Future.succeededFuture(check));
  }

  @Test
  void a_live_feed_whose_thread_hangs_is_ill_and_recovers() {
    CountDownLatch stuck = new CountDownLatch(1);
    Context thread = vertx.getOrCreateContext();
    CompletableFuture<LiveFeed> made = new CompletableFuture<>();
    thread.runOnContext(it -> made.complete(new LiveFeed(vertx, List.of(), () -> now)));
    LiveFeed feed = made.join();
    thread.runOnContext(it -> hang(stuck));

    now = now.plusSeconds(25);
    feed.tick();

    assertEquals(Health.Check.ill("its thread stands still for 25 s"), Canary.beating(feed, now));
    stuck.countDown();
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Canary.beating(feed, now).condition() == Condition.WELL);
  }

  private static void hang(CountDownLatch stuck) {
    try {
      stuck.await();
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }
}
