package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise S4: a machine that stands still for longer than sessions last goes on by itself, and no
 * thread of the streams has to be replaced; with {@code -Danima.long=true} it stands still twice as
 * long.
 */
class StalledHubJourneyTest {
  private static final int STATIONS = 10;
  private static final int PER_SECOND = 500;
  private static final Duration STALL =
      Duration.ofSeconds(Boolean.getBoolean("anima.long") ? 30 : 15);
  private static final Duration RECOVERED_WITHIN = Duration.ofSeconds(30);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  void a_hub_that_stood_still_goes_on_and_nothing_is_lost_or_counted_twice() throws Exception {
    Path data = folder.resolve("data");
    try (HubProcess hub = HubProcess.start(data);
        Fleet fleet = new Fleet(hub, STATIONS)) {
      fleet.connect();
      fleet.send(PER_SECOND);
      untilTaken(fleet, 2 * PER_SECOND);

      hub.signal("STOP");
      TimeUnit.MILLISECONDS.sleep(STALL.toMillis());
      hub.signal("CONT");

      fleet.pause();
      long since = System.nanoTime();
      Awaitility.await("ready by itself")
          .atMost(RECOVERED_WITHIN)
          .ignoreExceptions()
          .untilAsserted(() -> assertEquals(Map.of(), hub.ill()));
      System.out.printf("stalled hub: well after %d ms%n", (System.nanoTime() - since) / 1_000_000);
      // What had waited for the log for too long ended its connections; agents come in again.
      fleet.connect();
      fleet.send(PER_SECOND);
      untilTaken(fleet, 2 * PER_SECOND);
      fleet.pause();
      Awaitility.await("all acknowledged").atMost(RECOVERED_WITHIN).until(fleet::isSettled);
      Stored stored = new Stored(data);
      stored.readOn();
      assertEquals(List.of(), stored.missing(fleet.ledgers()));
      Awaitility.await("every store agrees")
          .atMost(RECOVERED_WITHIN)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> assertEquals(List.of(), Stored.differences(stored.kept(), stored.expected())));
      assertTrue(!hub.console().contains("streams thread replaced"), hub.console());
    }
  }

  private static void untilTaken(Fleet fleet, int more) {
    long before = fleet.acknowledged();
    Awaitility.await("readings are taken")
        .atMost(RECOVERED_WITHIN)
        .until(() -> fleet.acknowledged() >= before + more);
  }
}
