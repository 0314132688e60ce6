package fr.anima.hub.orders;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.Outbox;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.live.Channel;
import fr.anima.hub.web.Problem;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** The door of this room: its plugs, and what other rooms may ask about orders. */
public final class Orders {
  private final OrderStore store;
  private final Routes routes;
  private final Channel channel;

  /** Over an up-to-date schema; every change goes to the log through that outbox. */
  public Orders(Database database, Outbox outbox, InstantSource clock, Site site) {
    this.store = new OrderStore(database, outbox, clock, site.answerWithin());
    ShopStore shop = new ShopStore(database);
    PlacingStore placing = new PlacingStore(store, database);
    OrderDesk desk = new OrderDesk(store, placing, clock, site);
    this.routes = new OrdersRoutes(desk, shop, clock, site);
    this.channel = new OrderChannel(desk);
  }

  /** What browsers and operators may ask. */
  public Routes routes() {
    return routes;
  }

  /** The merchants' live view. */
  public Channel channel() {
    return channel;
  }

  /** The topics this room writes. */
  public static List<Topic<?>> topics() {
    return List.of(OrderEvent.TOPIC, OrderChannel.MerchantView.TOPIC);
  }

  /** What happens to parcels on the way, told by the room that moves them. */
  public OrderStore handover() {
    return store;
  }

  /** An order as other rooms may know it. */
  public Future<Optional<OrderEvent>> find(UUID order) {
    return store.find(order);
  }

  /** The order of a tracking link; whether the link still counts is for the caller to judge. */
  public Future<Optional<OrderEvent>> ofLink(String token) {
    return store.ofLink(token);
  }

  /**
   * What the site has decided.
   *
   * @param radiusMetres how far from the centre bikes deliver, as the crow flies
   * @param answerWithin how long a merchant has before the dispatcher is told
   */
  public record Site(
      ZoneId zone,
      double centreLatitude,
      double centreLongitude,
      int radiusMetres,
      int deliveryFeeCents,
      Duration answerWithin) {
    /**
     * Refuses a site nobody could deliver in.
     *
     * @throws IllegalArgumentException naming the setting
     */
    public Site {
      if (!(Math.abs(centreLatitude) <= 90) || !(Math.abs(centreLongitude) <= 180)) {
        throw new IllegalArgumentException(
            "centre " + centreLatitude + "," + centreLongitude + " is not on Earth");
      }
      if (radiusMetres <= 0 || deliveryFeeCents < 0 || answerWithin.isNegative()) {
        throw new IllegalArgumentException(
            "radius must be positive, delivery fee and answering time not negative");
      }
    }
  }

  /**
   * What became of a wish: the new state of things, or the problem that forbids it.
   *
   * @param <T> what there is when it was allowed
   */
  public sealed interface Verdict<T> {
    /** Allowed. */
    record Yes<T>(T value) implements Verdict<T> {}

    /** Not allowed; the facts are what the asker should see to decide again. */
    record No<T>(Problem problem, Map<String, Object> facts) implements Verdict<T> {}

    /** Allowed, and this is how things are now. */
    static <T> Verdict<T> yes(T value) {
      return new Yes<>(value);
    }

    /** Not allowed. */
    static <T> Verdict<T> no(int status, String name, String detail) {
      return new No<>(Problem.of(status, name, detail), Map.of());
    }

    /** One answer for each outcome. */
    default <R> R fold(Function<T, R> yes, Function<No<T>, R> no) {
      return this instanceof Yes<T> y ? yes.apply(y.value()) : no.apply((No<T>) this);
    }

    /** Then this, if it was allowed. */
    default <R> Verdict<R> then(Function<T, Verdict<R>> next) {
      return fold(next, no -> new No<>(no.problem(), no.facts()));
    }

    /** A future that fails with {@link Refused}, which undoes a transaction. */
    default Future<T> orUndo() {
      return fold(
          Future::succeededFuture,
          no -> Future.failedFuture(new Refused(no.problem(), no.facts())));
    }
  }

  /** A wish that was not granted, on its way out of a transaction that must leave nothing. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;
    private final transient Map<String, Object> facts;

    Refused(Problem problem, Map<String, Object> facts) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
      this.facts = facts;
    }

    /** What to tell the asker. */
    public Problem problem() {
      return problem;
    }

    /** What the asker should see to decide again. */
    public Map<String, Object> facts() {
      return facts;
    }
  }
}
