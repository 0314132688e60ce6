package fr.anima.hub.history;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.influx.InfluxSeriesStore;
import fr.anima.hub.history.influx.InfluxServer;
import fr.anima.hub.history.postgres.PostgresSeriesStore;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every question of the dashboards in deploy/grafana, asked as Grafana asks it, finds something.
 */
class GrafanaDashboardsTest {
  private static final Path DASHBOARDS = Path.of("../deploy/grafana");
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final int PANELS = 4;

  @TempDir Path folder;

  @Test
  void postgresql_answers_every_panel() throws IOException {
    Database database = TestDatabase.fresh();
    await(new PostgresSeriesStore(database, TestRules.at(TestRules.NOW)).write(points()));

    List<String> questions = questions("postgresql.json", "rawSql");

    assertEquals(PANELS + 1, questions.size());
    for (String question : questions) {
      String asked =
          question
              .replaceAll(
                  "\\$__timeFilter\\(([^)]*)\\)",
                  "$1 between '2026-11-23T00:00:00Z' and '2026-11-24T00:00:00Z'")
              .replace("$enclosure", "'barn', 'coop'");
      assertFalse(asked.contains("$"), asked);
      assertTrue(await(database.client().query(asked).execute()).size() > 0, asked);
    }
  }

  @Test
  void influxdb_answers_every_panel() throws Exception {
    try (InfluxServer server = InfluxServer.start(folder.resolve("influx"));
        InfluxSeriesStore store =
            new InfluxSeriesStore(
                TestDatabase.vertx(),
                server.config("anima"),
                TestRules.keepingAll(TestRules.NOW))) {
      await(store.write(points()));

      List<String> questions = questions("influxdb.json", "query");

      assertEquals(PANELS + 1, questions.size());
      for (String question : questions) {
        String asked =
            question
                .replace(
                    "$timeFilter",
                    "time >= '2026-11-23T00:00:00Z' AND time < '2026-11-24T00:00:00Z'")
                .replace("$__interval", "15m")
                .replace("^$enclosure$", "^(barn|coop)$");
        String answer = ask(server.config("anima").address(), asked);
        assertTrue(answer.contains("\"values\":[["), asked + " answered " + answer);
      }
    }
  }

  private static List<String> questions(String file, String key) throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARDS.resolve(file).toFile());
    List<String> questions = new ArrayList<>();
    dashboard
        .path("panels")
        .forEach(
            panel -> panel.path("targets").forEach(it -> questions.add(it.path(key).asText())));
    dashboard
        .path("templating")
        .path("list")
        .forEach(
            it -> {
              if (it.path("type").asText().equals("query")) {
                questions.add(it.path("query").asText());
              }
            });
    return questions;
  }

  private static String ask(URI address, String question) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                address.resolve(
                    "/query?db=anima&q=" + URLEncoder.encode(question, StandardCharsets.UTF_8)))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private static List<Point> points() {
    List<Point> points = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      points.add(
          new Point(
              "conditions",
              i % 2 == 0 ? "barn" : "coop",
              TEN.plusSeconds(60L * i),
              TEN.plusSeconds(60L * i),
              new Point.Identity("pi", 1, i),
              false,
              Map.of("temperature", 20.0, "humidity", 60.0)));
    }
    return points;
  }
}
