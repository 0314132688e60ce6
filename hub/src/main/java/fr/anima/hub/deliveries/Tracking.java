package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.bikes.Bikes.Place;
import fr.anima.hub.deliveries.Eta.Window;
import fr.anima.hub.history.Sample;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderState;
import fr.anima.hub.orders.Orders;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** What the holder of a tracking link may know, and nothing more. */
final class Tracking {
  private static final Duration LINK_LIVES_ON = Duration.ofHours(24);
  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final Duration RECENT = Duration.ofMinutes(2);
  private static final int MOST_FIXES = 1_000;
  private static final double GRID_METRES = 50;
  private static final double METRES_PER_DEGREE = 111_195;

  private final Orders orders;
  private final DeliveryStore deliveries;
  private final ShiftStore shifts;
  private final Bikes bikes;
  private final SeriesStore history;
  private final InstantSource clock;

  Tracking(
      Orders orders,
      DeliveryStore deliveries,
      ShiftStore shifts,
      Bikes bikes,
      SeriesStore history,
      InstantSource clock) {
    this.orders = orders;
    this.deliveries = deliveries;
    this.shifts = shifts;
    this.bikes = bikes;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Whether a customer may see the bike: their own drop is the current stop of an open shift. Half
   * of the answer is not enough.
   */
  static boolean positionIsShown(OrderState order, Stop.State drop, boolean alone, boolean shift) {
    boolean theirs = drop == Stop.State.STARTED || drop == Stop.State.ARRIVED;
    return theirs && alone && shift && !order.ended();
  }

  /** What the link shows now; empty for links that never were as for those that are over. */
  Future<Optional<Shown>> of(String token) {
    Instant now = clock.instant();
    return orders
        .ofLink(token)
        .map(found -> found.filter(it -> alive(it, now)))
        .compose(
            order ->
                order.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : shown(order.get(), now).map(Optional::of));
  }

  /** A link dies a day after the order has ended. */
  static boolean alive(OrderEvent order, Instant now) {
    return order.times().endedAt().filter(it -> now.isAfter(it.plus(LINK_LIVES_ON))).isEmpty();
  }

  private Future<Shown> shown(OrderEvent order, Instant now) {
    return deliveries
        .ofOrder(order.id())
        .compose(
            delivery ->
                delivery.flatMap(Delivery::bike).isEmpty()
                    ? Future.succeededFuture(shown(order, delivery, Riding.none(), now))
                    : riding(order, delivery.get(), now)
                        .map(riding -> shown(order, delivery, riding, now)));
  }

  private Future<Riding> riding(OrderEvent order, Delivery delivery, Instant now) {
    String bike = delivery.bike().orElseThrow();
    return Future.all(shifts.on(bike), deliveries.ofBike(bike, now))
        .compose(
            both -> {
              Optional<ShiftStore.Shift> shift = both.resultAt(0);
              List<Delivery> round = both.resultAt(1);
              boolean seen =
                  positionIsShown(
                      order.state(),
                      delivery.drop().state(),
                      alone(delivery, round),
                      shift.isPresent());
              OptionalInt before = before(delivery, round);
              return seen
                  ? place(bike, delivery.drop().startedAt().orElse(now), now)
                      .map(it -> new Riding(it, before))
                  : Future.succeededFuture(new Riding(Optional.empty(), before));
            });
  }

  private static boolean alone(Delivery mine, List<Delivery> round) {
    return round.stream()
        .flatMap(Delivery::live)
        .noneMatch(it -> it.current() && !it.id().equals(mine.drop().id()));
  }

  /** The stops before this customer's on the same bike, while nobody is on the way to them. */
  private static OptionalInt before(Delivery mine, List<Delivery> round) {
    if (!mine.drop().waiting()) {
      return OptionalInt.empty();
    }
    List<Stop> ahead =
        CourierRound.ridden(round).stream()
            .map(CourierRound.TourStop::stop)
            .filter(Stop::open)
            .toList();
    return IntStream.range(0, ahead.size())
        .filter(i -> ahead.get(i).id().equals(mine.drop().id()))
        .findFirst();
  }

  /**
   * Where the bike was ten seconds ago, and never before it set out for this customer: where it was
   * then is another customer's business.
   */
  private Future<Optional<Place>> place(String bike, Instant since, Instant now) {
    Instant until = now.minus(DELAY);
    Instant from = until.minus(RECENT).isAfter(since) ? until.minus(RECENT) : since;
    if (!from.isBefore(until)) {
      return Future.succeededFuture(Optional.empty());
    }
    return history
        .samples("position", bike, new TimeRange(from, until), MOST_FIXES)
        .compose(
            fixes ->
                fixes.isEmpty()
                    ? bikes.find(bike).map(it -> it.flatMap(Bikes.Whereabouts::last))
                    : Future.succeededFuture(place(fixes.get(fixes.size() - 1))))
        .map(
            found ->
                found.filter(
                    it -> !it.measuredAt().isBefore(since) && !it.measuredAt().isAfter(until)));
  }

  private static Optional<Place> place(Sample fix) {
    return Optional.ofNullable(fix.fields().get("latitude"))
        .flatMap(
            latitude ->
                Optional.ofNullable(fix.fields().get("longitude"))
                    .map(longitude -> new Place(latitude, longitude, fix.measuredAt())));
  }

  private static Shown shown(
      OrderEvent order, Optional<Delivery> delivery, Riding riding, Instant now) {
    Window slot = new Window(order.slot().from(), order.slot().until());
    Window window =
        delivery.map(it -> Eta.window(slot, riding.place(), it.drop().spot(), now)).orElse(slot);
    return new Shown(
        order.number(),
        order.state(),
        now,
        order.slot(),
        order.state().ended() ? Optional.empty() : Optional.of(window),
        order.times().deliveredAt(),
        riding.before().isPresent() ? Optional.of(riding.before().getAsInt()) : Optional.empty(),
        order.shares().stream().map(it -> new Seller(it.merchant(), it.state())).toList(),
        steps(order, delivery),
        riding.place().map(Tracking::rounded));
  }

  private static List<Step> steps(OrderEvent order, Optional<Delivery> delivery) {
    OrderEvent.Times times = order.times();
    boolean delivered = order.state() == OrderState.DELIVERED;
    Optional<Instant> setOut = delivery.flatMap(it -> it.drop().startedAt());
    boolean onTheWay = delivered || order.state() == OrderState.ON_THE_WAY;
    return List.of(
        new Step("placed", true, Optional.of(times.placedAt())),
        new Step("confirmed", times.confirmedAt().isPresent(), times.confirmedAt()),
        new Step("ready", times.readyAt().isPresent(), times.readyAt()),
        new Step("on-the-way", onTheWay, onTheWay ? setOut : Optional.empty()),
        new Step("delivered", delivered, times.deliveredAt()));
  }

  /** To the nearest crossing of a 50 m grid. */
  static Position rounded(Place it) {
    double north = GRID_METRES / METRES_PER_DEGREE;
    double latitude = Math.rint(it.latitudeDegrees() / north) * north;
    double east = north / Math.max(0.01, Math.cos(Math.toRadians(latitude)));
    double longitude = Math.rint(it.longitudeDegrees() / east) * east;
    return new Position(sixDecimals(latitude), sixDecimals(longitude), it.measuredAt());
  }

  private static double sixDecimals(double degrees) {
    return Math.rint(degrees * 1e6) / 1e6;
  }

  /** Where the bike is and how many come first, as far as may be said. */
  private record Riding(Optional<Place> place, OptionalInt before) {
    static Riding none() {
      return new Riding(Optional.empty(), OptionalInt.empty());
    }
  }

  /** The contract's Tracking. */
  record Shown(
      long number,
      OrderState state,
      Instant hubTime,
      OrderEvent.When slot,
      Optional<Window> window,
      Optional<Instant> deliveredAt,
      Optional<Integer> stopsBefore,
      List<Seller> merchants,
      List<Step> steps,
      Optional<Position> position) {}

  /** A merchant of the order and how far it is. */
  record Seller(String name, String state) {}

  /** A step of the way. */
  record Step(String step, boolean done, Optional<Instant> at) {}

  /** The bike, roughly and a little late. */
  record Position(double latitude, double longitude, Instant measuredAt) {}
}
