package fr.anima.edge.uplink;

import fr.anima.edge.clock.KeptClock;
import fr.anima.edge.clock.StationClock;
import fr.anima.edge.spool.Spool;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.spool.SpoolRecord;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A station's spool, an uplink and a scripted hub, and the words the tests speak in. */
final class Rig implements AutoCloseable {
  static final StationId STATION = new StationId("goat-barn");
  static final Rhythm QUICK =
      new Rhythm(
          Duration.ofSeconds(30),
          Duration.ofSeconds(7),
          Duration.ofSeconds(42),
          new Backoff(Duration.ofMillis(20), Duration.ofMillis(50)));

  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");

  final HubStub hub;
  final Spool spool;
  final StationClock clock;
  final List<SamplingPlan> plans = new CopyOnWriteArrayList<>();
  private @Nullable Uplink uplink;

  Rig(Path directory) throws IOException {
    this(directory, KeptClock.in(directory));
  }

  Rig(Path directory, StationClock clock) throws IOException {
    this(directory, clock, new HubStub());
  }

  Rig(Path directory, HubStub hub) throws IOException {
    this(directory, KeptClock.in(directory), hub);
  }

  private Rig(Path directory, StationClock clock, HubStub hub) throws IOException {
    this.clock = clock;
    this.hub = hub;
    spool = Spool.open(directory, SpoolLimits.standard());
  }

  Uplink start() {
    return start(QUICK);
  }

  Uplink start(Rhythm rhythm) {
    return start(hub.address(), rhythm);
  }

  Uplink start(URI address, Rhythm rhythm) {
    UplinkConfig config = new UplinkConfig(address, STATION, "secret", Optional.empty());
    Uplink started = new Uplink(config, spool, clock, plans::add, rhythm);
    uplink = started;
    started.start();
    return started;
  }

  void append(String channel, int from, int to) throws IOException {
    for (int sequence = from; sequence <= to; sequence++) {
      append(channel, sequence, "");
    }
  }

  void append(String channel, int sequence, String filler) throws IOException {
    String payload = "{\"boot\":7,\"sequence\":" + sequence + ",\"filler\":\"" + filler + "\"}";
    spool.append(
        SpoolRecord.Rank.TELEMETRY, channel, 7, sequence, payload.getBytes(StandardCharsets.UTF_8));
  }

  static List<Long> sequences(HubStub.Published published) {
    return SEQUENCE
        .matcher(published.text())
        .results()
        .map(it -> Long.valueOf(it.group(1)))
        .toList();
  }

  List<Long> arrived() {
    return hub.published.stream().flatMap(it -> sequences(it).stream()).toList();
  }

  static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(20));
  }

  void untilDrained() {
    soon().until(() -> spool.state().records() == 0);
  }

  @Override
  public void close() throws IOException {
    if (uplink != null) {
      uplink.close();
    }
    spool.close();
    hub.close();
  }
}
