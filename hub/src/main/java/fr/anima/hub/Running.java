package fr.anima.hub;

import fr.anima.hub.database.OutboxRelay;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.eventlog.KafkaLogTail;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.health.Canary;
import fr.anima.hub.health.CanaryChannel;
import fr.anima.hub.health.Health;
import fr.anima.hub.health.HealthRoutes;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveFeed;
import fr.anima.hub.live.LiveRoutes;
import fr.anima.hub.live.OpeningRoutes;
import fr.anima.hub.people.AuditStore;
import fr.anima.hub.people.OperatorToken;
import fr.anima.hub.people.PeopleRoutes;
import fr.anima.hub.people.SignIn;
import fr.anima.hub.stations.ClaimRoutes;
import fr.anima.hub.stations.DeviceRoutes;
import fr.anima.hub.stations.LossStore;
import fr.anima.hub.stations.RefusalStore;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.stations.StationRoutes;
import fr.anima.hub.stations.StationStore;
import fr.anima.hub.web.Contract;
import fr.anima.hub.web.Declarations;
import fr.anima.hub.web.HttpApi;
import fr.anima.hub.web.Routes;
import fr.anima.hub.web.pages.StaticPages;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub that runs: started forwards along a reading's path, stopped backwards. */
final class Running implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Running.class);
  private static final int START_SECONDS = 60;
  private static final long TICK_MILLIS = 200;
  private static final long REFRESH_MILLIS = 2_000;
  private static final long LOOK_MILLIS = 5_000;
  private static final long FORGET_MILLIS = 3_600_000;

  private final HubConfig config;
  private final Progress progress;
  private final InstantSource clock;
  private final Ending ending = new Ending();
  private final Health health = new Health();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Vertx vertx;
  private final Rounds rounds;
  private final Watching watching;
  private int port;

  private Running(HubConfig config, Progress progress, InstantSource clock) {
    this.config = config;
    this.progress = progress;
    this.clock = clock;
    this.vertx = measuredVertx(meters);
    ending.add("event loops", () -> await(vertx.close()));
    this.rounds = new Rounds(vertx, ending);
    this.watching = new Watching(config, rounds, health, ending, clock);
  }

  /** Starts everything; when one part does not start, what was started is stopped again. */
  static Running start(
      HubConfig config, Progress progress, InstantSource clock, Function<Spine, Plugs> rooms)
      throws Exception {
    Running running = new Running(config, progress, clock);
    try {
      running.start(rooms);
      return running;
    } catch (Exception why) {
      running.close();
      throw why;
    }
  }

  /** Where browsers find it. */
  String address() {
    return config.address(port);
  }

  @Override
  public void close() {
    ending.close();
  }

  static <T> T await(Future<T> future) throws Exception {
    return future.await(START_SECONDS, TimeUnit.SECONDS);
  }

  private void start(Function<Spine, Plugs> rooms) throws Exception {
    watching.disk();
    Future<Contract> contract = Contract.load(vertx, Contract.RESOURCE);
    OperatorToken operator = OperatorToken.in(config.data().resolve("operator-token"));
    StaticPages pages = StaticPages.in(config.dashboard());
    Foundations.Opened base = new Foundations(config, vertx, ending).open(progress);
    base.watch(health, meters);
    Spine spine = spine(base, pages);
    Plugs plugs = rooms.apply(spine);
    StationStore stations = new StationStore(base.database());
    LossStore losses = new LossStore(base.database());
    RefusalStore refusals = new RefusalStore(base.database());
    StationRegistry registry = new StationRegistry();
    StationRoutes stationRoutes = new StationRoutes(stations, refusals, losses, registry, clock);
    SignIn signIn = new SignIn(base.database(), operator, config.sessions(), clock);
    checkAudit(base);

    MqttIngest.Shared ingest =
        new MqttIngest.Shared(base.log(), registry, meters, clock, config.site().zone());
    Computing computing = Computing.start(config, base, plugs, ingest.topic(), ending);
    relay(base.relay());
    watching.guard(ingest);
    project(base, computing, List.of(stations, losses, refusals), spine.history());
    Canary canary = watching.canary(spine, base.brokers(), computing, registry);
    LiveFeed feed = show(base, plugs, ingest, canary);
    List<Routes> routes = new ArrayList<>(plugs.routes());
    listen(ingest, stationRoutes);
    watching.path(canary, computing, feed);
    routes.add(ingest.routes());
    PeopleRoutes people = new PeopleRoutes(signIn, config.site().zone(), clock);
    routes.addAll(ofStations(base, registry, stationRoutes));
    routes.add(new LiveRoutes(feed, signIn.sessions()));
    routes.addAll(List.of(people, new OpeningRoutes(feed, pages.documents(), people::session)));
    routes.addAll(forOperators(base, plugs));
    keepDoing(plugs);
    serve(
        new HttpApi(
            config.http(), await(contract), Declarations.of(routes), signIn.sessions(), pages));
    progress.step("Calculs", Computing::told, computing::awaitStreams);
    welcome(signIn);
  }

  private void relay(OutboxRelay relay) throws Exception {
    await(relay.start());
    ending.add("outbox", () -> await(relay.close()));
  }

  private List<Routes> ofStations(
      Foundations.Opened base, StationRegistry registry, StationRoutes stations) {
    return List.of(
        stations,
        new DeviceRoutes(base.database(), registry, stations::refresh),
        claims(base, stations));
  }

  private List<Routes> forOperators(Foundations.Opened base, Plugs plugs) {
    return List.of(
        new RecomputationRoutes(vertx, base.brokers(), plugs.topologies()),
        new HealthRoutes(health, meters::scrape, clock));
  }

  private void project(
      Foundations.Opened base, Computing computing, List<Projection<?>> own, SeriesStore history) {
    computing.project(own, history, meters);
    watching.keepLess(base.brokers(), computing, history);
    watching.transactions(base.brokers());
    rounds.every(LOOK_MILLIS, () -> computing.look(clock.instant()));
  }

  private ClaimRoutes claims(Foundations.Opened base, StationRoutes stations) {
    ClaimRoutes.Door door =
        new ClaimRoutes.Door(config.mqtt().port(), config.http().tls().isPresent());
    return new ClaimRoutes(base.database(), door, stations::refresh, clock);
  }

  private Spine spine(Foundations.Opened base, StaticPages pages) {
    if (pages.isEmpty()) {
      LOG.warn("dashboard not found directory={}: build it first", config.dashboard());
    }
    return new Spine(
        config,
        vertx,
        base.database(),
        new PostgresOutbox(),
        archive(base),
        pages,
        watching::hasRoom,
        meters,
        clock);
  }

  private SeriesStore archive(Foundations.Opened base) {
    Archive archive = Archive.open(config, vertx, base.database(), clock, ending);
    archive.watch(health);
    archive.forget();
    rounds.every(FORGET_MILLIS, archive::forget);
    return archive.history();
  }

  private LiveFeed show(
      Foundations.Opened base, Plugs plugs, MqttIngest.Shared ingest, Canary canary)
      throws Exception {
    List<Channel> channels = new ArrayList<>(plugs.channels());
    channels.add(new CanaryChannel());
    LiveFeed feed = new LiveFeed(vertx, channels, clock);
    canary.listenTo(feed);
    KafkaLogTail tail = new KafkaLogTail(base.brokers());
    ending.add("tail of the log", tail::close);
    Set<Topic<?>> followed = new LinkedHashSet<>(feed.topics());
    followed.add(ingest.topic());
    await(
        tail.follow(
            List.copyOf(followed),
            record -> {
              canary.hear(record);
              ingest.take(record);
              feed.take(record);
            }));
    rounds.every(TICK_MILLIS, feed::tick);
    Gauge.builder("anima.live.streams", feed, LiveFeed::streams).register(meters);
    return feed;
  }

  private void listen(MqttIngest.Shared shared, StationRoutes stationRoutes) throws Exception {
    await(stationRoutes.refresh());
    rounds.every(
        REFRESH_MILLIS,
        () ->
            stationRoutes
                .refresh()
                .onFailure(why -> LOG.warn("stations not refreshed reason={}", why.toString())));
    new Doors(config, vertx, health, ending).open(shared);
  }

  private void keepDoing(Plugs plugs) {
    plugs.chores().forEach(this::repeat);
    plugs.stages().forEach(it -> health.watch(it.name(), it.needs(), it.remedy(), it.check()));
  }

  private void repeat(Plugs.Chore chore) {
    rounds.every(
        chore.everyMillis(),
        () ->
            chore
                .work()
                .get()
                .onFailure(why -> LOG.warn("{} not done reason={}", chore.name(), why.toString())));
  }

  private void serve(HttpApi api) throws Exception {
    String id = await(vertx.deployVerticle(api));
    ending.add("web", () -> await(vertx.undeploy(id)));
    port = api.port();
  }

  private void welcome(SignIn signIn) throws Exception {
    await(signIn.firstAdministrator())
        .ifPresent(
            link ->
                progress.say(
                    "Premier accès administrateur (une fois, jusqu’à "
                        + link.expiresAt().atZone(config.site().zone()).toLocalTime().withNano(0)
                        + ") : "
                        + address()
                        + link.path()));
    progress.say("Anima écoute : " + address());
    LOG.info("hub started address={} external={}", address(), config.external());
  }

  private void checkAudit(Foundations.Opened base) throws Exception {
    await(new AuditStore(base.database()).firstBroken())
        .ifPresent(id -> LOG.error("audit was tampered with: entry {} does not follow", id));
  }

  private static Vertx measuredVertx(PrometheusMeterRegistry meters) {
    new JvmMemoryMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    return Vertx.builder()
        .with(new VertxOptions().setMetricsOptions(new MicrometerMetricsOptions().setEnabled(true)))
        .withMetrics(new MicrometerMetricsFactory(meters))
        .build();
  }
}
