package fr.anima.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.anima.edge.clock.Moment;
import fr.anima.edge.trust.Trust;
import fr.anima.wire.StationId;
import fr.anima.wire.StationKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/**
 * Where a station comes by its name: the hub's web address, asked once, before there is a spool.
 */
final class ClaimDesk {
  private static final int PATIENCE_MILLIS = 30_000;
  private static final int MOST_BYTES = 64 * 1024;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI hub;
  private final Optional<Path> authority;
  private final Moment now;

  /** What the hub says to a good code: who the station is now, and where it connects. */
  public record Claimed(StationId station, StationKind kind, String place, URI hub) {}

  /** The desk answered, and the answer was no. */
  public static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String why) {
      super(why);
    }
  }

  /**
   * The desk at a web address.
   *
   * @param authority PEM file of the only certificate authority to trust; empty for the system's
   * @param now the time that its certificate must be good at
   */
  public ClaimDesk(URI hub, Optional<Path> authority, Moment now) {
    this.now = now;
    this.hub = hub;
    this.authority = authority;
  }

  /**
   * Shows the code and the key of this device.
   *
   * @throws IOException when the hub refuses or cannot be reached, in words for whoever typed it
   */
  public Claimed claim(String code, String key) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) hub.resolve("/api/v1/stations/claim").toURL().openConnection();
    if (connection instanceof HttpsURLConnection encrypted) {
      encrypted.setSSLSocketFactory(Trust.sockets(authority, now));
    }
    connection.setConnectTimeout(PATIENCE_MILLIS);
    connection.setReadTimeout(PATIENCE_MILLIS);
    // A key goes to the address that was typed and to no other.
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setDoOutput(true);
    connection.getOutputStream().write(JSON.writeValueAsBytes(Map.of("code", code, "key", key)));
    int status = connection.getResponseCode();
    JsonNode answer =
        read(status < 400 ? connection.getInputStream() : connection.getErrorStream());
    if (status != HttpURLConnection.HTTP_CREATED) {
      throw new RefusedException(
          "the hub answered " + status + " " + answer.path("detail").asText("in no known words"));
    }
    return claimed(answer);
  }

  private static JsonNode read(InputStream body) throws IOException {
    if (body == null) {
      return JSON.createObjectNode();
    }
    try (body) {
      return JSON.readTree(new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
    } catch (JsonProcessingException notOurHub) {
      return JSON.createObjectNode();
    }
  }

  private Claimed claimed(JsonNode answer) throws IOException {
    try {
      String scheme = answer.path("mqttEncrypted").asBoolean() ? "ssl" : "tcp";
      return new Claimed(
          new StationId(answer.path("id").asText()),
          StationKind.ofWord(answer.path("kind").asText()),
          answer.path("place").asText(),
          URI.create(scheme + "://" + hub.getHost() + ":" + answer.path("mqttPort").asInt()));
    } catch (RuntimeException why) {
      throw new IOException("the answer is not that of a hub: " + why.getMessage(), why);
    }
  }
}
