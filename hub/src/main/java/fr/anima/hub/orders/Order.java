package fr.anima.hub.orders;

import fr.anima.hub.orders.Ledger.Bearer;
import fr.anima.hub.orders.Ledger.Cause;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.ShopStore.Shop;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An order with all its parts. Every transition gives a new order whose ledger fits its lines; the
 * state is derived, see {@link OrderState}.
 *
 * @param number what people call it; 0 until the store has given it one
 * @param dropUnderWay whether this customer is somebody's current stop
 */
record Order(
    UUID id,
    long number,
    long version,
    Instant placedAt,
    Wanted wanted,
    Shop.Slot slot,
    List<MerchantOrder> shares,
    long feeCents,
    Ledger ledger,
    boolean dropUnderWay,
    Milestones milestones) {
  Order {
    shares = List.copyOf(shares);
  }

  /** A new order, charged with its lines and the delivery. */
  static Order placed(UUID id, Wanted wanted, Shop.Slot slot, Basket basket, Instant at) {
    Order bare =
        new Order(
            id,
            0,
            1,
            at,
            wanted,
            slot,
            basket.shares(),
            basket.feeCents(),
            Ledger.empty(),
            false,
            Milestones.none());
    Ledger ledger =
        Ledger.empty()
            .owing(bare.linesCents(), Bearer.CUSTOMER, Cause.ORDERED, at)
            .owing(basket.feeCents(), Bearer.CUSTOMER, Cause.DELIVERY_FEE, at);
    return bare.with(ledger);
  }

  /** One merchant says yes, prepares or is ready. */
  Verdict<Order> answered(
      UUID share, Function<MerchantOrder, Verdict<MerchantOrder>> move, Instant at) {
    return moved(share, move)
        .then(it -> Verdict.yes(booked(it, Bearer.MERCHANT, Cause.MERCHANT_REFUSED, at)));
  }

  /** One merchant's bags leave on a bike. */
  Verdict<Order> collected(UUID share, String bike, Instant at) {
    return moved(share, it -> it.collect(bike))
        .then(it -> Verdict.yes(booked(it, Bearer.CUSTOMER, Cause.HAND_OVER_PROVED, at)));
  }

  /** The bike is on its way to this customer, or no longer. */
  Order approached(boolean underWay) {
    return dropUnderWay == underWay
        ? this
        : new Order(
            id,
            number,
            version + 1,
            placedAt,
            wanted,
            slot,
            shares,
            feeCents,
            ledger,
            underWay,
            milestones);
  }

  /** Everything is handed over and paid at the door; all live parts must be on the bike. */
  Verdict<Order> delivered(Instant at) {
    Optional<MerchantOrder> missing = awaited().filter(it -> !it.onBoard()).findFirst();
    if (missing.isPresent()) {
      return Verdict.no(
          409,
          "not-on-board",
          "the bags of " + missing.get().merchant().name() + " are not on the bike: collect first");
    }
    return each(awaited().toList(), MerchantOrder::deliver)
        .then(it -> Verdict.yes(it.with(it.ledger().paid(at)).reached(at)));
  }

  /** Called off as a whole; refused once a part of it has left its shop. */
  Verdict<Order> cancelled(Bearer bearer, Instant at) {
    return each(shares.stream().filter(MerchantOrder::live).toList(), MerchantOrder::cancel)
        .then(it -> Verdict.yes(booked(it, bearer, Cause.CANCELLED, at)));
  }

  OrderState state() {
    return OrderState.of(this);
  }

  Optional<MerchantOrder> share(UUID share) {
    return shares.stream().filter(it -> it.id().equals(share)).findFirst();
  }

  /** Whether a place in the slot is still needed. */
  boolean holdsSlot() {
    return shares.stream().anyMatch(MerchantOrder::live);
  }

  /** Whether every merchant still in it has said yes. */
  boolean everyoneAgreed() {
    return holdsSlot() && shares.stream().allMatch(it -> !it.live() || it.agreed());
  }

  /** What the lines cost that are still in the order. */
  long linesCents() {
    return shares.stream().mapToLong(MerchantOrder::cents).sum();
  }

  /** What the delivery costs; nothing when there is nothing to deliver. */
  long feeOwedCents() {
    return holdsSlot() ? feeCents : 0;
  }

  Order numbered(long given) {
    return new Order(
        id,
        given,
        version,
        placedAt,
        wanted,
        slot,
        shares,
        feeCents,
        ledger,
        dropUnderWay,
        milestones);
  }

  private Verdict<Order> moved(UUID share, Function<MerchantOrder, Verdict<MerchantOrder>> move) {
    return share(share)
        .map(move)
        .orElseGet(() -> Verdict.no(404, "not-found", "there is no such merchant order"))
        .then(
            next ->
                Verdict.yes(
                    withShares(
                        shares.stream().map(it -> it.id().equals(share) ? next : it).toList())));
  }

  /** The parts that are neither out of the order nor in the customer's hands. */
  private Stream<MerchantOrder> awaited() {
    return shares.stream().filter(it -> it.live() && !it.delivered());
  }

  private Verdict<Order> each(
      List<MerchantOrder> parts, Function<MerchantOrder, Verdict<MerchantOrder>> move) {
    Verdict<Order> all =
        parts.isEmpty()
            ? Verdict.no(409, "wrong-state", "order " + number + " is " + state().word())
            : Verdict.yes(this);
    for (MerchantOrder part : parts) {
      all = all.then(it -> it.moved(part.id(), move));
    }
    return all.then(it -> Verdict.yes(it.withVersion(version + 1)));
  }

  /** Charges or reduces by what changed between this order and the next: nothing is forgotten. */
  private Order booked(Order next, Bearer bearer, Cause cause, Instant at) {
    long fee = next.feeOwedCents() - feeOwedCents();
    Ledger ledger =
        next.ledger()
            .owing(next.linesCents() - linesCents(), bearer, cause, at)
            .owing(fee, fee < 0 ? Bearer.OPERATOR : bearer, cause, at);
    return next.with(ledger).withVersion(version + 1).reached(at);
  }

  private Order reached(Instant at) {
    return new Order(
        id,
        number,
        version,
        placedAt,
        wanted,
        slot,
        shares,
        feeCents,
        ledger,
        dropUnderWay,
        milestones.at(this, at));
  }

  private Order with(Ledger next) {
    return new Order(
        id,
        number,
        version,
        placedAt,
        wanted,
        slot,
        shares,
        feeCents,
        next,
        dropUnderWay,
        milestones);
  }

  private Order withVersion(long next) {
    return new Order(
        id,
        number,
        next,
        placedAt,
        wanted,
        slot,
        shares,
        feeCents,
        ledger,
        dropUnderWay,
        milestones);
  }

  private Order withShares(List<MerchantOrder> next) {
    return new Order(
        id,
        number,
        version,
        placedAt,
        wanted,
        slot,
        next,
        feeCents,
        ledger,
        dropUnderWay,
        milestones);
  }

  /** Who wants it and where. */
  record Wanted(
      String name,
      String phone,
      Optional<String> email,
      String address,
      Optional<String> instructions,
      double latitudeDegrees,
      double longitudeDegrees) {
    private static final Pattern CIVILITY = Pattern.compile("(?i)(m|mr|mme|mlle|mx|dr|me)\\.?");

    /** What a shop may call the customer: the first name; "Mme D." of "Mme Delattre". */
    String calledAs() {
      String[] words = name.strip().split("\\s+", 3);
      return words.length > 1 && CIVILITY.matcher(words[0]).matches()
          ? words[0] + " " + words[1].substring(0, words[1].offsetByCodePoints(0, 1)) + "."
          : words[0];
    }
  }

  /** What is bought and what bringing it costs. */
  record Basket(List<MerchantOrder> shares, long feeCents) {}

  /** When it first got so far. */
  record Milestones(
      Optional<Instant> confirmedAt,
      Optional<Instant> readyAt,
      Optional<Instant> deliveredAt,
      Optional<Instant> endedAt) {
    static Milestones none() {
      return new Milestones(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    Milestones at(Order order, Instant at) {
      Optional<Instant> now = Optional.of(at);
      Optional<Instant> agreed = confirmedAt.or(() -> order.everyoneAgreed() ? now : confirmedAt);
      return switch (order.state()) {
        case PLACED, CONFIRMED, PREPARING ->
            new Milestones(agreed, readyAt, deliveredAt, Optional.empty());
        case READY, IN_DELIVERY, ON_THE_WAY ->
            new Milestones(agreed, readyAt.or(() -> now), deliveredAt, Optional.empty());
        case DELIVERED, PARTLY_DELIVERED -> new Milestones(confirmedAt, readyAt, now, now);
        case RETURNED, CANCELLED -> new Milestones(confirmedAt, readyAt, deliveredAt, now);
      };
    }
  }
}
