package fr.anima.hub.orders;

import fr.anima.hub.eventlog.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An order as it was after a change, for rooms that carry it on. The highest version wins.
 *
 * @param what the change that made it so
 * @param agreed whether every merchant still in it has said yes
 * @param owedCents what the customer pays at the door
 */
public record OrderEvent(
    UUID id,
    long number,
    long version,
    String what,
    Instant changedAt,
    OrderState state,
    boolean agreed,
    long owedCents,
    Recipient recipient,
    When slot,
    List<Share> shares,
    Times times) {
  /** The orders' history, by order id. */
  public static final Topic<OrderEvent> TOPIC =
      Topic.json("anima.orders.v1", OrderEvent.class, Topic.Keep.EVENTS);

  static OrderEvent of(Order order, String what, Instant at) {
    Order.Wanted wanted = order.wanted();
    return new OrderEvent(
        order.id(),
        order.number(),
        order.version(),
        what,
        at,
        order.state(),
        order.everyoneAgreed(),
        order.ledger().owed(),
        new Recipient(
            wanted.name(),
            wanted.phone(),
            wanted.address(),
            wanted.instructions(),
            wanted.latitudeDegrees(),
            wanted.longitudeDegrees()),
        new When(order.slot().id(), order.slot().from(), order.slot().until(), order.slot().free()),
        order.shares().stream().map(OrderEvent::share).toList(),
        new Times(
            order.placedAt(),
            order.milestones().confirmedAt(),
            order.milestones().readyAt(),
            order.milestones().deliveredAt(),
            order.milestones().endedAt()));
  }

  private static Share share(MerchantOrder share) {
    return new Share(
        share.id(),
        share.merchant().name(),
        share.merchant().address(),
        share.merchant().phone(),
        share.merchant().latitudeDegrees(),
        share.merchant().longitudeDegrees(),
        share.state().word(),
        share.live(),
        share.readyAt(),
        share.parcels().size(),
        share.cold());
  }

  /** Who receives it and where. */
  public record Recipient(
      String name,
      String phone,
      String address,
      Optional<String> instructions,
      double latitudeDegrees,
      double longitudeDegrees) {}

  /** The slot that was promised. */
  public record When(UUID id, Instant from, Instant until, int free) {}

  /**
   * One merchant's part.
   *
   * @param live whether it is still part of the order
   * @param parcels how many bags, 0 until they are made
   * @param cold whether a bag needs a cold box
   */
  public record Share(
      UUID id,
      String merchant,
      String address,
      Optional<String> phone,
      double latitudeDegrees,
      double longitudeDegrees,
      String state,
      boolean live,
      Optional<Instant> readyAt,
      int parcels,
      boolean cold) {}

  /** When it first got so far. */
  public record Times(
      Instant placedAt,
      Optional<Instant> confirmedAt,
      Optional<Instant> readyAt,
      Optional<Instant> deliveredAt,
      Optional<Instant> endedAt) {}
}
