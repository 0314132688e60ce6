package fr.anima.hub.orders;

import java.util.List;
import java.util.Locale;

/**
 * Where an order is. Never set by anybody: it follows from merchant orders and parcels. Partly
 * delivered and returned wait for parcels that can come back.
 */
public enum OrderState {
  /** At least one merchant has not answered. */
  PLACED,
  /** Every merchant still in it has said yes. */
  CONFIRMED,
  /** Somebody is preparing. */
  PREPARING,
  /** Every bag is made and waits to be collected. */
  READY,
  /** A bag is on a bike. */
  IN_DELIVERY,
  /** A bag is on a bike and this customer is its current stop. */
  ON_THE_WAY,
  /** Every bag was handed over. */
  DELIVERED,
  /** Some were handed over, the others never will be. */
  PARTLY_DELIVERED,
  /** None will be handed over. */
  RETURNED,
  /** Nothing of it is left. */
  CANCELLED;

  /** The first rule that matches, in the order in which they matter to a customer. */
  static OrderState of(Order order) {
    List<MerchantOrder> live = order.shares().stream().filter(MerchantOrder::live).toList();
    if (live.isEmpty()) {
      return CANCELLED;
    }
    if (live.stream().allMatch(MerchantOrder::delivered)) {
      return DELIVERED;
    }
    if (live.stream().anyMatch(MerchantOrder::onBoard)) {
      return order.dropUnderWay() ? ON_THE_WAY : IN_DELIVERY;
    }
    if (live.stream().allMatch(MerchantOrder::prepared)) {
      return READY;
    }
    if (live.stream().anyMatch(it -> it.state() == MerchantOrder.State.IN_PREPARATION)) {
      return PREPARING;
    }
    return order.everyoneAgreed() ? CONFIRMED : PLACED;
  }

  /** Whether nothing will happen to it any more. */
  public boolean ended() {
    return switch (this) {
      case DELIVERED, PARTLY_DELIVERED, RETURNED, CANCELLED -> true;
      case PLACED, CONFIRMED, PREPARING, READY, IN_DELIVERY, ON_THE_WAY -> false;
    };
  }

  /** The word used in the contract. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
