package fr.anima.hub.journeys;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A gateway to keepers' phones that takes every letter, and counts how often it got each. */
final class TextGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<Long, Integer> letters = new TreeMap<>();

  TextGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          take(JSON.readTree(exchange.getRequestBody()).get("id").asLong());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  /** How a hub is told of it. */
  Map<String, String> settings() {
    return Map.of(
        "ANIMA_WEBHOOK",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
        "ANIMA_WEBHOOK_SECRET",
        "of-a-test-and-of-nothing-else-in-the-world");
  }

  private synchronized void take(long letter) {
    letters.merge(letter, 1, Integer::sum);
  }

  /** Numbers of the letters that came. */
  synchronized Set<Long> letters() {
    return Set.copyOf(letters.keySet());
  }

  /** How many came more than once. */
  synchronized long twice() {
    return letters.values().stream().filter(it -> it > 1).count();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
