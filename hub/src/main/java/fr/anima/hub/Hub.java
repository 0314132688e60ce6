package fr.anima.hub;

import fr.anima.hub.animals.AnimalsRoutes;
import fr.anima.hub.animals.ConditionsChannel;
import fr.anima.hub.animals.ConditionsSeries;
import fr.anima.hub.animals.ConditionsTopology;
import fr.anima.hub.animals.EnclosureStore;
import fr.anima.hub.animals.PreviewRoutes;
import fr.anima.hub.animals.care.AlertChannel;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.care.CareRoutes;
import fr.anima.hub.animals.care.DueStore;
import fr.anima.hub.animals.climate.ClimateRoutes;
import fr.anima.hub.animals.heat.HeatRoutes;
import fr.anima.hub.animals.logbook.LogbookRoutes;
import fr.anima.hub.animals.register.RegisterRoutes;
import fr.anima.hub.animals.rounds.RoundAlertStore;
import fr.anima.hub.animals.rounds.RoundsRoutes;
import fr.anima.hub.animals.species.SpeciesRoutes;
import fr.anima.hub.bikes.BikeChannel;
import fr.anima.hub.bikes.BikeStore;
import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.bikes.BikesRoutes;
import fr.anima.hub.bikes.MotionTopology;
import fr.anima.hub.bikes.PositionSeries;
import fr.anima.hub.deliveries.Deliveries;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topology;
import fr.anima.hub.footfall.FootfallChannel;
import fr.anima.hub.footfall.FootfallRoutes;
import fr.anima.hub.footfall.FootfallStore;
import fr.anima.hub.footfall.FootfallTopology;
import fr.anima.hub.health.Health;
import fr.anima.hub.notices.Notices;
import fr.anima.hub.notices.carriers.Carriers;
import fr.anima.hub.notices.push.Push;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.orders.Orders;
import fr.anima.hub.photos.PhotoRoutes;
import fr.anima.hub.photos.PhotoStore;
import fr.anima.hub.web.Routes;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole hub. Its lists of plugs, in the order of a reading's path, are the first thing to read.
 */
public final class Hub {
  private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
  private static final int WRONG_SETTINGS = 2;
  private static final int NOT_STARTED = 1;
  private static final long MOST_MILLIS_TO_STOP = 9_500;
  private static final long SECOND_MILLIS = 1_000;
  private static final long MINUTE_MILLIS = 60_000;

  private Hub() {}

