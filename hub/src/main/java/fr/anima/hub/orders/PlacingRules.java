package fr.anima.hub.orders;

import fr.anima.hub.orders.Orders.Site;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.ShopStore.Shop;
import fr.anima.hub.web.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a customer may order. Stock and slot are asked here kindly and taken by the store surely.
 */
final class PlacingRules {
  private static final double EARTH_RADIUS_METRES = 6_371_008.8;

  private static final List<Function<Asked, Optional<Verdict<Order>>>> RULES =
      List.of(
          PlacingRules::somethingIsBought,
          PlacingRules::thePlaceIsWithinReach,
          PlacingRules::theSlotExistsAndIsAhead,
          PlacingRules::theSlotHasAPlace,
          PlacingRules::everyProductExists,
          PlacingRules::noProductComesTwice,
          PlacingRules::theStockSuffices,
          PlacingRules::theTotalIsWhatTheCustomerSaw);

  private PlacingRules() {}

  /** The order, or the first rule it breaks. */
  static Verdict<Order> judge(Asked asked, UUID order, Supplier<UUID> parts) {
    for (Function<Asked, Optional<Verdict<Order>>> rule : RULES) {
      Optional<Verdict<Order>> broken = rule.apply(asked);
      if (broken.isPresent()) {
        return broken.get();
      }
    }
    return Verdict.yes(
        Order.placed(
            order,
            asked.wish().wanted(),
            asked.slot().orElseThrow(),
            new Order.Basket(shares(asked, parts), asked.site().deliveryFeeCents()),
            asked.now()));
  }

  private static Optional<Verdict<Order>> somethingIsBought(Asked asked) {
    return unless(
        !asked.wish().lines().isEmpty(), 422, "no-lines", "the basket is empty", "/lines");
  }

  private static Optional<Verdict<Order>> thePlaceIsWithinReach(Asked asked) {
    Order.Wanted to = asked.wish().wanted();
    Site site = asked.site();
    double metres =
        metresBetween(
            site.centreLatitude(),
            site.centreLongitude(),
            to.latitudeDegrees(),
            to.longitudeDegrees());
    String detail =
        "%.0f m from the centre; bikes deliver within %d m".formatted(metres, site.radiusMetres());
    return unless(metres <= site.radiusMetres(), 422, "outside-zone", detail, "/place");
  }

  private static Optional<Verdict<Order>> theSlotExistsAndIsAhead(Asked asked) {
    boolean ahead = asked.slot().filter(it -> it.from().isAfter(asked.now())).isPresent();
    return unless(
        ahead, 409, "slot-gone", "this slot is over or was never offered: choose another", "/slot");
  }

  private static Optional<Verdict<Order>> theSlotHasAPlace(Asked asked) {
    boolean free = asked.slot().filter(it -> it.free() > 0).isPresent();
    return unless(free, 409, "slot-full", "this slot is full: choose another", "/slot");
  }

  private static Optional<Verdict<Order>> everyProductExists(Asked asked) {
    return perLine(
        asked,
        line -> asked.product(line).isPresent(),
        line ->
            Verdict.no(422, "no-such-product", line.merchant() + " sells no " + line.product()));
  }

  private static Optional<Verdict<Order>> noProductComesTwice(Asked asked) {
    Set<String> seen = new HashSet<>();
    return perLine(
        asked,
        line -> seen.add(line.key()),
        line -> Verdict.no(422, "product-twice", line.product() + " comes twice: add them up"));
  }

  private static Optional<Verdict<Order>> theStockSuffices(Asked asked) {
    return perLine(
        asked,
        line -> asked.product(line).orElseThrow().stock() >= line.quantity(),
        line -> soldOut(line, asked.product(line).orElseThrow().stock()));
  }

  private static Optional<Verdict<Order>> theTotalIsWhatTheCustomerSaw(Asked asked) {
    long total =
        asked.site().deliveryFeeCents()
            + asked.wish().lines().stream()
                .mapToLong(it -> asked.product(it).orElseThrow().priceCents() * it.quantity())
                .sum();
    return total == asked.wish().totalCents()
        ? Optional.empty()
        : Optional.of(
            at(
                new Verdict.No<>(
                    Problem.of(
                        409, "total-changed", "the total is now " + total + " cents: look again"),
                    Map.of("totalCents", total)),
                "/totalCents"));
  }

