package fr.anima.hub.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Scanner;
import java.util.concurrent.ConcurrentHashMap;

/** A browser's live stream from one hub: the latest reading of each enclosure that came by. */
final class LiveEar implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DATA = "data: ";

  private final InputStream stream;
  private final InstantSource clock = InstantSource.system();
  private final Map<String, Instant> latest = new ConcurrentHashMap<>();
  private final Thread thread;

  private LiveEar(InputStream stream) {
    this.stream = stream;
    this.thread = new Thread(this::listen, "live-ear");
    thread.start();
  }

  static LiveEar open(HubProcess hub, String topics) throws IOException {
    return new LiveEar(hub.stream("/api/v1/stream?topics=" + topics));
  }

  /** Whether a reading came by that was measured at that time or later. */
  boolean heard(String enclosure, Instant measuredAt) {
    return !latest.getOrDefault(enclosure, Instant.EPOCH).isBefore(measuredAt);
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  private void listen() {
    try (Scanner lines = new Scanner(stream, StandardCharsets.UTF_8)) {
      while (lines.hasNextLine()) {
        String line = lines.nextLine();
        if (line.startsWith(DATA)) {
          hear(JSON.readTree(line.substring(DATA.length())));
        }
      }
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }

  private void hear(JsonNode message) {
    if (message.path("kind").asText().equals("reading")) {
      latest.merge(
          message.get("enclosure").asText(),
          Instant.parse(message.get("measuredAt").asText()),
          (one, other) -> one.isAfter(other) ? one : other);
    }
  }
}
