package fr.anima.hub.history.influx;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.TestRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How 2.x is spoken to: by the doors its documentation names, noted by a stand-in. The real one is
 * asked where there is a Docker engine.
 */
@SuppressWarnings("NullAway.Init") // started before each
class InfluxTwoTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer two;
  private InfluxSeriesStore store;

  @BeforeEach
  void start() throws IOException {
    two = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    two.createContext("/", this::answer);
    two.start();
    InfluxConfig config =
        new InfluxConfig(
            URI.create("http://127.0.0.1:" + two.getAddress().getPort()),
            "anima",
            Optional.of("s3cret"),
            "farm");
    store = new InfluxSeriesStore(TestDatabase.vertx(), config, TestRules.at(TestRules.NOW));
  }

  @AfterEach
  void stop() {
    store.close();
    two.stop(0);
  }

  @Test
  void buckets_are_made_mapped_and_written_with_the_token() {
    Point point =
        new Point(
            "conditions",
            "barn",
            TEN,
            TEN,
            new Point.Identity("pi", 1, 1),
            false,
            Map.of("temperature", 20.5));

    assertEquals(List.of(), await(store.write(List.of(point))));

    for (Shelf shelf : Shelf.values()) {
      assertTrue(
          has("POST /api/v2/buckets", "\"name\":\"anima/" + shelf.word() + "\""), said.toString());
      assertTrue(
          has("POST /api/v2/dbrps", "\"retention_policy\":\"" + shelf.word() + "\""),
          said.toString());
    }
    assertTrue(has("POST /api/v2/write", "bucket=anima/samples"), said.toString());
    assertTrue(has("org=farm", "conditions,station=pi,subject=barn"), said.toString());
    assertTrue(has("POST /api/v2/write", "conditions_24x1h,field=temperature"), said.toString());
    assertTrue(has("POST /query", "db=anima"), said.toString());
    assertTrue(keys.stream().allMatch("Token s3cret"::equals), keys.toString());
    assertTrue(await(store.answers()).contains("2.7.12"));
  }

  private boolean has(String one, String other) {
    return said.stream().anyMatch(it -> it.contains(one) && it.contains(other));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    said.add(
        exchange.getRequestMethod()
            + " "
            + path
            + "?"
            + URLDecoder.decode(query, StandardCharsets.UTF_8)
            + " "
            + body);
    if (!path.equals("/ping")) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }
    exchange.getResponseHeaders().set("X-Influxdb-Version", "v2.7.12");
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean nothing = path.equals("/ping") || path.equals("/api/v2/write");
    byte[] answer = nothing ? new byte[0] : document(exchange.getRequestMethod(), path);
    int made = exchange.getRequestMethod().equals("POST") && !path.equals("/query") ? 201 : 200;
    exchange.sendResponseHeaders(nothing ? 204 : made, nothing ? -1 : answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private static byte[] document(String method, String path) {
    String document =
        switch (method + " " + path) {
          case "GET /api/v2/orgs" -> "{\"orgs\":[{\"id\":\"0001\",\"name\":\"farm\"}]}";
          case "GET /api/v2/buckets" -> "{\"buckets\":[]}";
          case "POST /api/v2/buckets" ->
              "{\"id\":\"0002\",\"name\":\"made\",\"retentionRules\":[]}";
          case "GET /api/v2/dbrps" -> "{\"content\":[]}";
          case "POST /api/v2/dbrps" ->
              "{\"id\":\"0003\",\"bucketID\":\"0002\",\"database\":\"anima\"}";
          case "POST /query" -> "{\"results\":[{\"statement_id\":0}]}";
          default -> "{}";
        };
    return document.getBytes(StandardCharsets.UTF_8);
  }
}
