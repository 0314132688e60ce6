package fr.anima.hub.journeys;

import fr.anima.hub.bench.LoadConnection;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.FootfallCount;
import fr.anima.wire.Measurement;
import fr.anima.wire.Message;
import fr.anima.wire.Position;
import fr.anima.wire.Quantity;
import fr.anima.wire.Readings;
import fr.anima.wire.Stamp;
import fr.anima.wire.StationId;
import fr.anima.wire.WireJson;
import fr.anima.wire.WireTopic;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One station of a {@link Fleet} over all its connections; its numbers go on where they stopped.
 */
final class FleetStation {
  /** Too bright for two seconds is an alert, dark for one ends it. */
  static final String ENCLOSURE =
      """
      {"name":"Enclos","species":[],
       "limits":[{"quantity":"light","side":"above","raiseAt":75,"clearAt":50,
                  "raiseAfterSeconds":2,"clearAfterSeconds":1,"severity":"attention"}],
       "expectedEverySeconds":{"light":1}}""";

  private static final int WINDOW = 48;
  private static final Duration AGO = Duration.ofDays(20);
  private static final long OLD_STEP_MICROS = 1_000_000;

  private final StationId station;
  private final String key;
  private final Said said;
  private final Runnable acknowledgement;
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.MILLIS);
  private final TreeMap<Long, Pace> paces = new TreeMap<>();
  private final BitSet done = new BitSet();
  private long sent;
  private long owed;
  private @Nullable LoadConnection connection;

  /** What a station tells of. */
  enum Said {
    /** People who passed within a second. */
    COUNTS("counter", Message.Kind.FOOTFALL),
    /** Where a bike is that stands for three minutes and rides for one. */
    FIXES("bike", Message.Kind.POSITIONS),
    /** Light as it is now: bright for seven seconds of fourteen. */
    READINGS("enclosure", Message.Kind.READINGS),
    /** Light as it was: bright for two minutes of ten. */
    OLD_READINGS("enclosure", Message.Kind.READINGS);

    private final String device;
    private final Message.Kind kind;

    Said(String device, Message.Kind kind) {
      this.device = device;
      this.kind = kind;
    }

    String device() {
      return device;
    }
  }

  /** From one number on, messages are measured so far apart. */
  private record Pace(long from, Instant begins, long stepMicros) {
    Instant at(long number) {
      return begins.plusMillis((number - from) * stepMicros / 1_000);
    }
  }

  /** What a connection sends: first what was not acknowledged, then what follows. */
  private record Numbers(List<Long> again, long before) {
    long of(long sentOnIt) {
      return sentOnIt <= again.size()
          ? again.get((int) sentOnIt - 1)
          : before + sentOnIt - again.size();
    }
  }

  FleetStation(String id, String key, Said said, Runnable acknowledgement) {
    this.station = new StationId(id);
    this.key = key;
    this.said = said;
    this.acknowledgement = acknowledgement;
    this.paces.put(1L, new Pace(1, began.minus(AGO), OLD_STEP_MICROS));
  }

  String name() {
    return station.value();
  }

  String key() {
    return key;
  }

  /** What is measured now goes on from now, after whatever was a while of silence. */
  synchronized void pace(long stepMicros) {
    if (said == Said.READINGS) {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Instant next = sent == 0 ? now : measuredAt(sent).plusMillis(1);
      paces.put(sent + 1, new Pace(sent + 1, next.isAfter(now) ? next : now, stepMicros));
    }
  }

  void connect(Vertx vertx, NetClient client, int mqttPort) throws Exception {
    Numbers numbers = numbers();
    LoadConnection.Role role =
        new LoadConnection.Role(
            station.value(),
            key,
            new WireTopic(station, said.kind).name(),
            WINDOW,
            it -> WireJson.encode(message(sending(numbers.of(it)))),
            (number, nanos) -> settle(numbers.of(number)));
    LoadConnection open =
        LoadConnection.open(client, "127.0.0.1", mqttPort, role).await(20, TimeUnit.SECONDS);
    connection = open;
    vertx.runOnContext(it -> numbers.again().forEach(number -> open.publishOne()));
  }

  synchronized void publishOne() {
    if (connection != null) {
      connection.publishOne();
    }
  }

  synchronized boolean isConnected() {
    return connection != null && connection.isOpen();
  }

  /** One more to send, as soon as there is room for it. */
  synchronized void owe() {
    owed++;
  }

  /** Sends what is owed, as much as there is room for. */
  synchronized void pay() {
    while (owed > 0 && isConnected() && connection != null && connection.publishOne()) {
      owed--;
    }
  }

  /** Messages that are owed, or not acknowledged yet. */
  synchronized long backlog() {
    return owed + sent - done.cardinality();
  }

  synchronized void keepFull() {
    if (connection != null) {
      connection.unlimited();
    }
  }

  synchronized void stop() {
    if (connection != null) {
      connection.stop();
    }
  }

  synchronized Fleet.Ledger ledger() {
    return new Fleet.Ledger(station.value(), sent, (BitSet) done.clone());
  }

  private synchronized Numbers numbers() {
    List<Long> again = new ArrayList<>();
    for (long number = 1; number <= sent; number++) {
      if (!done.get((int) number)) {
        again.add(number);
      }
    }
    return new Numbers(again, sent);
  }

  private synchronized long sending(long number) {
    sent = Math.max(sent, number);
    return number;
  }

  private synchronized void settle(long number) {
    if (!done.get((int) number)) {
      done.set((int) number);
      acknowledgement.run();
    }
  }

  private synchronized Instant measuredAt(long number) {
    Map.Entry<Long, Pace> pace = paces.floorEntry(number);
    return pace.getValue().at(number);
  }

  /** Always the same for the same number; whole values, so that sums are exact. */
  private Message message(long number) {
    Instant at = measuredAt(number);
    Stamp stamp = new Stamp(station, began.getEpochSecond(), number, at, ClockQuality.SYNCED);
    return switch (said) {
      case COUNTS ->
          new FootfallCount(stamp, at.minusSeconds(1), (int) (number % 7), (int) (number % 3));
      case FIXES -> fix(stamp, number);
      case READINGS -> light(stamp, number, Duration.between(began, at).toSeconds() % 14 >= 7);
      case OLD_READINGS -> light(stamp, number, number % 600 >= 480);
    };
  }

  private static Readings light(Stamp stamp, long number, boolean bright) {
    long lux = (bright ? 80 : 20) + number % 10;
    return new Readings(stamp, List.of(new Measurement(Quantity.LIGHT, lux)));
  }

  /** Five metres a second northwards for the last of four minutes; each day from the south. */
  private static Position fix(Stamp stamp, long number) {
    long seconds = number % 86_400;
    long ridden = seconds / 240 * 60 + Math.max(0, seconds % 240 - 180);
    return new Position(
        stamp,
        50.5 + ridden * 5 / 111_111.0,
        1.85,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }
}