  /** Runs until it is told to stop. */
  public static void main(String[] arguments) {
    // Says the same on every machine; and Kafka Streams formats a text for each record and empty
    // partition (4.3.1, KAFKA-19682), which takes twice as long in any other.
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    HubConfig config = settings();
    try {
      Progress progress = new Progress(System.out);
      Running running = Running.start(config, progress, InstantSource.system(), Hub::rooms);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running), "anima-stop"));
    } catch (Exception why) {
      LOG.error("hub not started", why);
      System.err.println("the hub did not start: " + why.getMessage());
      System.exit(NOT_STARTED);
    }
  }

  private static HubConfig settings() {
    try {
      return HubConfig.from(System.getenv());
    } catch (IllegalArgumentException mistakes) {
      System.err.println(mistakes.getMessage());
      System.exit(WRONG_SETTINGS);
      throw mistakes;
    }
  }

  /** Every room, and all it plugs in. */
  static Plugs rooms(Spine on) {
    EnclosureStore enclosures = new EnclosureStore(on.database(), on.outbox());
    AlertStore alerts = new AlertStore(on.database(), on.outbox());
    BikeStore bikes = new BikeStore(on.database());
    Bikes.Pairings pairings = Deliveries.pairings(on.database());
    FootfallStore footfall = new FootfallStore(on.database());
    Orders orders =
        new Orders(on.database(), on.outbox(), on.clock(), orderSite(on.config().site()));
    Deliveries deliveries = deliveries(on, orders, bikes);
    Push push = new Push(on.vertx(), on.database(), on.config().carriers().push(), on.clock());
    Notices notices = notices(on, enclosures, push);
    HeatRoutes heat = heat(on);
    return new Plugs(
        topologies(on.config().site().zone()),
        projections(alerts, bikes, footfall, deliveries, notices),
        List.of(new ConditionsSeries(), new PositionSeries()),
        List.of(
            new ConditionsChannel(enclosures, alerts, on.history(), on.clock()),
            new AlertChannel(alerts),
            new BikeChannel(bikes, pairings),
            new FootfallChannel(footfall, on.config().site().zone(), on.clock()),
            orders.channel(),
            deliveries.channels().get(0),
            deliveries.channels().get(1)),
        Stream.of(
                farm(on, enclosures, alerts, heat),
                Stream.of(
                    new BikesRoutes(bikes, pairings, on.history(), on.clock()),
                    new FootfallRoutes(footfall, on.config().site().zone(), on.clock()),
                    orders.routes(),
                    deliveries.routes(),
                    push.routes()),
                notices.routes().stream())
            .flatMap(it -> it)
            .toList(),
        chores(on, notices, push, heat),
        List.of(stage(notices)));
  }

  /**
   * What the rooms compute on the log; each text and each state of theirs is pinned by a test.
   *
   * @param zone the site's
   */
  static List<Topology> topologies(ZoneId zone) {
    return List.of(new ConditionsTopology(zone), new MotionTopology(), new FootfallTopology());
  }

  private static List<Projection<?>> projections(
      AlertStore alerts,
      BikeStore bikes,
      FootfallStore footfall,
      Deliveries deliveries,
      Notices notices) {
    return List.of(
        alerts,
        bikes.lastFixes(),
        bikes.motions(),
        footfall,
        deliveries.projection(),
        notices.projection());
  }

  private static Stream<Routes> farm(
      Spine on, EnclosureStore enclosures, AlertStore alerts, HeatRoutes heat) {
    ZoneId zone = on.config().site().zone();
    return Stream.of(
        new AnimalsRoutes(enclosures, alerts, on.history(), on.clock()),
        new PreviewRoutes(on.history(), on.clock(), zone),
        new CareRoutes(alerts, on.clock()),
        heat,
        new ClimateRoutes(on.vertx(), on.database(), enclosures, on.history(), zone, on.clock()),
        new SpeciesRoutes(on.database(), zone, on.clock()),
        new RegisterRoutes(on.database(), zone, on.clock()),
        new LogbookRoutes(on.database(), on.clock()),
        new PhotoRoutes(
            on.vertx(),
            new PhotoStore(on.database(), on.clock()),
            on.config().photoMib(),
            on.diskHasRoom()),
        new RoundsRoutes(on.database(), zone, on.clock()));
  }

  private static Notices notices(Spine on, EnclosureStore enclosures, Push push) {
    Stream<Carrier> setUp =
        Carriers.of(on.vertx(), on.database(), on.config().carriers(), on.clock()).stream();
    return new Notices(
        on.database(),
        enclosures,
        on.history(),
        Stream.concat(setUp, Stream.of(push.carrier())).toList(),
        on.meters(),
        noticeSettings(on));
  }

  private static HeatRoutes heat(Spine on) {
    return new HeatRoutes(
        on.database(), on.outbox(), on.history(), on.config().site().zone(), on.clock());
  }

  private static List<Plugs.Chore> chores(Spine on, Notices notices, Push push, HeatRoutes heat) {
    DueStore due = new DueStore(on.database(), on.outbox(), on.clock());
    RoundAlertStore rounds =
        new RoundAlertStore(on.database(), on.outbox(), on.config().site().zone(), on.clock());
    PhotoStore photos = new PhotoStore(on.database(), on.clock());
    return List.of(
        new Plugs.Chore("notices", SECOND_MILLIS, notices::look),
        new Plugs.Chore("roster", MINUTE_MILLIS, notices::lookAhead),
        new Plugs.Chore("phones", MINUTE_MILLIS, push::lookBack),
        new Plugs.Chore("rounds", MINUTE_MILLIS, rounds::look),
        new Plugs.Chore("heat", MINUTE_MILLIS, heat::look),
        new Plugs.Chore("photos", MINUTE_MILLIS, photos::tidy),
        new Plugs.Chore("alerts", SECOND_MILLIS, due::look));
  }

  private static Plugs.Stage stage(Notices notices) {
    return new Plugs.Stage(
        "notices",
        List.of("database"),
        "Alerts are on the screens, but whoever is on call may not hear of them: see whether the"
            + " mail server of ANIMA_SMTP, the gateways of ANIMA_SMS and ANIMA_WEBHOOK, and from"
            + " here the Internet answer; what waits is then sent by itself",
        () ->
            notices
                .trouble()
                .map(
                    it ->
                        it.map(Health.Check::strained)
                            .orElseGet(() -> Health.Check.well("none waits"))));
  }

  private static Notices.Settings noticeSettings(Spine on) {
    HubConfig config = on.config();
    return new Notices.Settings(
        on.clock(), config.site().zone(), config.address(config.http().port()));
  }

  private static Orders.Site orderSite(HubConfig.Site site) {
    return new Orders.Site(
        site.zone(),
        site.centre().latitudeDegrees(),
        site.centre().longitudeDegrees(),
        site.radiusMetres(),
        site.deliveryFeeCents(),
        site.merchantsAnswerWithin());
  }

  private static Deliveries deliveries(Spine on, Orders orders, BikeStore bikes) {
    return new Deliveries(
        on.database(), on.outbox(), orders, bikes, on.history(), deliverySettings(on));
  }

  private static Deliveries.Settings deliverySettings(Spine on) {
    return new Deliveries.Settings(
        on.clock(),
        on.config().site().zone(),
        () -> on.pages().page("suivi"),
        on.config().site().helpPhone());
  }

  /** Within ten seconds, whatever hangs: whoever stops the hub counts on it. */
  private static void stop(Running running) {
    Thread closing = new Thread(running::close, "anima-close");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(MOST_MILLIS_TO_STOP);
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      LOG.error("hub not stopped within {} ms, ended", MOST_MILLIS_TO_STOP);
      Runtime.getRuntime().halt(NOT_STARTED);
    }
  }
}
