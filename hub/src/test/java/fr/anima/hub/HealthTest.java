package fr.anima.hub;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.Health.Condition;
import fr.anima.hub.live.LiveFeed;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
    health.watch("database", "see whether it runs", () -> Promise.<Health.Check>promise().future());
    health.watch("log", "never told", () -> Future.succeededFuture(Health.Check.well("fine")));

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
        "restart the hub",
        () -> Future.succeededFuture(Health.Check.ill("reads back", "wait")));

    assertEquals("wait", await(health.findings()).get(0).remedy());
  }

  @Test
  void a_door_that_is_open_but_answers_nobody_is_ill() {
    NetServer silent = vertx.createNetServer().connectHandler(socket -> {});
    await(silent.listen(0, "127.0.0.1"));
    watchDoor(silent.actualPort());

    assertEquals(Condition.ILL, await(health.findings()).get(0).condition());
  }

  @Test
  void a_door_that_turns_nonsense_away_is_well_and_a_shut_one_is_not() {
    NetServer strict =
        vertx.createNetServer().connectHandler(it -> it.handler(nonsense -> it.close()));
    await(strict.listen(0, "127.0.0.1"));
    watchDoor(strict.actualPort());

    assertEquals(Condition.WELL, await(health.findings()).get(0).condition());
    int port = strict.actualPort();
    await(strict.close());
    // The kernel may still take a connection for a moment after the server says that it is closed.
    Awaitility.await().until(() -> refuses(port));

    assertEquals(Condition.ILL, await(health.findings()).get(0).condition());
  }

  private static boolean refuses(int port) {
    try (Socket taken = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !taken.isConnected();
    } catch (IOException refused) {
      return true;
    }
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

  private void watchDoor(int port) {
    Knock knock = new Knock(vertx, new HubConfig.Mqtt("127.0.0.1", port));
    health.watch("mqtt", "restart the hub", knock::check);
  }
}
