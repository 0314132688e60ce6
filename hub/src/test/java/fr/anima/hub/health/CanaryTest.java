package fr.anima.hub.health;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Arrival;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Certificate;
import fr.anima.hub.health.Health.Condition;
import fr.anima.hub.health.Passages.Stage;
import fr.anima.hub.history.HistoryWriter;
import fr.anima.hub.history.InMemorySeriesStore;
import fr.anima.hub.history.Point;
import fr.anima.hub.history.Series;
import fr.anima.hub.history.TestRules;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveFeed;
import fr.anima.hub.live.LiveMessage;
import fr.anima.hub.orders.MovableClock;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.web.Access;
import fr.anima.wire.FreePort;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Promise X4, stage by stage: the real endpoint, feed and writer around a log in memory. */
class CanaryTest {
  private final MovableClock clock = new MovableClock("2027-03-01T10:00:00Z");
  private final Vertx vertx = Vertx.vertx();
  private final InMemoryEventLog log = new InMemoryEventLog(clock);
  private final StationRegistry registry = new StationRegistry();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final InMemorySeriesStore history = new InMemorySeriesStore(TestRules.at(clock));
  private final List<String> shownToKeepers = new CopyOnWriteArrayList<>();
  private final Health health = new Health();
  private final LiveFeed feed =
      new LiveFeed(vertx, List.of(new CanaryChannel(), new Keepers()), clock);

  @SuppressWarnings("NullAway.Init") // in start
  private Canary canary;

  private int port;
  private String endpoint = "";
  private volatile Break broken = Break.NOTHING;
  private final AtomicLong behind = new AtomicLong(-1_000);
  private Optional<ServerSocket> held = Optional.empty();

  /** What may be broken, and the stage that has to be named. */
  enum Break {
    NOTHING(""),
    PORT_HELD_BY_ANOTHER("mqtt"),
    LOG_TAKES_NOTHING("log"),
    LOG_GIVES_NOTHING_BACK("log"),
    COMPUTATION_STANDS_STILL("streams"),
    HISTORY_IS_NOT_WRITTEN("recording"),
    FEED_SHOWS_NOTHING("live");

    private final String stage;

    Break(String stage) {
      this.stage = stage;
    }

    private boolean lets(Stage which) {
      return switch (this) {
        case NOTHING -> true;
        case PORT_HELD_BY_ANOTHER -> false;
        case LOG_TAKES_NOTHING, LOG_GIVES_NOTHING_BACK -> which == Stage.DOOR;
        case COMPUTATION_STANDS_STILL -> which != Stage.STREAMS;
        case HISTORY_IS_NOT_WRITTEN -> which != Stage.HISTORY;
        case FEED_SHOWS_NOTHING -> which != Stage.LIVE;
      };
    }
  }

  @BeforeEach
  void start() {
    start(Optional.empty());
    await(log.follow(List.of(Topics.READINGS), this::told));
    watch("mqtt", canary::door);
    watch("log", canary::log, "mqtt");
    watch("streams", canary::streams, "log");
    watch("recording", canary::recording, "log");
    watch("live", () -> canary.live(feed), "log");
  }

  private void start(Optional<MqttIngest.Tls> tls) {
    port = FreePort.any();
    MqttIngest.Endpoint door = new MqttIngest.Endpoint("127.0.0.1", port, tls);
    Trail streams =
        new Trail(partition -> Future.succeededFuture(computed()), this::held, p -> true);
    Trail recording = new Trail(partition -> Future.succeededFuture(0L), this::held, p -> true);
    canary = new Canary(new Canary.Nest(vertx, door, history, streams, recording, clock));
    registry.letIn(canary.entry());
    canary.listenTo(feed);
    MqttIngest.Shared shared =
        new MqttIngest.Shared(log, registry, meters, clock, ZoneId.of("Europe/Paris"));
    endpoint = await(vertx.deployVerticle(new MqttIngest(door, shared)));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
  }

  @Test
  void a_reading_comes_through_every_stage_and_is_nobodys() {
    sing();

    assertEquals(1, log.values(Topics.READINGS).size());
    assertEquals(List.of(), shownToKeepers);
    assertEquals(Map.of(), await(history.latest("conditions")));
    assertTrue(registry.stations().isEmpty(), "no station of anybody's list");
    assertEquals(0.0, meters.get("anima_ingest_messages_stored").counter().count());
    assertEquals(0, meters.find("anima_ingest_refusals").counters().size());
    assertEquals(0, log.values(Topics.REFUSALS).size());
    assertTrue(
        registry.station(canary.entry().id()).isEmpty(), "nobody speaks for it by its name alone");
  }

