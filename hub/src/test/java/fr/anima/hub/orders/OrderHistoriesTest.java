package fr.anima.hub.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.orders.Ledger.Bearer;
import fr.anima.hub.orders.MerchantOrder.Line;
import fr.anima.hub.orders.MerchantOrder.Parcel;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.ShopStore.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Invariants of orders on random histories; the seed is printed with every failure. */
class OrderHistoriesTest {
  private static final int HISTORIES = 2_000;
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @Test
  void whatever_happens_lines_bags_and_money_fit_together() {
    int delivered = 0;
    int cancelled = 0;
    for (int seed = 0; seed < HISTORIES; seed++) {
      Random random = new Random(seed);
      Order order = placed(random);
      holds(Optional.empty(), order, "seed " + seed + " placed");

      for (int step = 0; step < 40; step++) {
        Instant at = NOON.plus(Duration.ofMinutes(step));
        Order before = order;
        order = anything(before, random, at).fold(it -> it, no -> before);
        holds(Optional.of(before), order, "seed " + seed + " step " + step);
      }

      delivered += order.state() == OrderState.DELIVERED ? 1 : 0;
      cancelled += order.state() == OrderState.CANCELLED ? 1 : 0;
    }
    assertTrue(delivered > 200, delivered + " of the histories end delivered");
    assertTrue(cancelled > 200, cancelled + " of the histories end cancelled");
  }

  @Test
  void a_part_refused_by_its_merchant_is_borne_by_the_merchant_and_the_rest_goes_on() {
    Order order = placed(List.of(2, 3));

    Order after =
        yes(
            order.answered(
                order.shares().get(0).id(), it -> it.refuse(MerchantOrder.Refusal.SOLD_OUT), NOON));

    Ledger.Entry last = after.ledger().entries().get(after.ledger().entries().size() - 1);
    assertEquals(Ledger.Kind.REDUCTION, last.kind());
    assertEquals(Bearer.MERCHANT, last.bearer());
    assertEquals(Ledger.Cause.MERCHANT_REFUSED, last.cause());
    assertEquals(after.linesCents() + 350, after.ledger().due());
    assertEquals(OrderState.PLACED, after.state());
  }

  @Test
  void when_every_merchant_refuses_nothing_is_owed_not_even_the_delivery() {
    Order order = placed(List.of(1, 1));

    for (MerchantOrder share : order.shares()) {
      order = yes(order.answered(share.id(), it -> it.refuse(MerchantOrder.Refusal.CLOSED), NOON));
    }

    assertEquals(OrderState.CANCELLED, order.state());
    assertEquals(0, order.ledger().owed());
    assertEquals(Optional.of(NOON), order.milestones().endedAt());
  }

  @Test
  void a_proved_hand_over_wins_over_a_cancellation() {
    Order order = placed(List.of(2));
    UUID share = order.shares().get(0).id();
    order = yes(order.answered(share, it -> it.accept(NOON), NOON));
    order = yes(order.answered(share, it -> it.ready(1), NOON));
    order = yes(order.cancelled(Bearer.OPERATOR, NOON));
    assertEquals(0, order.ledger().owed());

    order = yes(order.collected(share, "bike-1", NOON));
    order = yes(order.delivered(NOON));

    assertEquals(OrderState.DELIVERED, order.state());
    assertEquals(850, order.ledger().settled());
    assertEquals(0, order.ledger().due());
  }

  private static Verdict<Order> anything(Order order, Random random, Instant at) {
    UUID share = order.shares().get(random.nextInt(order.shares().size())).id();
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> order.answered(share, it -> it.accept(at), at);
      case 3 ->
          random.nextInt(3) == 0
              ? order.answered(share, it -> it.refuse(MerchantOrder.Refusal.OTHER), at)
              : Verdict.yes(order);
      case 4, 5 -> order.answered(share, MerchantOrder::startPreparing, at);
      case 6, 7 -> order.answered(share, it -> it.ready(1 + random.nextInt(3)), at);
      case 8, 9 -> order.collected(share, "bike-" + random.nextInt(3), at);
      case 10 -> order.delivered(at).then(it -> Verdict.yes(it.approached(random.nextBoolean())));
      default ->
          random.nextInt(8) == 0
              ? order.cancelled(Bearer.OPERATOR, at)
              : Verdict.yes(order.approached(random.nextBoolean()));
    };
  }

  /** Invariants 1, 2, 5 and 6 of orders. */
  private static void holds(Optional<Order> before, Order order, String when) {
    Ledger ledger = order.ledger();
    assertEquals(order.linesCents() + order.feeOwedCents(), ledger.owed(), when);
    assertTrue(order.state() != OrderState.DELIVERED || ledger.due() == 0, when);
    assertTrue(ledger.settled() <= ledger.owed(), when);
    boolean ended = order.state().ended();
    for (MerchantOrder share : order.shares()) {
      for (Line line : share.lines()) {
        boolean last = line.state() == Line.Fate.DELIVERED || line.state() == Line.Fate.REMOVED;
        assertTrue(last || !ended, when + ": a line of an ended order is " + line.state());
        assertEquals(share.live(), line.state() != Line.Fate.REMOVED, when);
      }
      for (Parcel bag : share.parcels()) {
        assertEquals(bag.state() == Parcel.Where.ON_BOARD, bag.bike().isPresent(), when);
      }
    }
    assertEquals(ended, order.milestones().endedAt().isPresent(), when);
    before.ifPresent(
        it -> {
          int known = it.ledger().entries().size();
          assertEquals(it.ledger().entries(), ledger.entries().subList(0, known), when);
          assertTrue(order.equals(it) || order.version() > it.version(), when);
        });
  }

  private static Order placed(Random random) {
    List<Integer> pieces = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      pieces.add(1 + random.nextInt(5));
    }
    return placed(pieces);
  }

  static Order placed(List<Integer> pieces) {
    List<MerchantOrder> shares = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      shares.add(MerchantOrderTest.proposed("shop-" + i, pieces.get(i), 250));
    }
    return Order.placed(
        UUID.nameUUIDFromBytes(new byte[] {1}),
        new Order.Wanted(
            "Léa Martin", "0321", Optional.empty(), "12 rue", Optional.empty(), 50.96, 1.85),
        new Shop.Slot(
            UUID.nameUUIDFromBytes(new byte[] {2}), NOON, NOON.plus(Duration.ofHours(1)), 3),
        new Order.Basket(shares, 350),
        NOON);
  }

  private static <T> T yes(Verdict<T> verdict) {
    return MerchantOrderTest.yes(verdict);
  }
}
