package fr.anima.hub.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.PlacingRules.Asked;
import fr.anima.hub.orders.PlacingRules.Wish;
import fr.anima.hub.orders.ShopStore.Shop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PlacingRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-26T09:00:00Z");
  private static final UUID SLOT = UUID.nameUUIDFromBytes(new byte[] {2});
  private static final List<Wish.Line> LOAF = List.of(new Wish.Line("boulangerie", "pain", 2));

  @Test
  void a_basket_that_keeps_every_rule_becomes_an_order_with_one_part_per_merchant() {
    Order order = MerchantOrderTest.yes(judged(wish(LOAF, 850), NOW.plusSeconds(3_600), 1));

    assertEquals(1, order.shares().size());
    assertEquals(850, order.ledger().owed());
    assertEquals(OrderState.PLACED, order.state());
  }

  @Test
  void an_empty_basket_is_refused() {
    assertEquals("no-lines /lines", why(judged(wish(List.of(), 350), NOW.plusSeconds(1), 1)));
  }

  @Test
  void a_place_outside_the_zone_is_refused_and_one_on_its_edge_is_not() {
    assertEquals("outside-zone /place", why(judged(at(50.9791), NOW.plusSeconds(1), 1)));
    assertEquals("fine", why(judged(at(50.9789), NOW.plusSeconds(1), 1)));
  }

  @Test
  void a_slot_that_has_begun_is_gone_and_one_without_places_is_full() {
    assertEquals("slot-gone /slot", why(judged(wish(LOAF, 850), NOW, 1)));
    assertEquals("slot-full /slot", why(judged(wish(LOAF, 850), NOW.plusSeconds(1), 0)));
  }

  @Test
  void an_unknown_product_is_refused_where_it_stands() {
    List<Wish.Line> lines = List.of(LOAF.get(0), new Wish.Line("boulangerie", "cake", 1));

    assertEquals("no-such-product /lines/1", why(judged(wish(lines, 850), NOW.plusSeconds(1), 1)));
  }

  @Test
  void a_product_that_comes_twice_is_refused() {
    List<Wish.Line> lines = List.of(LOAF.get(0), LOAF.get(0));

    assertEquals("product-twice /lines/1", why(judged(wish(lines, 1_350), NOW.plusSeconds(1), 1)));
  }

  @Test
  void more_than_the_stock_is_refused_saying_what_is_left() {
    Verdict<Order> verdict =
        judged(
            wish(List.of(new Wish.Line("boulangerie", "pain", 4)), 1_350), NOW.plusSeconds(1), 1);

    assertEquals("out-of-stock /lines/0", why(verdict));
    assertEquals(
        Map.of("merchant", "boulangerie", "product", "pain", "inStock", 3),
        verdict.fold(it -> Map.of(), Verdict.No::facts));
  }

  @Test
  void another_total_than_the_customer_saw_is_refused_saying_the_new_one() {
    Verdict<Order> verdict = judged(wish(LOAF, 849), NOW.plusSeconds(1), 1);

    assertEquals("total-changed /totalCents", why(verdict));
    assertEquals(Map.of("totalCents", 850L), verdict.fold(it -> Map.of(), Verdict.No::facts));
  }

  @Test
  void distances_are_those_of_the_sphere() {
    double degree = PlacingRules.metresBetween(50, 1.8, 51, 1.8);
    double calaisToDover = PlacingRules.metresBetween(50.9513, 1.8587, 51.1279, 1.3134);

    assertTrue(Math.abs(degree - 111_195) < 5, degree + " m");
    assertTrue(Math.abs(calaisToDover - 42_900) < 200, calaisToDover + " m");
  }

  private static Verdict<Order> judged(Wish wish, Instant slotFrom, int free) {
    Shop shop =
        new Shop(
            List.of(
                new Shop.Merchant(
                    "boulangerie", "Boulangerie", "1 rue", 50.95, 1.85, Optional.empty())),
            List.of(new Shop.Product("boulangerie", "pain", "Pain", 250, 3, "ambient", 400)),
            List.of(new Shop.Slot(SLOT, slotFrom, slotFrom.plus(Duration.ofHours(1)), free)));
    return PlacingRules.judge(
        new Asked(wish, shop, Town.SITE, NOW), UUID.randomUUID(), UUID::randomUUID);
  }

  private static Wish at(double latitude) {
    Order.Wanted there =
        new Order.Wanted(
            "Léa", "0321", Optional.empty(), "12 rue", Optional.empty(), latitude, 1.8560);
    return new Wish(there, SLOT, LOAF, 850);
  }

  private static Wish wish(List<Wish.Line> lines, long total) {
    return new Wish(at(50.9601).wanted(), SLOT, lines, total);
  }

  private static String why(Verdict<Order> verdict) {
    return verdict.fold(
        it -> "fine", no -> no.problem().name() + " " + no.problem().field().orElse("?"));
  }
}