  @Test
  void it_comes_in_by_tls_where_stations_do(@TempDir Path folder) throws Exception {
    Certificate own = Certificate.make(folder);
    start(Optional.of(new MqttIngest.Tls(own.chain(), own.key())));

    sing();

    assertEquals(1, log.values(Topics.READINGS).size());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void what_is_broken_is_named_alone_within_thirty_seconds_and_mends(Break what)
      throws IOException {
    beyondTheFirstMinute();
    hurt(what);

    for (int second = 1; second <= 29; second++) {
      pass(second);
    }

    assertEquals(List.of(what.stage), named(Condition.ILL), () -> await(health.findings()) + "");
    heal(what);
    sing();
    assertEquals(List.of(), named(Condition.ILL));
  }

  @Test
  void a_computation_that_is_behind_and_moves_is_strained_and_not_ill() {
    beyondTheFirstMinute();
    broken = Break.COMPUTATION_STANDS_STILL;

    for (int second = 1; second <= 60; second++) {
      behind.incrementAndGet();
      pass(second);
    }

    assertEquals(List.of(), named(Condition.ILL));
    assertEquals(List.of("streams"), named(Condition.STRAINED));
  }

  private long computed() {
    return broken == Break.COMPUTATION_STANDS_STILL ? behind.get() : log.records().size();
  }

  private Future<Boolean> held(int partition) {
    return Future.succeededFuture(true);
  }

  private void told(LogRecord<?> record) {
    if (broken == Break.LOG_GIVES_NOTHING_BACK) {
      return;
    }
    canary.hear(record);
    if (broken != Break.FEED_SHOWS_NOTHING) {
      feed.take(record);
    }
    if (broken != Break.HISTORY_IS_NOT_WRITTEN) {
      HistoryWriter.of(List.of(new CanarySeries(), new Conditions()), history, log)
          .forEach(it -> project(it, record));
    }
  }

  @SuppressWarnings("unchecked") // all of them read arrivals
  private static void project(Projection<?> writer, LogRecord<?> record) {
    assertTrue(
        ((Projection<Arrival>) writer).project(List.of((LogRecord<Arrival>) record)).succeeded());
  }

  private void hurt(Break what) {
    broken = what;
    if (what == Break.PORT_HELD_BY_ANOTHER) {
      await(vertx.undeploy(endpoint));
      endpoint = "";
      held = Optional.of(another());
    } else if (what == Break.LOG_TAKES_NOTHING) {
      log.fail(new IllegalStateException("no broker"));
    }
  }

  /**
   * Somebody who holds the port and says nothing. The JDK lets go of a listening socket only when
   * its event loop comes round again, which may be after it said that it is closed.
   */
  private ServerSocket another() {
    return Awaitility.await()
        .ignoreException(BindException.class)
        .until(
            () -> new ServerSocket(port, 50, InetAddress.getLoopbackAddress()),
            ServerSocket::isBound);
  }

  private void heal(Break what) throws IOException {
    broken = Break.NOTHING;
    log.recover();
    if (what == Break.PORT_HELD_BY_ANOTHER) {
      held.orElseThrow().close();
      MqttIngest.Endpoint door = new MqttIngest.Endpoint("127.0.0.1", port, Optional.empty());
      MqttIngest.Shared shared =
          new MqttIngest.Shared(log, registry, meters, clock, ZoneId.of("Europe/Paris"));
      endpoint = await(vertx.deployVerticle(new MqttIngest(door, shared)));
    }
  }

  private void beyondTheFirstMinute() {
    sing();
    for (int second = 1; second <= 60; second++) {
      pass(second);
    }
    sing();
  }

  /** A second, in which the canary may speak, and what it says may arrive. */
  private void pass(int second) {
    clock.pass(Duration.ofSeconds(1));
    feed.tick();
    if (second % Canary.EVERY.toSeconds() == 0) {
      sing();
    }
    canary.look();
  }

  /** Says something and waits until it has come as far as it can. */
  private void sing() {
    canary.sing();
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              canary.look();
              return Stream.of(Stage.values()).filter(broken::lets).allMatch(canary::isThrough);
            });
  }

  private List<String> named(Condition condition) {
    return await(health.findings()).stream()
        .filter(it -> it.condition() == condition)
        .map(Health.Finding::name)
        .collect(Collectors.toList());
  }

  private void watch(String name, Supplier<Health.Check> check, String... needs) {
    health.watch(name, List.of(needs), "see to it", () -> Future.succeededFuture(check.get()));
  }

  /** A room's series and channel: never told of the canary. */
  private static final class Conditions implements Series<Arrival> {
    @Override
    public Topic<Arrival> topic() {
      return Topics.READINGS;
    }

    @Override
    public List<Point> points(LogRecord<Arrival> record) {
      throw new AssertionError("a room was told of the canary");
    }
  }

  private final class Keepers implements Channel {
    @Override
    public String name() {
      return "conditions";
    }

    @Override
    public Access access() {
      return Access.everyone();
    }

    @Override
    public Future<List<JsonObject>> snapshot(Viewer viewer) {
      return Future.succeededFuture(List.of());
    }

    @Override
    public List<Watch<?>> watches() {
      return List.of(new Watch<>(Topics.READINGS, this::changes));
    }

    private List<LiveMessage> changes(LogRecord<Arrival> record) {
      shownToKeepers.add(record.key());
      return List.of();
    }
  }
}
