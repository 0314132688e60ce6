package fr.anima.hub.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Things people already own, from their own words through a whole hub to what a screen asks for.
 */
class ForeignStationsJourneyTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String EVER = "?from=2000-01-01T00:00:00Z&until=2040-01-01T00:00:00Z";

  @TempDir private Path folder;

  @Test
  void a_zigbee_sensor_and_a_phone_are_on_the_screens_of_keeper_and_dispatcher() throws Exception {
    try (HubProcess hub = HubProcess.start(folder.resolve("data"))) {
      String zigbee = add(hub, "zigbee", "enclosure", "farm", "zigbee2mqtt");
      String phone = add(hub, "lea", "bike", "velo-1", "owntracks");
      hub.put(
          "/api/v1/enclosures/goats",
          """
          {"name":"Chèvres","species":[],"limits":[],"expectedEverySeconds":{"temperature":600}}""");
      hub.put("/api/v1/bikes/velo-1", "{\"name\":\"Vélo 1\",\"expectedEverySeconds\":60}");
      hub.put("/api/v1/stations/zigbee/devices", "{\"device\":\"barn\",\"place\":\"goats\"}");

      publish(hub, zigbee, "{\"temperature\":21.5,\"humidity\":null,\"linkquality\":9}");
      Instant taken = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
      post(hub, phone, taken);
      post(hub, phone, taken);

      String history = "/api/v1/enclosures/goats/history" + EVER + "&step=raw&quantity=temperature";
      Awaitility.await().atMost(SOON).until(() -> hub.get(history).get("points").size() == 1);
      assertEquals(21.5, hub.get(history).at("/points/0/mean").asDouble());
      String track = "/api/v1/bikes/velo-1/track" + EVER;
      Awaitility.await().atMost(SOON).until(() -> !hub.get(track).get("positions").isEmpty());
      assertEquals(1, hub.get(track).get("positions").size(), "sent twice, one fix");
      Awaitility.await()
          .atMost(SOON)
          .until(() -> station(hub, "zigbee").at("/heartbeat/failing").has("barn/humidity"));
      JsonNode leftOut = hub.get("/api/v1/stations/zigbee/devices").get("leftOut");
      assertEquals("linkquality", leftOut.at("/0/field").asText());
    }
  }

  private static String add(HubProcess hub, String id, String kind, String place, String dialect) {
    return hub.ask(
            "POST",
            "/api/v1/stations",
            """
            {"id":"%s","kind":"%s","place":"%s","dialect":"%s"}"""
                .formatted(id, kind, place, dialect))
        .get("key")
        .asText();
  }

  private static void publish(HubProcess hub, String key, String state) throws Exception {
    try (MqttClient gateway =
        new MqttClient("tcp://127.0.0.1:" + hub.mqttPort(), "z2m", new MemoryPersistence())) {
      MqttConnectOptions options = new MqttConnectOptions();
      options.setUserName("zigbee");
      options.setPassword(key.toCharArray());
      options.setWill("zigbee2mqtt/bridge/state", new byte[0], 1, true);
      gateway.setTimeToWait(10_000);
      gateway.connect(options);
      gateway.publish("zigbee2mqtt/barn", state.getBytes(StandardCharsets.UTF_8), 1, false);
      gateway.disconnect();
    }
  }

  private static void post(HubProcess hub, String key, Instant taken) throws Exception {
    byte[] credentials = ("lea:" + key).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(hub.address() + "/api/owntracks"))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
            .header("Content-Type", "application/json")
            .header("X-Limit-U", "lea")
            .header("X-Limit-D", "phone")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"_type":"location","lat":50.9581,"lon":1.853,"acc":8,"tst":%d,"batt":77}"""
                        .formatted(taken.getEpochSecond())))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertTrue(answer.statusCode() == 200 && answer.body().equals("[]"), answer.body());
  }

  private static JsonNode station(HubProcess hub, String id) {
    for (JsonNode each : hub.get("/api/v1/stations").get("stations")) {
      if (each.get("id").asText().equals(id)) {
        return each;
      }
    }
    throw new AssertionError("no station " + id);
  }
}
