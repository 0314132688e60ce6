package fr.anima.hub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A farm of many enclosures, each quantity of each in a message of its own every ten seconds, one
 * temperature in five crossing its limit, which asks for no time. Prints how long after a reading's
 * PUBACK a keeper's browser has the alert or its end:
 *
 * <pre>p50 ms  p99 ms  decisions  crossings without one</pre>
 *
 * <p>Arguments: the hub's address, MQTT port, file with the operator's token, enclosures, seconds,
 * seconds of warm-up.
 */
public final class FarmBench {
  private static final List<Quantity> QUANTITIES =
      List.of(
          Quantity.TEMPERATURE,
          Quantity.HUMIDITY,
          Quantity.AMMONIA,
          Quantity.CARBON_DIOXIDE,
          Quantity.LIGHT,
          Quantity.WATER_LEVEL,
          Quantity.FEED_WEIGHT,
          Quantity.SOUND);
  private static final int EVERY_SECONDS = 10;
  private static final int TICK_MILLIS = 5;
  private static final long SEED = 62_100;

  /** Apart, and yet no jump that a sensor would be doubted for. */
  private static final double COOL = 22;

  private static final double HOT = 34;
  private static final String LIMITS =
      """
      [{"quantity":"temperature","side":"above","raiseAt":30,"clearAt":29,\
      "raiseAfterSeconds":0,"clearAfterSeconds":0,"severity":"alerte"}]\
      """;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Pen> pens = new ArrayList<>();
  private final List<LoadConnection> connections = new ArrayList<>();
  private final Latencies decisions = new Latencies();
  private final AtomicLong crossings = new AtomicLong();
  private final String hub;
  private final String token;

  private FarmBench(String hub, String token) {
    this.hub = hub;
    this.token = token;
  }

  /** Runs once; exits with 1 when the hub refuses what is needed. */
  public static void main(String[] given) throws Exception {
    Locale.setDefault(Locale.ROOT);
    FarmBench bench = new FarmBench(given[0], Files.readString(Path.of(given[2])).strip());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    int ended = 1;
    try {
      bench.open(vertx, Integer.parseInt(given[1]), Integer.parseInt(given[3]));
      bench.run(vertx, Long.parseLong(given[4]), Long.parseLong(given[5]));
      ended = 0;
    } finally {
      System.exit(ended);
    }
  }

  private void open(Vertx vertx, int port, int enclosures) throws Exception {
    NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    for (int number = 0; number < enclosures; number++) {
      Pen pen = new Pen(number);
      pens.add(pen);
      ask(
          "PUT",
          "/api/v1/enclosures/" + pen.id,
          """
          {"name":"%s","species":["lapin"],"limits":%s,"expectedEverySeconds":{"temperature":%d}}\
          """
              .formatted(pen.id, LIMITS, EVERY_SECONDS));
      String key =
          ask(
                  "POST",
                  "/api/v1/stations",
                  """
                  {"id":"%s","kind":"enclosure","place":"%s"}\
                  """
                      .formatted(pen.station.value(), pen.id))
              .get("key")
              .asText();
      connections.add(
          LoadConnection.open(client, "127.0.0.1", port, pen.role(key))
              .toCompletionStage()
              .toCompletableFuture()
              .get(30, TimeUnit.SECONDS));
    }
  }

