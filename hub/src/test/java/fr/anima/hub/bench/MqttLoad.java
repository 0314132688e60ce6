package fr.anima.hub.bench;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Publishes readings with QoS 1 over many connections and prints one line:
 *
 * <pre>acknowledged/s  p50 ms  p99 ms  acknowledged</pre>
 *
 * <p>Arguments: host, port, file with a line "station key" per connection ("-" as key: no
 * password), window, messages a second over all (0: as many as fit), seconds, seconds of warm-up.
 * The value of each reading is the millisecond of sending modulo 200 000, so that a browser's end
 * can tell its age.
 */
public final class MqttLoad {
  private static final int TICK_MILLIS = 5;

  private final List<LoadConnection> connections = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private final AtomicLong acknowledged = new AtomicLong();

  /** Held: a client nobody refers to any more is collected, and closes its connections. */
  private final NetClient client;

  private MqttLoad(Vertx vertx) {
    client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
  }

  /** Runs one load; exits with 1 when a connection is refused. */
  public static void main(String[] given) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    List<String> stations = Files.readAllLines(Path.of(given[2]));
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    MqttLoad load = new MqttLoad(vertx);
    int ended = 1;
    try {
      load.connect(given[0], Integer.parseInt(given[1]), stations, Integer.parseInt(given[3]))
          .toCompletionStage()
          .toCompletableFuture()
          .get(180, TimeUnit.SECONDS);
      load.run(
          vertx, Integer.parseInt(given[4]), Long.parseLong(given[5]), Long.parseLong(given[6]));
      ended = 0;
    } catch (ExecutionException | TimeoutException | RuntimeException why) {
      System.err.println("load failed: " + why);
    } finally {
      // Vert.x has threads of its own that would keep a failed run alive.
      System.exit(ended);
    }
  }

  private Future<Void> connect(String host, int port, List<String> stations, int window) {
    Future<Void> all = Future.succeededFuture();
    for (String line : stations) {
      String[] word = line.split(" ", 2);
      StationId station = new StationId(word[0]);
      LoadConnection.Role role =
          new LoadConnection.Role(
              station.value(),
              word[1].equals("-") ? "" : word[1],
              new WireTopic(station, fr.anima.wire.Message.Kind.READINGS).name(),
              window,
              readings(station),
              (number, nanos) -> {
                latencies.add(nanos);
                acknowledged.incrementAndGet();
              });
      all =
          all.compose(
              done ->
                  LoadConnection.open(client, host, port, role)
                      .onSuccess(connections::add)
                      .mapEmpty());
    }
    return all;
  }

  private static LongFunction<byte[]> readings(StationId station) {
    long boot = Instant.now().getEpochSecond();
    return sequence -> {
      Instant now = Instant.now();
      double age = now.toEpochMilli() % 200_000;
      return WireJson.encode(
          new Readings(
              new Stamp(station, boot, sequence, now, ClockQuality.SYNCED),
              List.of(new Measurement(Quantity.LIGHT, age))));
    };
  }

  private void run(Vertx vertx, int rate, long seconds, long warmUp) throws InterruptedException {
    vertx.runOnContext(
        begin -> {
          if (rate == 0) {
            connections.forEach(LoadConnection::unlimited);
          } else {
            pace(vertx, rate);
          }
        });
    TimeUnit.SECONDS.sleep(warmUp);
    vertx.runOnContext(
        begin -> {
          latencies.clear();
          acknowledged.set(0);
        });
    long began = System.nanoTime();
    TimeUnit.SECONDS.sleep(seconds);
    double took = (System.nanoTime() - began) / 1e9;
    long count = acknowledged.get();
    connections.forEach(LoadConnection::stop);
    System.out.printf(
        "%.0f %.1f %.1f %d%n",
        count / took, latencies.percentile(0.5), latencies.percentile(0.99), count);
  }

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
}
