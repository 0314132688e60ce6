package fr.anima.hub.journeys;

import fr.anima.hub.journeys.FleetStation.Said;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Stations that publish one message per packet at a given rate, and remember what was acknowledged:
 * the ledger, outside whatever fails. What was not acknowledged is sent again, as agents do.
 *
 * <p>A fifth each are counters and bikes, the others enclosures; one enclosure and all that is no
 * enclosure deliver what they measured three weeks ago.
 */
final class Fleet implements AutoCloseable {
  private static final List<Said> KINDS =
      List.of(Said.COUNTS, Said.FIXES, Said.READINGS, Said.READINGS, Said.READINGS);

  private static final int ARCHIVE = 4;
  private static final int TICK_MILLIS = 5;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final NetClient client =
      vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
  private final int mqttPort;
  private final List<FleetStation> stations = new ArrayList<>();
  private final AtomicLong acknowledged = new AtomicLong();
  private long pacing = -1;

  /** Registers so many stations, which talk to the hub, and the limits of the enclosures. */
  Fleet(HubProcess hub, int many) {
    this(hub, many, hub.mqttPort());
  }

  /** The same of stations that talk to whoever listens on that port. */
  Fleet(HubProcess hub, int many, int mqttPort) {
    this.mqttPort = mqttPort;
    for (int i = 0; i < many; i++) {
      if (said(i) == Said.READINGS) {
        hub.put("/api/v1/enclosures/" + name(i), FleetStation.ENCLOSURE);
      }
    }
    for (int i = 0; i < many; i++) {
      Said said = i == ARCHIVE ? Said.OLD_READINGS : said(i);
      String key = hub.addStation(name(i), said.device(), name(i));
      stations.add(new FleetStation(name(i), key, said, acknowledged::incrementAndGet));
    }
  }

  /** Each station's key. */
  Map<String, String> keys() {
    return stations.stream().collect(Collectors.toMap(FleetStation::name, FleetStation::key));
  }

  /**
   * New messages at that rate in all, as many as fit when it is 0; the stations must be connected.
   */
  void send(int perSecond) {
    long stepMicros =
        perSecond == 0 ? 1_000 : Math.max(1_000, 1_000_000L * stations.size() / perSecond);
    stations.forEach(it -> it.pace(stepMicros));
    if (perSecond == 0) {
      vertx.runOnContext(it -> stations.forEach(FleetStation::keepFull));
      return;
    }
    long began = System.nanoTime();
    AtomicLong sent = new AtomicLong();
    pacing =
        vertx.setPeriodic(
            TICK_MILLIS,
            tick -> {
              long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
              while (sent.get() < due) {
                stations.get((int) (sent.getAndIncrement() % stations.size())).publishOne();
              }
            });
  }

  /** At that rate, and what finds no room waits until there is some: a backlog, as agents have. */
  void keepSending(int perSecond) {
    stations.forEach(it -> it.pace(1_000_000L * stations.size() / perSecond));
    long began = System.nanoTime();
    AtomicLong made = new AtomicLong();
    pacing =
        vertx.setPeriodic(
            TICK_MILLIS,
            tick -> {
              long due = (System.nanoTime() - began) * perSecond / 1_000_000_000L;
              while (made.get() < due) {
                stations.get((int) (made.getAndIncrement() % stations.size())).owe();
              }
              stations.forEach(FleetStation::pay);
            });
  }

  /** Messages that wait in the stations, sent or not. */
  long backlog() {
    return stations.stream().mapToLong(FleetStation::backlog).sum();
  }

  /** Those whose connection was ended try once more; how many could not. */
  int reconnect() {
    int failed = 0;
    for (FleetStation each : stations) {
      try {
        if (!each.isConnected()) {
          each.connect(vertx, client, mqttPort);
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
    vertx.runOnContext(it -> stations.forEach(FleetStation::stop));
  }

  /** All connect and send again what was not acknowledged, and nothing new. */
  void connect() throws Exception {
    for (FleetStation each : stations) {
      each.connect(vertx, client, mqttPort);
    }
  }

  /** Messages acknowledged so far. */
  long acknowledged() {
    return acknowledged.get();
  }

  /** Of each station, the sequence numbers that were acknowledged. */
  List<Ledger> ledgers() {
    return stations.stream().map(FleetStation::ledger).toList();
  }

  /** Whether all that was sent is acknowledged. */
  boolean isSettled() {
    return ledgers().stream().allMatch(Ledger::isSettled);
  }

  @Override
  public void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static Said said(int number) {
    return KINDS.get(number % KINDS.size());
  }

  private static String name(int number) {
    return said(number).device() + "-" + number;
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
}
