package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise D2: somebody fills the hub's disk while stations publish. Readings are no longer taken
 * before any store meets the end of the disk, orders go on, and when there is room again everything
 * does, with nothing lost.
 */
class FullDiskJourneyTest {
  private static final int FILLS = Boolean.getBoolean("anima.long") ? 20 : 1;
  private static final int STATIONS = 20;
  private static final int PER_SECOND = 500;
  private static final long DISK_BYTES = 3L << 30;
  private static final long LEFT_BYTES = 100L << 20;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  @Test
  void a_disk_that_fills_up_stops_readings_and_nothing_else() throws Exception {
    DataDisk.assumeWorks();
    try (DataDisk disk = DataDisk.insert(work, DISK_BYTES);
        HubProcess hub = HubProcess.start(disk.mount().resolve("data"));
        Fleet fleet = new Fleet(hub, STATIONS)) {
      Customers customers = new Customers(hub);
      fleet.connect();
      fleet.send(PER_SECOND);
      for (int fill = 1; fill <= FILLS; fill++) {
        awaitReadings(fleet);
        disk.fill(LEFT_BYTES);
        Awaitility.await("named").atMost(SOON).until(() -> hub.ill().containsKey("disk"));
        awaitSilence(fleet);
        assertTrue(customers.place(), "an order while the disk is full, fill " + fill);
        disk.unfill();
        Awaitility.await("well").atMost(SOON).until(() -> hub.ill().isEmpty());
      }
      awaitReadings(fleet);
      fleet.pause();
      Awaitility.await("all acknowledged").atMost(SOON).until(fleet::isSettled);
      Stored stored = new Stored(disk.mount().resolve("data"));
      stored.readOn();
      assertEquals(List.of(), stored.missing(fleet.ledgers()));
      assertTrue(!hub.console().contains("No space left"), "a store met the end of the disk");
    }
  }

  private static void awaitReadings(Fleet fleet) {
    long before = fleet.acknowledged();
    Awaitility.await("readings are taken")
        .atMost(SOON)
        .until(() -> fleet.acknowledged() > before + PER_SECOND);
  }

  /** What was read already may still be stored, then nothing. */
  private static void awaitSilence(Fleet fleet) {
    Awaitility.await("no readings are taken")
        .atMost(SOON)
        .until(
            () -> {
              long before = fleet.acknowledged();
              TimeUnit.SECONDS.sleep(2);
              return fleet.acknowledged() == before;
            });
  }
}