  private JsonNode ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request(path).method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return json.readTree(answer.body().isEmpty() ? "{}" : answer.body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(hub + path))
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json");
  }

  private void run(Vertx vertx, long seconds, long warmUp) throws Exception {
    HttpResponse<Stream<String>> stream =
        http.send(
            request("/api/v1/stream?topics=alerts").build(), HttpResponse.BodyHandlers.ofLines());
    Thread listener = new Thread(() -> stream.body().forEach(this::hear), "listener");
    listener.setDaemon(true);
    listener.start();
    int rate = pens.size() * QUANTITIES.size() / EVERY_SECONDS;
    vertx.runOnContext(begin -> pace(vertx, rate));
    TimeUnit.SECONDS.sleep(warmUp);
    decisions.clear();
    crossings.set(0);
    TimeUnit.SECONDS.sleep(seconds);
    long crossed = crossings.get();
    double p50 = decisions.percentile(0.5);
    double p99 = decisions.percentile(0.99);
    // What crossed at the very end has its second.
    TimeUnit.SECONDS.sleep(1);
    long waiting = pens.stream().filter(Pen::isOverdue).count();
    System.out.printf("%.0f %.0f %d %d%n", p50, p99, crossed, waiting);
  }

  /** One after the other, so that each has its turn every ten seconds. */
  private void pace(Vertx vertx, int rate) {
    long began = System.nanoTime();
    AtomicLong sent = new AtomicLong();
    vertx.setPeriodic(
        TICK_MILLIS,
        tick -> {
          long due = (System.nanoTime() - began) * rate / 1_000_000_000L;
          while (sent.get() < due) {
            connections.get((int) (sent.getAndIncrement() % connections.size())).publishOne();
          }
        });
  }

  private void hear(String line) {
    long now = System.nanoTime();
    if (!line.startsWith("data:") || !line.contains("\"alert\"")) {
      return;
    }
    try {
      JsonNode alert = json.readTree(line.substring("data:".length())).path("alert");
      String enclosure = alert.path("enclosure").asText();
      if (enclosure.startsWith("farm-") && "limit".equals(alert.path("kind").asText())) {
        pens.get(Integer.parseInt(enclosure.substring("farm-".length())))
            .decided("cleared".equals(alert.path("state").asText()), now);
      }
    } catch (IOException why) {
      throw new IllegalStateException(line, why);
    }
  }

  /** One enclosure with its station. */
  private final class Pen {
    private final String id;
    private final StationId station;
    private final Random chance;
    private final long boot = Instant.now().getEpochSecond();
    private boolean hot;
    private long crossedWith;
    private long acknowledgedAt;

    private Pen(int number) {
      this.id = "farm-" + number;
      this.station = new StationId("pi-farm-" + number);
      this.chance = new Random(SEED + number);
    }

    private LoadConnection.Role role(String key) {
      return new LoadConnection.Role(
          station.value(),
          key,
          new WireTopic(station, Message.Kind.READINGS).name(),
          QUANTITIES.size(),
          this::readings,
          (number, nanos) -> acknowledged(number));
    }

    private synchronized byte[] readings(long sequence) {
      Quantity quantity = QUANTITIES.get((int) (sequence % QUANTITIES.size()));
      double value = 50 + chance.nextGaussian();
      if (quantity == Quantity.TEMPERATURE) {
        // The first is cool; the next crossing waits for the decision about the last.
        if (sequence > QUANTITIES.size() && crossedWith == 0 && chance.nextInt(5) == 0) {
          hot = !hot;
          crossedWith = sequence;
          acknowledgedAt = 0;
        }
        value = hot ? HOT : COOL;
      }
      Stamp stamp = new Stamp(station, boot, sequence, Instant.now(), ClockQuality.SYNCED);
      return WireJson.encode(new Readings(stamp, List.of(new Measurement(quantity, value))));
    }

    private synchronized void acknowledged(long number) {
      if (number == crossedWith) {
        acknowledgedAt = System.nanoTime();
        crossings.incrementAndGet();
      }
    }

    private synchronized void decided(boolean cleared, long now) {
      if (crossedWith == 0 || cleared == hot) {
        return;
      }
      // The alert may overtake the PUBACK.
      decisions.add(acknowledgedAt == 0 ? 0 : Math.max(0, now - acknowledgedAt));
      crossedWith = 0;
    }

    private synchronized boolean isOverdue() {
      return crossedWith != 0
          && acknowledgedAt != 0
          && System.nanoTime() - acknowledgedAt > TimeUnit.SECONDS.toNanos(1);
    }
  }
}
