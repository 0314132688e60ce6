package fr.anima.hub.journeys;

import fr.anima.hub.bench.LoadConnection;
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
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stations that publish one message per packet at a given rate, and remember what was acknowledged:
 * the ledger, outside whatever fails. What was not acknowledged is sent again, as agents do.
 */
final class Fleet implements AutoCloseable {
  /** Every fifth is a counter, the others are enclosures. */
  private static final int COUNTERS = 5;

  private static final int WINDOW = 48;
  private static final int TICK_MILLIS = 5;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
  private final int mqttPort;
  private final List<Sender> senders = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private long pacing = -1;

  /** Registers so many stations, which talk to the hub. */
  Fleet(HubProcess hub, int stations) {
    this(hub, stations, hub.mqttPort());
  }

  /** Registers so many stations, which talk to whoever listens on that port. */
  Fleet(HubProcess hub, int stations, int mqttPort) {
    this.mqttPort = mqttPort;
    for (int i = 0; i < stations; i++) {
      boolean counts = i % COUNTERS == 0;
      String id = (counts ? "counter-" : "enclosure-") + i;
      String key = hub.addStation(id, counts ? "counter" : "enclosure", id);
      senders.add(new Sender(new StationId(id), key, counts));
    }
  }

  /** Each station's key. */
  Map<String, String> keys() {
    return senders.stream().collect(Collectors.toMap(it -> it.station.value(), it -> it.key));
  }

  /** New messages at that rate in all; the stations must be connected. */
  void send(int perSecond) {
    long began = System.nanoTime();
    AtomicLong sent = new AtomicLong();
    pacing =
        vertx.setPeriodic(
            TICK_MILLIS,
            tick -> {
              long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
              while (sent.get() < due) {
                senders.get((int) (sent.getAndIncrement() % senders.size())).publishOne();
              }
            });
  }

  /** The same, and what finds no room waits until there is some: a backlog, as agents have. */
  void keepSending(int perSecond) {
    long began = System.nanoTime();
    AtomicLong made = new AtomicLong();
    pacing =
        vertx.setPeriodic(
            TICK_MILLIS,
            tick -> {
              long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
              while (made.get() < due) {
                senders.get((int) (made.getAndIncrement() % senders.size())).owe();
              }
              senders.forEach(Sender::pay);
            });
  }

  /** Messages that wait in the stations, sent or not. */
  long backlog() {
    return senders.stream().mapToLong(Sender::backlog).sum();
  }

  /** Those whose connection was ended try once more; how many could not. */
  int reconnect() {
    int failed = 0;
    for (Sender each : senders) {
      try {
        if (!each.isConnected()) {
          each.connect();
        }
      } catch (Exception notNow) {
        failed++;
      }
    }
    return failed;
  }

  /** No new messages; connections stay. */
  void pause() {
    vertx.cancelTimer(pacing);
  }

  /** All connect and send again what was not acknowledged, and nothing new. */
  void connect() throws Exception {
    for (Sender each : senders) {
      each.connect();
    }
  }

  /** Messages acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Of each station, the sequence numbers that were acknowledged. */
  List<Ledger> ledgers() {
    return senders.stream().map(Sender::ledger).toList();
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  /**
   * What one station knows.
   *
   * @param sent the highest sequence number that it sent
   */
  record Ledger(String station, long sent, BitSet acknowledged) {
    boolean isSettled() {
      return acknowledged.cardinality() == sent;
    }
  }

  /** One station over all its connections; its numbers go on where they stopped. */
  private final class Sender {
    private final StationId station;
    private final String key;
    private final boolean counts;
    private final Instant began = Instant.now();
    private final BitSet done = new BitSet();
    private List<Long> again = List.of();
    private long before;
    private long sent;
    private long owed;
    private @Nullable LoadConnection connection;

    Sender(StationId station, String key, boolean counts) {
      this.station = station;
      this.key = key;
      this.counts = counts;
    }

    void connect() throws Exception {
      synchronized (this) {
        again = new ArrayList<>();
        for (long number = 1; number <= sent; number++) {
          if (!done.get((int) number)) {
            again.add(number);
          }
        }
        before = sent;
      }
      Message.Kind kind = counts ? Message.Kind.FOOTFALL : Message.Kind.READINGS;
      LoadConnection.Role role =
          new LoadConnection.Role(
              station.value(),
              key,
              new WireTopic(station, kind).name(),
              WINDOW,
              it -> WireJson.encode(message(numbered(it))),
              (number, nanos) -> settle(numbered(number)));
      LoadConnection open =
          LoadConnection.open(client, "127.0.0.1", mqttPort, role).await(20, TimeUnit.SECONDS);
      connection = open;
      vertx.runOnContext(it -> again.forEach(number -> open.publishOne()));
    }

    synchronized void publishOne() {
      if (connection != null) {
        connection.publishOne();
      }
    }

    synchronized boolean isConnected() {
      return connection != null && connection.isOpen();
    }

    synchronized void owe() {
      owed++;
    }

    synchronized void pay() {
      while (owed > 0 && isConnected() && connection != null && connection.publishOne()) {
        owed--;
      }
    }

    synchronized long backlog() {
      return owed + sent - done.cardinality();
    }

    synchronized Ledger ledger() {
      return new Ledger(station.value(), sent, (BitSet) done.clone());
    }

    private synchronized void settle(long number) {
      if (!done.get((int) number)) {
        done.set((int) number);
        acknowledged.incrementAndGet();
      }
    }

    /** The n-th of this connection as a number of this station. */
    private synchronized long numbered(long ofConnection) {
      if (ofConnection <= again.size()) {
        return again.get((int) ofConnection - 1);
      }
      long number = before + ofConnection - again.size();
      sent = Math.max(sent, number);
      return number;
    }

    /** Always the same for the same number; whole values, so that sums are exact. */
    private Message message(long number) {
      Instant at = began.plusMillis(number * 2);
      Stamp stamp = new Stamp(station, began.getEpochSecond(), number, at, ClockQuality.SYNCED);
      return counts
          ? new FootfallCount(stamp, at.minusMillis(1), (int) (number % 7), (int) (number % 3))
          : new Readings(stamp, List.of(new Measurement(Quantity.LIGHT, number % 100)));
    }
  }
}
