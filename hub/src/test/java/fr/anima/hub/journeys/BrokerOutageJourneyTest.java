package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise I3: the broker hangs, and later dies, while stations publish. Nothing is acknowledged
 * that is not in the log, nothing piles up, no event loop waits, the log is named as ill with what
 * to do; and when the broker is back all is well without anybody, the backlog faster than it grew,
 * and everything computed is what it would have been.
 *
 * <p>Only the long run kills it, {@code -Danima.kills} times, and its controller lives on: a hub
 * does not start on a lone broker that is its own controller ({@code LoneBroker} says why).
 */
class BrokerOutageJourneyTest {
  /** Of each outage, besides the time until it is named; {@code -Danima.outage} gives others. */
  private static final int EACH_SECONDS =
      Integer.getInteger("anima.outage", Boolean.getBoolean("anima.long") ? 600 : 5);

  private static final int KILLS = Integer.getInteger("anima.kills", 1);
  private static final int STATIONS = 20;
  private static final int PER_SECOND = 200;
  private static final long MOST_GROWTH = 64L << 20;
  private static final Duration NAMED_WITHIN = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(60 + EACH_SECONDS);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  @Test
  void a_broker_that_hangs_or_dies_costs_nothing_but_time() throws Exception {
    try (KafkaCluster broker = KafkaCluster.alone(work);
        HubProcess hub = start(broker);
        Fleet fleet = new Fleet(hub, STATIONS)) {
      Stored stored = new Stored(work.resolve("hub"), broker.addresses());
      Awaitility.await().atMost(PATIENCE).until(() -> fleet.reconnect() == 0);
      fleet.keepSending(PER_SECOND);
      Awaitility.await().atMost(PATIENCE).until(() -> fleet.acknowledged() > 5L * PER_SECOND);
      Watch watch = new Watch(hub, fleet, stored, hub.heapBytes());

      broker.signal("STOP");
      watch.named("hangs");
      watch.outage("hangs");
      broker.signal("CONT");
      watch.recovery("hung");
      for (int kill = 0; kill < KILLS && EACH_SECONDS >= NAMED_WITHIN.toSeconds(); kill++) {
        broker.kill();
        watch.named("is dead");
        watch.outage("is dead");
        broker.restart();
        watch.recovery("was dead");
      }

      watch.agreement();
      assertFalse(hub.console().contains(LoopWatch.BLOCKED), hub.console());
    }
  }

  private HubProcess start(KafkaCluster broker) throws IOException {
    HubProcess hub =
        HubProcess.watched(work.resolve("hub"), Map.of("ANIMA_KAFKA", broker.addresses()));
    hub.untilReady();
    return hub;
  }

  private static long seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toSeconds();
  }

  /**
   * What is seen meanwhile.
   *
   * @param heap its bytes before anything happened
   */
  private record Watch(HubProcess hub, Fleet fleet, Stored stored, long heap) {
    void named(String how) {
      long began = System.nanoTime();
      until(
          "named, broker " + how,
          NAMED_WITHIN,
          () -> hub.ill().getOrDefault("log", "").contains("Kafka broker"));
      System.out.printf("broker %s: named after %d s%n", how, seconds(began));
    }

    void outage(String how) throws Exception {
      long began = System.nanoTime();
      until("outage", PATIENCE, () -> seconds(began) >= EACH_SECONDS);
      long growth = hub.heapBytes() - heap;
      System.out.printf(
          "broker %s: heap %+d KiB, backlog %d%n", how, growth >> 10, fleet.backlog());
      assertTrue(growth <= MOST_GROWTH, "grew by " + growth);
    }

    void recovery(String how) throws Exception {
      long began = System.nanoTime();
      long before = fleet.acknowledged();
      until("heard again", PATIENCE, () -> fleet.acknowledged() > before);
      long heard = System.nanoTime();
      long backlog = fleet.backlog();
      until("backlog is in", PATIENCE, () -> fleet.backlog() < PER_SECOND);
      double took = (System.nanoTime() - heard) / 1e9;
      long rate = Math.round((fleet.acknowledged() - before) / took);
      until("well again", PATIENCE, () -> hub.ill().isEmpty());
      long back = seconds(began);
      List<Fleet.Ledger> acknowledged = fleet.ledgers();
      stored.readOn();
      assertEquals(List.of(), stored.missing(acknowledged), "acknowledged and not in the log");
      long growth = hub.heapBytes() - heap;
      System.out.printf(
          "broker %s: backlog of %d in %.1f s at %d/s of %d/s, well after %d s, heap %+d KiB%n",
          how, backlog, took, rate, PER_SECOND, back, growth >> 10);
      assertTrue(rate >= 2 * PER_SECOND, "drained at " + rate);
      assertTrue(growth <= MOST_GROWTH, "grew by " + growth);
    }

    /** Everything computed is what it would have been, had nothing happened. */
    void agreement() throws Exception {
      until("backlog is in", PATIENCE, () -> fleet.backlog() < PER_SECOND);
      fleet.pause();
      until("all acknowledged", PATIENCE, fleet::isSettled);
      stored.readOn();
      Awaitility.await("agreement")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> assertEquals(List.of(), Stored.differences(stored.kept(), stored.expected())));
    }

    /** Meanwhile stations try again and again, as agents do. */
    private void until(String what, Duration within, Callable<Boolean> isSo) {
      Awaitility.await(what)
          .atMost(within)
          .pollInterval(Duration.ofMillis(200))
          .until(
              () -> {
                fleet.reconnect();
                return isSo.call();
              });
    }
  }
}
