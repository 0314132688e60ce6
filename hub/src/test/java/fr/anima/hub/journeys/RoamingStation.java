package fr.anima.hub.journeys;

import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/**
 * A station that knows several hubs, as behind a load balancer: it says one message after the
 * other, and says it again, to the next hub, until it is acknowledged.
 */
final class RoamingStation implements AutoCloseable {
  static final Instant BEGIN = Instant.parse("2025-10-01T00:00:00Z");
  private static final int PACE_MILLIS = 50;
  private static final int PATIENCE_MILLIS = 5_000;

  private final StationId id;
  private final String key;
  private final List<Integer> hubs;
  private final LongFunction<Message> says;
  private final Thread thread;
  private final AtomicLong acknowledged = new AtomicLong();
  private volatile int hub;
  private volatile boolean stopping;
  private volatile long mark;
  private volatile Duration longestWait = Duration.ZERO;
  private final AtomicInteger reconnects = new AtomicInteger();
  private boolean done;
  private long lastNanos = System.nanoTime();

  private RoamingStation(
      String id, String key, List<Integer> hubs, int first, LongFunction<Message> says) {
    this.id = new StationId(id);
    this.key = key;
    this.hubs = hubs;
    this.hub = first;
    this.says = says;
    this.thread = new Thread(this::run, "station-" + id);
    thread.start();
  }

  /** Reports a temperature a second, played faster. */
  static RoamingStation barn(String id, String key, List<Integer> hubs, int first) {
    StationId station = new StationId(id);
    return new RoamingStation(
        id,
        key,
        hubs,
        first,
        number ->
            new Readings(
                stamp(station, number, BEGIN.plusSeconds(number)),
                List.of(new Measurement(Quantity.TEMPERATURE, celsius(number)))));
  }

  /** Counts passers-by each quarter of an hour, played much faster. */
  static RoamingStation street(String id, String key, List<Integer> hubs, int first) {
    StationId station = new StationId(id);
    return new RoamingStation(
        id,
        key,
        hubs,
        first,
        number -> {
          Instant from = quarter(number);
          Stamp stamp = stamp(station, number, from.plusSeconds(900));
          return new FootfallCount(stamp, from, passers(number), 0);
        });
  }

  static double celsius(long number) {
    return 10 + number % 997 / 100.0;
  }

  static int passers(long number) {
    return (int) (1 + number % 7);
  }

  static Instant quarter(long number) {
    return BEGIN.plusSeconds(900 * (number - 1));
  }

  String name() {
    return id.value();
  }

  /** So many messages were acknowledged: the first ones, none left out. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Remembers how far it is at this moment. */
  void mark() {
    mark = acknowledged.get();
    longestWait = Duration.ZERO;
  }

  /** How far it was then. */
  long marked() {
    return mark;
  }

  /** Whether more than so many messages were acknowledged since. */
  boolean isBeyondMark(long messages) {
    return acknowledged.get() > mark + messages;
  }

  /** The longest time between two acknowledgements since the mark. */
  Duration longestWait() {
    return longestWait;
  }

  int reconnects() {
    return reconnects.get();
  }

  /** Ends once everything it said is acknowledged. */
  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join(Duration.ofSeconds(60).toMillis());
    if (thread.isAlive()) {
      throw new AssertionError(name() + " was not acknowledged within a minute");
    }
  }

  private void run() {
    try {
      while (!done) {
        try {
          talk(connect(hubs.get(hub), id.value(), key));
        } catch (MqttException why) {
          hub = (hub + 1) % hubs.size();
          reconnects.incrementAndGet();
        }
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }

  private void talk(MqttClient client) throws MqttException, InterruptedException {
    try {
      while (!done) {
        long number = acknowledged.get() + 1;
        client.publish(topic(number), payload(number));
        Duration waited = Duration.ofNanos(System.nanoTime() - lastNanos);
        lastNanos = System.nanoTime();
        longestWait = waited.compareTo(longestWait) > 0 ? waited : longestWait;
        acknowledged.set(number);
        done = stopping;
        TimeUnit.MILLISECONDS.sleep(PACE_MILLIS);
      }
    } finally {
      client.disconnectForcibly(0, 0, false);
      client.close(true);
    }
  }

  /** Comes in at that door, as that station; it does not come back by itself. */
  static MqttClient connect(int port, String station, String key) throws MqttException {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, station, new MemoryPersistence());
    client.setTimeToWait(PATIENCE_MILLIS);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setUserName(station);
    options.setPassword(key.getBytes(StandardCharsets.UTF_8));
    options.setConnectionTimeout(5);
    options.setAutomaticReconnect(false);
    try {
      client.connect(options);
      return client;
    } catch (MqttException why) {
      client.close(true);
      throw why;
    }
  }

  private String topic(long number) {
    return new WireTopic(id, says.apply(number).kind()).name();
  }

  private MqttMessage payload(long number) {
    MqttMessage message = new MqttMessage(WireJson.encode(says.apply(number)));
    message.setQos(1);
    return message;
  }

  private static Stamp stamp(StationId station, long number, Instant at) {
    return new Stamp(station, 1, number, at, ClockQuality.SYNCED);
  }
}
