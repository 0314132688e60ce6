package fr.anima.hub.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * One shop, and customers who order there one after the other; whoever got no answer asks again.
 */
final class Customers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAUSE_MILLIS = 50;

  /** As many as the hub allows: whoever comes after them orders for the next hour. */
  private static final int A_SLOT = 1_000;

  private final HubProcess hub;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Set<Long> placed = new TreeSet<>();
  private final List<String> slots;
  private int key;
  private volatile boolean ordering;
  private Thread orderer = new Thread(this::run, "customers");

  /** Furnishes the town. */
  Customers(HubProcess hub) {
    this.hub = hub;
    hub.put(
        "/api/v1/merchants/bakery",
        """
        {"name":"Boulangerie","address":"1 rue Royale","latitude":50.9581,"longitude":1.853}""");
    hub.put(
        "/api/v1/merchants/bakery/products/bread",
        """
        {"name":"Pain","priceCents":250,"stock":100000,"temperatureClass":"ambient","weightGrams":400}""");
    Instant from = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(30));
    StringBuilder wanted = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      Instant start = from.plus(Duration.ofHours(i));
      wanted
          .append(i == 0 ? "" : ",")
          .append(
              "{\"from\":\"%s\",\"until\":\"%s\",\"capacity\":%d}"
                  .formatted(start, start.plus(Duration.ofHours(1)), A_SLOT));
    }
    hub.ask("PUT", "/api/v1/slots", "{\"slots\":[" + wanted + "]}");
    slots = hub.get("/api/v1/shop").get("slots").findValuesAsText("id");
  }

  /** Orders until {@link #stop}; begins with the order that got no answer. */
  void order() {
    ordering = true;
    orderer = new Thread(this::run, "customers");
    orderer.start();
  }

  /** Whatever is under way gets its answer, or none. */
  void stop() throws InterruptedException {
    ordering = false;
    orderer.join();
  }

  /** Places one order; the one that got no answer, if there is one. */
  boolean place() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(hub.address() + "/api/v1/orders"))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/json")
              .header("Idempotency-Key", "customer-key-%08d".formatted(key))
              .POST(HttpRequest.BodyPublishers.ofString(basket()))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 201) {
        return false;
      }
      JsonNode order = JSON.readTree(answer.body());
      placed.add(order.get("number").asLong());
      key++;
      return true;
    } catch (IOException noAnswer) {
      return false;
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The numbers that customers were told. */
  Set<Long> placed() {
    return placed;
  }

  private void run() {
    try {
      while (ordering) {
        place();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  private String basket() {
    return """
        {"customer":{"name":"Léa Martin","phone":"0321000000"},
         "place":{"address":"12 rue de la Mer","latitude":50.9581,"longitude":1.8531},
         "slot":"%s","totalCents":600,
         "lines":[{"merchant":"bakery","product":"bread","quantity":1}]}"""
        .formatted(slots.get(key / A_SLOT));
  }
}
