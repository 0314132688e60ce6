package fr.anima.hub.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps so many connections open that never come to an end with their first packet, a byte a
 * second, and makes so many TLS handshakes a second for nothing; ten times a second a known station
 * connects meanwhile. Prints one line:
 *
 * <pre>p50 ms  p99 ms  connected  failed  held  handshakes/s</pre>
 *
 * <p>Arguments: host, port, "plain" or "tls", file with a line "station key" per station,
 * connections to hold, handshakes a second, seconds of warm-up, seconds.
 */
public final class Strangers {
  private static final int CONNECT_MILLIS = 100;
  private static final int HANDSHAKE_TICK_MILLIS = 20;

  /** How a CONNECT, or the first record of TLS, begins; the rest never comes. */
  private static final byte[] CONNECT = {0x10, 0x40, 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, 60};

  private static final byte[] HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 7};

  private final Vertx vertx;
  private final String host;
  private final int port;
  private final NetClient plain;
  private final NetClient known;
  private final byte[] beginning;
  private final Map<NetSocket, Integer> held = new HashMap<>();
  private final Latencies latencies = new Latencies();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicLong handshakes = new AtomicLong();
  private int opening;

  private Strangers(Vertx vertx, String host, int port, boolean tls) {
    this.vertx = vertx;
    this.host = host;
    this.port = port;
    this.beginning = tls ? HELLO : CONNECT;
    this.plain = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    NetClientOptions secret = new NetClientOptions().setTcpNoDelay(true);
    if (tls) {
      secret.setSsl(true).setTrustAll(true).setHostnameVerificationAlgorithm("");
    }
    this.known = vertx.createNetClient(secret);
  }

  /** Runs it once. */
  public static void main(String[] given) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    int port = Integer.parseInt(given[1]);
    Strangers strangers = new Strangers(vertx, given[0], port, given[2].equals("tls"));
    List<String> stations = Files.readAllLines(Path.of(given[3]));
    int many = Integer.parseInt(given[4]);
    int perSecond = Integer.parseInt(given[5]);
    vertx.runOnContext(begin -> strangers.begin(stations, many, perSecond));
    strangers.measure(Long.parseLong(given[6]), Long.parseLong(given[7]));
    System.exit(0);
  }

  private void begin(List<String> stations, int many, int perSecond) {
    vertx.setPeriodic(1, 10, tick -> hold(many));
    vertx.setPeriodic(1_000, tick -> sayOneByteMore());
    AtomicInteger next = new AtomicInteger();
    vertx.setPeriodic(
        CONNECT_MILLIS, tick -> connect(stations.get(next.getAndIncrement() % stations.size())));
    if (perSecond > 0) {
      int atOnce = perSecond * HANDSHAKE_TICK_MILLIS / 1_000;
      vertx.setPeriodic(HANDSHAKE_TICK_MILLIS, tick -> shakeHands(atOnce));
    }
  }

  private void measure(long warmUp, long seconds) throws InterruptedException {
    TimeUnit.SECONDS.sleep(warmUp);
    vertx.runOnContext(begin -> latencies.clear());
    connected.set(0);
    failed.set(0);
    long before = handshakes.get();
    TimeUnit.SECONDS.sleep(seconds);
    System.out.printf(
        "%.1f %.1f %d %d %d %.0f%n",
        latencies.percentile(0.5),
        latencies.percentile(0.99),
        connected.get(),
        failed.get(),
        held.size(),
        (handshakes.get() - before) / (double) seconds);
  }

  private void hold(int many) {
    for (int i = 0; i < 50 && held.size() + opening < many; i++) {
      opening++;
      plain.connect(port, host).onComplete(done -> opening--).onSuccess(this::opened);
    }
  }

  private void opened(NetSocket socket) {
    held.put(socket, 0);
    socket.handler(answer -> {});
    socket.exceptionHandler(why -> {});
    socket.closeHandler(closed -> held.remove(socket));
  }

  private void sayOneByteMore() {
    for (NetSocket each : new ArrayList<>(held.keySet())) {
      int said = held.getOrDefault(each, beginning.length);
      if (said < beginning.length) {
        each.write(Buffer.buffer().appendByte(beginning[said]));
        held.put(each, said + 1);
      }
    }
  }

  private void shakeHands(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      known
          .connect(port, host)
          .onSuccess(
              socket -> {
                handshakes.incrementAndGet();
                socket.close();
              });
    }
  }

  /** From the first packet of TCP to CONNACK. */
  private void connect(String line) {
    String[] word = line.split(" ", 2);
    long began = System.nanoTime();
    LoadConnection.Role role =
        new LoadConnection.Role(word[0], word[1], "", 1, number -> new byte[0], (n, nanos) -> {});
    Future<LoadConnection> open = LoadConnection.open(known, host, port, role);
    open.onFailure(why -> failed.incrementAndGet());
    open.onSuccess(
        connection -> {
          latencies.add(System.nanoTime() - began);
          connected.incrementAndGet();
          connection.close();
        });
  }
}
