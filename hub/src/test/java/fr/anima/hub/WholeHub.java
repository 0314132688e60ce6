package fr.anima.hub;

import static fr.anima.hub.database.TestDatabase.await;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.PostgresOutbox;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.health.Health;
import fr.anima.hub.health.HealthRoutes;
import fr.anima.hub.history.HistoryRules;
import fr.anima.hub.history.postgres.PostgresSeriesStore;
import fr.anima.hub.ingest.MqttIngest;
import fr.anima.hub.live.Channel;
import fr.anima.hub.live.LiveFeed;
import fr.anima.hub.live.LiveRoutes;
import fr.anima.hub.people.OperatorToken;
import fr.anima.hub.people.PeopleRoutes;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.SessionRules;
import fr.anima.hub.people.SignIn;
import fr.anima.hub.stations.ClaimRoutes;
import fr.anima.hub.stations.DeviceRoutes;
import fr.anima.hub.stations.LossStore;
import fr.anima.hub.stations.RefusalStore;
import fr.anima.hub.stations.StationRegistry;
import fr.anima.hub.stations.StationRoutes;
import fr.anima.hub.stations.StationStore;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Contract;
import fr.anima.hub.web.Declarations;
import fr.anima.hub.web.HttpApi;
import fr.anima.hub.web.HttpConfig;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import fr.anima.hub.web.pages.StaticPages;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every room on a real database behind the real contract and a real port, without log and stations.
 * Whoever shows {@code who=keeper} as a cookie is a keeper; others need a session.
 */
final class WholeHub {
  static final Instant NOW = Instant.parse("2027-03-01T10:00:00Z");
  private static final InstantSource CLOCK = () -> NOW;

  final SignIn signIn;
  final List<Channel> channels;
  final Declarations declarations;
  final LiveFeed feed;
  final Path operatorToken;
  private final HttpApi api;

  WholeHub() throws IOException {
    Vertx vertx = TestDatabase.vertx();
    Database database = TestDatabase.fresh();
    operatorToken = Files.createTempDirectory("anima-hub").resolve("operator-token");
    StaticPages pages = StaticPages.in(Path.of("nowhere"));
    HubConfig config = HubConfig.from(Map.of());
    Plugs plugs =
        Hub.rooms(
            new Spine(
                config,
                vertx,
                database,
                new PostgresOutbox(),
                new PostgresSeriesStore(
                    database, new HistoryRules(config.retention(), config.site().zone(), CLOCK)),
                pages,
                () -> true,
                new SimpleMeterRegistry(),
                CLOCK));
    channels = plugs.channels();
    signIn = new SignIn(database, OperatorToken.in(operatorToken), SessionRules.USUAL, CLOCK);
    feed = new LiveFeed(vertx, channels, CLOCK);
    List<Routes> routes = new ArrayList<>(plugs.routes());
    routes.add(new PeopleRoutes(signIn, ZoneId.of("Europe/Paris"), CLOCK));
    routes.addAll(stations(database));
    routes.add(new LiveRoutes(feed, this::identify));
    routes.add(
        new RecomputationRoutes(vertx, "127.0.0.1:1", Hub.topologies(ZoneId.of("Europe/Paris"))));
    routes.add(new HealthRoutes(new Health(), () -> "anima_up 1\n", CLOCK));
    declarations = Declarations.of(routes);
    Contract contract = await(Contract.load(vertx, Contract.RESOURCE));
    api =
        new HttpApi(
            HttpConfig.plain("127.0.0.1", 0), contract, declarations, this::identify, pages);
    await(vertx.deployVerticle(api));
  }

  private static List<Routes> stations(Database database) {
    StationRegistry registry = new StationRegistry();
    StationRoutes stations =
        new StationRoutes(
            new StationStore(database),
            new RefusalStore(database),
            new LossStore(database),
            registry,
            CLOCK);
    MqttIngest.Shared ingest =
        new MqttIngest.Shared(
            new InMemoryEventLog(CLOCK),
            registry,
            new SimpleMeterRegistry(),
            CLOCK,
            ZoneId.of("Europe/Paris"));
    return List.of(
        stations,
        new DeviceRoutes(database, registry, stations::refresh),
        new ClaimRoutes(database, new ClaimRoutes.Door(1883, false), stations::refresh, CLOCK),
        ingest.routes());
  }

  String address() {
    return "http://127.0.0.1:" + api.port();
  }

  Map<String, Access> accesses() {
    return declarations.accesses();
  }

  private Future<Optional<Caller>> identify(Request request) {
    Optional<String> who =
        request.header("Cookie").filter(it -> it.startsWith("who=")).map(it -> it.substring(4));
    return who.isEmpty()
        ? signIn.sessions().of(request)
        : Future.succeededFuture(
            who.map(it -> AccessMatrix.viewer(Role.valueOf(it.toUpperCase(Locale.ROOT)))));
  }
}