  /** A line that cannot be served, with what is left of it. */
  static <T> Verdict<T> soldOut(Wish.Line line, int left) {
    return new Verdict.No<>(
        Problem.of(409, "out-of-stock", left + " of " + line.product() + " are left: take fewer"),
        Map.of("merchant", line.merchant(), "product", line.product(), "inStock", left));
  }

  /** The same verdict, blamed on a field. */
  static <T> Verdict<T> at(Verdict<T> verdict, String pointer) {
    return verdict.fold(Verdict::yes, no -> new Verdict.No<>(no.problem().at(pointer), no.facts()));
  }

  /** Great-circle distance on a sphere of the Earth's mean radius (haversine). */
  static double metresBetween(
      double latitude, double longitude, double otherLatitude, double otherLongitude) {
    double north = Math.toRadians(otherLatitude - latitude);
    double east = Math.toRadians(otherLongitude - longitude);
    double h =
        Math.pow(Math.sin(north / 2), 2)
            + Math.cos(Math.toRadians(latitude))
                * Math.cos(Math.toRadians(otherLatitude))
                * Math.pow(Math.sin(east / 2), 2);
    return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(h)));
  }

  private static List<MerchantOrder> shares(Asked asked, Supplier<UUID> ids) {
    Map<String, List<MerchantOrder.Line>> byMerchant = new LinkedHashMap<>();
    for (Wish.Line line : asked.wish().lines()) {
      Shop.Product product = asked.product(line).orElseThrow();
      byMerchant
          .computeIfAbsent(line.merchant(), it -> new ArrayList<>())
          .add(
              new MerchantOrder.Line(
                  product.id(),
                  product.name(),
                  line.quantity(),
                  product.priceCents(),
                  product.temperatureClass(),
                  MerchantOrder.Line.Fate.REQUESTED));
    }
    return byMerchant.entrySet().stream()
        .map(
            it ->
                new MerchantOrder(
                    ids.get(),
                    asked.merchant(it.getKey()).orElseThrow(),
                    MerchantOrder.State.PROPOSED,
                    1,
                    Optional.empty(),
                    Optional.empty(),
                    it.getValue(),
                    List.of()))
        .toList();
  }

  private static Optional<Verdict<Order>> unless(
      boolean kept, int status, String name, String detail, String pointer) {
    return kept ? Optional.empty() : Optional.of(at(Verdict.no(status, name, detail), pointer));
  }

  private static Optional<Verdict<Order>> perLine(
      Asked asked, Function<Wish.Line, Boolean> kept, Function<Wish.Line, Verdict<Order>> broken) {
    List<Wish.Line> lines = asked.wish().lines();
    for (int i = 0; i < lines.size(); i++) {
      if (!kept.apply(lines.get(i))) {
        return Optional.of(at(broken.apply(lines.get(i)), "/lines/" + i));
      }
    }
    return Optional.empty();
  }

  /** What a customer sent. */
  record Wish(Order.Wanted wanted, UUID slot, List<Line> lines, long totalCents) {
    Wish {
      lines = List.copyOf(lines);
    }

    /** So many of a product. */
    record Line(String merchant, String product, int quantity) {
      String key() {
        return merchant + "/" + product;
      }
    }
  }

  /** A wish beside what the shop has of it. */
  record Asked(Wish wish, Shop shop, Site site, Instant now) {
    Optional<Shop.Slot> slot() {
      return shop.slots().stream().filter(it -> it.id().equals(wish.slot())).findFirst();
    }

    Optional<Shop.Product> product(Wish.Line line) {
      return shop.products().stream()
          .filter(it -> it.merchant().equals(line.merchant()) && it.id().equals(line.product()))
          .findFirst();
    }

    Optional<Shop.Merchant> merchant(String id) {
      return shop.merchants().stream().filter(it -> it.id().equals(id)).findFirst();
    }
  }
}
