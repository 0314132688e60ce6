package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promises I1, D1 and X5: the power of the hub's disk, with broker and database on it, is cut while
 * fifty stations and some customers are served. What was acknowledged is compared with a ledger
 * kept elsewhere.
 */
class PowerCutJourneyTest {
  private static final boolean LONG = Boolean.getBoolean("anima.long");
  private static final int CUTS = Integer.getInteger("anima.cuts", LONG ? 100 : 2);
  private static final int STATIONS = 50;
  private static final int PER_SECOND = 5_500;

  /** Acknowledged in the second before a cut; a slow machine may take longer to get there. */
  private static final int AT_FULL_SPEED = LONG ? 5_000 : 1;

  private static final long DISK_BYTES = 16L << 30;
  private static final Duration READY_WITHIN = Duration.ofSeconds(60);
  private static final Duration AGREED_WITHIN = Duration.ofSeconds(60);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  private long slowestReadyMillis;
  private long slowestAgreedMillis;
  private double slowestRate = Double.MAX_VALUE;

  @Test
  void what_was_acknowledged_survives_power_cuts_and_the_hub_comes_back_by_itself()
      throws Exception {
    DataDisk.assumeWorks();
    long seed = Long.getLong("anima.seed", 20_261_127L);
    System.out.println("hub power cuts: anima.seed=" + seed + " cuts=" + CUTS);
    Random random = new Random(seed);
    try (DataDisk disk = DataDisk.insert(work, DISK_BYTES)) {
      Path data = disk.mount().resolve("data");
      HubProcess hub = HubProcess.start(data);
      try (Fleet fleet = new Fleet(hub, STATIONS)) {
        Customers customers = new Customers(hub);
        Stored stored = new Stored(data);
        fleet.connect();
        for (int cut = 1; cut <= CUTS; cut++) {
          cutWhileItWorks(hub, disk, fleet, customers, random);
          comesBack(hub);
          agrees(fleet, customers, stored, "cut " + cut + " of seed " + seed);
          System.out.printf(
              "cut %d: acknowledged %d, orders %d, slowest ready %d ms, agreed %d ms, cut at %.0f/s%n",
              cut,
              fleet.acknowledged(),
              customers.placed().size(),
              slowestReadyMillis,
              slowestAgreedMillis,
              slowestRate);
        }
        agrees(fleet, customers, new Stored(data), "read again as a whole, seed " + seed);
      } finally {
        hub.killWithDatabase();
      }
    }
  }

  private void cutWhileItWorks(
      HubProcess hub, DataDisk disk, Fleet fleet, Customers customers, Random random)
      throws Exception {
    long before = fleet.acknowledged();
    fleet.send(PER_SECOND);
    customers.order();
    try {
      Awaitility.await("at work")
          .atMost(READY_WITHIN)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> fleet.acknowledged() - before >= PER_SECOND);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
      slowestRate = Math.min(slowestRate, atFullSpeed(fleet));
      disk.cutPower();
    } finally {
      hub.killWithDatabase();
    }
    fleet.pause();
    customers.stop();
    disk.restorePower();
  }

  /** Returns at the end of a second in which so many were acknowledged. */
  private static double atFullSpeed(Fleet fleet) throws InterruptedException {
    long until = System.nanoTime() + READY_WITHIN.toNanos();
    double rate;
    do {
      assertTrue(System.nanoTime() < until, "never took " + AT_FULL_SPEED + "/s");
      long before = fleet.acknowledged();
      long begun = System.nanoTime();
      TimeUnit.SECONDS.sleep(1);
      rate = (fleet.acknowledged() - before) * 1e9 / (System.nanoTime() - begun);
    } while (rate < AT_FULL_SPEED);
    return rate;
  }

  private void comesBack(HubProcess hub) throws Exception {
    long started = System.nanoTime();
    hub.restart();
    long millis = (System.nanoTime() - started) / 1_000_000;
    slowestReadyMillis = Math.max(slowestReadyMillis, millis);
    assertTrue(millis <= READY_WITHIN.toMillis(), "ready only after " + millis + " ms");
  }

  /** Nothing acknowledged is missing; and all stores come to say what the raw topics add up to. */
  private void agrees(Fleet fleet, Customers customers, Stored stored, String when)
      throws Exception {
    long started = System.nanoTime();
    stored.readOn();
    assertEquals(List.of(), stored.missing(fleet.ledgers()), when);
    TreeSet<Long> lost = new TreeSet<>(customers.placed());
    lost.removeAll(stored.orders());
    assertEquals(new TreeSet<>(), lost, "orders, " + when);

    fleet.connect();
    assertTrue(customers.place(), "the order without an answer is placed or answered, " + when);
    assertEquals(customers.placed(), stored.orders(), "no order twice, " + when);
    Awaitility.await(when)
        .atMost(AGREED_WITHIN)
        .pollInterval(Duration.ofMillis(250))
        // As stations do: a hub that is slow after its start may have to send them away once more.
        .until(() -> fleet.reconnect() == 0 && fleet.isSettled());
    stored.readOn();
    assertEquals(List.of(), stored.missing(fleet.ledgers()), when);
    Awaitility.await(when)
        .atMost(AGREED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertEquals(stored.expected(), stored.kept()));
    slowestAgreedMillis = Math.max(slowestAgreedMillis, (System.nanoTime() - started) / 1_000_000);
  }
}
