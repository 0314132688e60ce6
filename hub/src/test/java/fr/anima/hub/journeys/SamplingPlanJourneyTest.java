package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often a station shall sample: from the operator down to the real agent, and back. */
class SamplingPlanJourneyTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void a_station_follows_its_plan_and_says_so_also_after_a_restart() throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("data"))) {
      AgentProcess barn = AgentProcess.start(folder, hub, "barn", "enclosure", climate());
      try {
        Awaitility.await().atMost(SOON).until(() -> barn(hub).has("heartbeat"));
        assertEquals("", barn(hub).at("/heartbeat/plan").asText(), "its own configuration");

        hub.put("/api/v1/stations/barn/plan", "{\"periodSeconds\":{\"climate\":1}}");
        Awaitility.await().atMost(SOON).until(() -> follows(barn(hub)));
      } finally {
        barn.stop();
      }
      hub.put("/api/v1/stations/barn/plan", "{\"periodSeconds\":{\"climate\":2}}");

      AgentProcess again = barn.restart();

      try {
        Awaitility.await().atMost(SOON).until(() -> follows(barn(hub)));
        assertEquals(2, barn(hub).at("/plan/periodSeconds/climate").asDouble());
      } finally {
        again.stop();
      }
    }
    String kept = Files.readString(folder.resolve("barn/agent.log"));
    assertEquals(2, kept.split("sampling plan in force", -1).length - 1, kept);
  }

  private static boolean follows(JsonNode station) {
    return station.at("/heartbeat/plan").asText().equals(station.at("/plan/id").asText("none"));
  }

  private static JsonNode barn(HubProcess hub) {
    return hub.get("/api/v1/stations").get("stations").get(0);
  }

  private static String climate() {
    return """
        [[sensor]]
        name = "climate"
        type = "simulated"
        period_seconds = 60
        seed = 7
        quantity.temperature = { mean = 18 }
        """;
  }
}
