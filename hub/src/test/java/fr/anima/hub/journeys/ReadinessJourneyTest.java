package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.history.influx.InfluxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Promise X4 for what a whole hub uses: its database, and an InfluxDB that history is in. What
 * hangs is named alone, what waits for it is not, and nobody restarts anything. What cannot be
 * stopped by itself, because it runs within the hub, is in {@code CanaryTest}.
 */
class ReadinessJourneyTest {
  private static final Duration NAMED_WITHIN = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void what_hangs_is_named_alone_with_what_to_do_and_all_is_well_when_it_goes_on()
      throws Exception {
    try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
        HubProcess hub =
            HubProcess.launch(
                folder.resolve("data"),
                Map.of("ANIMA_INFLUX", influx.config("anima").address().toString()))) {
      hub.untilReady();
      assertEquals(0, hub.get("/api/v1/stations").get("stations").size(), "none but the canary");
      assertEquals(0, hub.get("/api/v1/refusals").get("latest").size());

      isNamedAlone(hub, "history", "InfluxDB", influx::signal);
      isNamedAlone(hub, "database", "PostgreSQL runs", hub::signalDatabase);
    }
  }

  private static void isNamedAlone(HubProcess hub, String stage, String remedy, Signals whom)
      throws Exception {
    whom.signal("STOP");
    try {
      Awaitility.await(stage + " named")
          .atMost(NAMED_WITHIN)
          .until(() -> hub.ill().getOrDefault(stage, "").contains(remedy));

      assertEquals(Set.of(stage), hub.ill().keySet());
    } finally {
      whom.signal("CONT");
    }
    Awaitility.await(stage + " well").atMost(NAMED_WITHIN).until(() -> hub.ill().isEmpty());
  }

  /** Whoever can be told to stand still and to go on. */
  private interface Signals {
    void signal(String signal) throws IOException;
  }
}
