package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise X4 for the database of a whole hub: what hangs is named, and nobody restarts anything.
 */
class ReadinessJourneyTest {
  private static final Duration NAMED_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void a_database_that_hangs_is_named_with_what_to_do_and_all_is_well_when_it_goes_on()
      throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("data"))) {
      hub.signalDatabase("STOP");
      try {
        Awaitility.await()
            .atMost(NAMED_WITHIN)
            .until(() -> hub.ill().getOrDefault("database", "").contains("PostgreSQL runs"));

        assertTrue(!hub.ill().containsKey("mqtt"), "stations are still heard");
        assertTrue(!hub.ill().containsKey("log"), "the log still takes what they say");
      } finally {
        hub.signalDatabase("CONT");
      }

      Awaitility.await().atMost(NAMED_WITHIN).until(() -> hub.ill().isEmpty());
    }
  }
}
