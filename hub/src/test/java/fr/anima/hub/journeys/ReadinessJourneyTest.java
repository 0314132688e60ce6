package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
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
            .until(() -> ill(hub).getOrDefault("database", "").contains("PostgreSQL runs"));

        assertTrue(!ill(hub).containsKey("mqtt"), "stations are still heard");
        assertTrue(!ill(hub).containsKey("log"), "the log still takes what they say");
      } finally {
        hub.signalDatabase("CONT");
      }

      Awaitility.await().atMost(NAMED_WITHIN).until(() -> ill(hub).isEmpty());
    }
  }

  /** Stages that are not well, each with what to do. */
  private static Map<String, String> ill(HubProcess hub) throws InterruptedException {
    Map<String, String> ill = new TreeMap<>();
    JsonNode answer = hub.readiness().orElseThrow();
    for (JsonNode stage : answer.get("stages")) {
      if (!stage.get("well").asBoolean()) {
        ill.put(stage.get("name").asText(), stage.get("remedy").asText());
      }
    }
    return ill;
  }
}
