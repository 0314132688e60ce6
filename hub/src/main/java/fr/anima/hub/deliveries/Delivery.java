package fr.anima.hub.deliveries;

import fr.anima.hub.deliveries.Stop.Attempt;
import fr.anima.hub.deliveries.Stop.Attempt.Step;
import fr.anima.hub.deliveries.Stop.Load;
import fr.anima.hub.deliveries.Stop.Spot;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderState;
import fr.anima.hub.orders.Orders.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One order's way through town: its pick-ups and its drop, always on one bike together. The state
 * follows from the stops.
 *
 * @param order what the order said last; the highest version wins
 */
record Delivery(
    UUID id,
    long version,
    Optional<String> bike,
    OrderSeen order,
    List<Stop> stops,
    Instant createdAt,
    Optional<Instant> endedAt) {
  Delivery {
    stops = List.copyOf(stops);
  }

  /** The delivery of an order whose merchants have all said yes. */
  static Delivery of(OrderEvent order, Supplier<UUID> ids, Instant now) {
    List<Stop> stops = new ArrayList<>();
    for (OrderEvent.Share share : order.shares()) {
      if (share.live()) {
        stops.add(
            Stop.planned(
                stops.size(), ids.get(), Optional.of(share.id()), Spot.of(share), Load.of(share)));
      }
    }
    stops.add(
        Stop.planned(stops.size(), ids.get(), Optional.empty(), Spot.of(order), Load.of(order)));
    return new Delivery(
        ids.get(), 1, Optional.empty(), OrderSeen.of(order), stops, now, Optional.empty());
  }

  /** What the order's news mean here; old news mean nothing. */
  Delivery following(OrderEvent news, Instant now) {
    if (news.version() <= order.version()) {
      return this;
    }
    List<Stop> next = stops.stream().map(it -> following(it, news)).toList();
    return new Delivery(id, version + 1, bike, OrderSeen.of(news), next, createdAt, endedAt)
        .ended(now);
  }

  /** Gives the whole delivery to a bike; after a failure this decides to try again. */
  Verdict<Delivery> assigned(String to) {
    return switch (state()) {
      case PLANNED -> Verdict.yes(riding(to));
      case ASSIGNED -> Verdict.yes(bike.filter(to::equals).isPresent() ? this : riding(to));
      case FAILED -> again(to);
      case UNDER_WAY -> Verdict.no(409, "under-way", "it is under way: " + current());
      case DELIVERED, CANCELLED ->
          Verdict.no(409, "wrong-state", "delivery " + order.number() + " is over");
    };
  }

  /** Takes it back, while nobody has set out. */
  Verdict<Delivery> unassigned() {
    return switch (state()) {
      case PLANNED -> Verdict.yes(this);
      case ASSIGNED ->
          Verdict.yes(
              new Delivery(
                  id,
                  version + 1,
                  Optional.empty(),
                  order,
                  each(Stop::unassigned),
                  createdAt,
                  endedAt));
      case UNDER_WAY, FAILED -> Verdict.no(409, "under-way", "it is under way: " + current());
      case DELIVERED, CANCELLED ->
          Verdict.no(409, "wrong-state", "delivery " + order.number() + " is over");
    };
  }

  /**
   * What a courier reports. What a phone did before it knew of a cancellation is kept and changes
   * nothing, except a hand-over: that really happened.
   */
  Verdict<Delivery> reported(Attempt attempt) {
    Optional<Stop> found = stop(attempt.stop());
    if (found.isEmpty()) {
      return Verdict.no(404, "not-found", "there is no such stop");
    }
    Stop stop = found.get();
    if (stop.kind() == Stop.Kind.DROP && attempt.step() == Step.DONE && attempt.proof().isEmpty()) {
      return Verdict.no(400, "proof-missing", "a delivery needs a proof: name, code or place");
    }
    if (stop.state() == Stop.State.CANCELLED && attempt.step() != Step.DONE) {
      return Verdict.yes(this);
    }
    if (bike.filter(attempt.bike()::equals).isEmpty() && stop.state() != Stop.State.CANCELLED) {
      return taken(attempt.bike()).then(it -> it.reported(attempt));
    }
    if (stop.kind() == Stop.Kind.DROP && attempt.step() == Step.STARTED && somethingToCollect()) {
      return Verdict.no(409, "not-on-board", "not every bag is on the bike: collect them first");
    }
    return stop.reported(attempt)
        .then(
            next -> {
              List<Stop> moved =
                  stops.stream().map(it -> it.id().equals(next.id()) ? next : it).toList();
              return Verdict.yes(
                  new Delivery(id, version + 1, bike, order, moved, createdAt, endedAt)
                      .ended(attempt.at()));
            });
  }

  State state() {
    List<Stop> live = live().toList();
    if (drop().state() == Stop.State.DONE) {
      return State.DELIVERED;
    }
    if (live.stream().allMatch(it -> it.state() == Stop.State.CANCELLED)
        || drop().state() == Stop.State.CANCELLED) {
      return State.CANCELLED;
    }
    if (live.stream().anyMatch(it -> it.state() == Stop.State.FAILED)) {
      return State.FAILED;
    }
    if (live.stream().anyMatch(it -> it.current() || it.state() == Stop.State.DONE)) {
      return State.UNDER_WAY;
    }
    return bike.isPresent() ? State.ASSIGNED : State.PLANNED;
  }

  /** The visit at the customer's that counts. */
  Stop drop() {
    return live().filter(it -> it.kind() == Stop.Kind.DROP).findFirst().orElseThrow();
  }

  Optional<Stop> stop(UUID stop) {
    return stops.stream().filter(it -> it.id().equals(stop)).findFirst();
  }

  /** The stops that count: all but failures somebody has decided upon. */
  Stream<Stop> live() {
    return stops.stream().filter(it -> !it.decided());
  }

  /** When the last of its merchants has promised to be ready. */
  Optional<Instant> readyAt() {
    return live()
        .filter(it -> it.state() != Stop.State.CANCELLED)
        .flatMap(it -> it.load().readyAt().stream())
        .max(Instant::compareTo);
  }

  private boolean somethingToCollect() {
    return live()
        .filter(it -> it.kind() == Stop.Kind.PICKUP)
        .anyMatch(it -> it.state() != Stop.State.DONE && it.state() != Stop.State.CANCELLED);
  }

  private boolean begun() {
    return live().anyMatch(it -> !it.waiting() && it.state() != Stop.State.CANCELLED);
  }

  /** A phone that was offline has begun it on its own bike: it goes on there. */
  private Verdict<Delivery> taken(String by) {
    return begun()
        ? Verdict.no(
            409,
            "other-bike",
            "bike " + bike.orElse("?") + " has begun it meanwhile: call dispatch")
        : Verdict.yes(riding(by));
  }

  private Delivery riding(String on) {
    return new Delivery(
        id, version + 1, Optional.of(on), order, each(Stop::assigned), createdAt, endedAt);
  }

  private Verdict<Delivery> again(String to) {
    boolean aboard =
        live().anyMatch(it -> it.kind() == Stop.Kind.PICKUP && it.state() == Stop.State.DONE);
    if (live().anyMatch(Stop::current)) {
      return Verdict.no(409, "under-way", "it is under way: " + current());
    }
    if (aboard && bike.filter(to::equals).isEmpty()) {
      return Verdict.no(
          409, "bags-on-board", "its bags are on bike " + bike.orElse("?") + ": assign that one");
    }
    List<Stop> next = new ArrayList<>(each(it -> failed(it) ? it.settled() : it));
    live()
        .filter(Delivery::failed)
        .forEach(
            it -> next.add(Stop.planned(next.size(), again(it), it.share(), it.spot(), it.load())));
    return Verdict.yes(
        new Delivery(id, version, bike, order, next, createdAt, Optional.empty()).riding(to));
  }

  /** The same decision taken twice makes the same stop. */
  private static UUID again(Stop failed) {
    return UUID.nameUUIDFromBytes(
        ("after " + failed.id()).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
  }

  private static boolean failed(Stop stop) {
    return stop.state() == Stop.State.FAILED && !stop.decided();
  }

  private Delivery ended(Instant at) {
    Optional<Instant> end =
        switch (state()) {
          case DELIVERED, CANCELLED -> endedAt.or(() -> Optional.of(at));
          case PLANNED, ASSIGNED, UNDER_WAY, FAILED -> Optional.empty();
        };
    return new Delivery(id, version, bike, order, stops, createdAt, end);
  }

  private List<Stop> each(UnaryOperator<Stop> move) {
    return stops.stream().map(move).toList();
  }

  private String current() {
    return live()
        .filter(it -> it.current() || it.state() == Stop.State.FAILED)
        .findFirst()
        .map(it -> it.spot().name() + " is " + Stop.word(it.state()))
        .orElse("a bag is on the bike");
  }

  private static Stop following(Stop stop, OrderEvent news) {
    if (news.state() == OrderState.CANCELLED) {
      return stop.cancelled();
    }
    if (stop.share().isEmpty()) {
      return stop.carrying(Load.of(news));
    }
    return news.shares().stream()
        .filter(it -> stop.share().get().equals(it.id()))
        .findFirst()
        .map(it -> it.live() ? stop.carrying(Load.of(it)) : stop.cancelled())
        .orElse(stop);
  }

  /** Where a delivery is. */
  enum State {
    PLANNED,
    ASSIGNED,
    UNDER_WAY,
    DELIVERED,
    FAILED,
    CANCELLED
  }

  /** What is known of the order. */
  record OrderSeen(UUID id, long number, long version, OrderState state, OrderEvent.When slot) {
    static OrderSeen of(OrderEvent it) {
      return new OrderSeen(it.id(), it.number(), it.version(), it.state(), it.slot());
    }
  }

  /**
   * A delivery as it was after a change.
   *
   * @param couriers whose round it touches
   */
  record Changed(Delivery delivery, List<UUID> couriers) {
    /** The deliveries' history, by delivery id. */
    static final Topic<Changed> TOPIC =
        Topic.json("anima.deliveries.v1", Changed.class, Topic.Keep.EVENTS);
  }
}
