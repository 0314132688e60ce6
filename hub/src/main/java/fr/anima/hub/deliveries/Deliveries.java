package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.Projection;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.live.Channel;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Orders;
import fr.anima.hub.web.Routes;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The door of this room: its plugs, and who rides which bike. */
public final class Deliveries {
  private final Projection<OrderEvent> projection;
  private final Routes routes;
  private final List<Channel> channels;

  /** Over an up-to-date schema; positions are asked of bikes and of history. */
  public Deliveries(
      Database database,
      Outbox outbox,
      Orders orders,
      Bikes bikes,
      SeriesStore history,
      Settings settings) {
    InstantSource clock = settings.clock();
    ZoneId zone = settings.zone();
    DeliveryStore store = new DeliveryStore(database);
    DeliveryChangesStore changes = new DeliveryChangesStore(database, outbox, clock);
    ShiftStore shifts = new ShiftStore(database);
    AttemptStore attempts = new AttemptStore(database, changes, orders.handover());
    DispatchBoard board = new DispatchBoard(store, changes, bikes, clock, zone);
    CourierRound round = new CourierRound(store, shifts, attempts, bikes, clock, zone);
    Tracking tracking = new Tracking(orders, store, shifts, bikes, history, clock);
    this.projection = changes;
    this.routes = new DeliveriesRoutes(board, round, tracking, settings);
    this.channels =
        List.of(new DeliveryChannel(board, clock), new DeliveryChannel.TourChannel(round));
  }

  /** Who rides which bike; needs nothing but the database, so that bikes can be built first. */
  public static Bikes.Pairings pairings(Database database) {
    return new ShiftStore(database);
  }

  /** The topics this room writes. */
  public static List<Topic<?>> topics() {
    return List.of(Delivery.Changed.TOPIC);
  }

  /** Makes deliveries of orders. */
  public Projection<OrderEvent> projection() {
    return projection;
  }

  /** What dispatchers, couriers and customers may ask. */
  public Routes routes() {
    return routes;
  }

  /** The live views of dispatchers and couriers. */
  public List<Channel> channels() {
    return channels;
  }

  /**
   * What the site has decided.
   *
   * @param trackingTemplate the built tracking page, empty when the dashboard is not built
   * @param helpPhone whom customers call
   */
  public record Settings(
      InstantSource clock,
      ZoneId zone,
      Supplier<Optional<String>> trackingTemplate,
      Optional<String> helpPhone) {}
}
