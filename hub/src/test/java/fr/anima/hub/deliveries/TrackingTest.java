package fr.anima.hub.deliveries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.bikes.Bikes.Place;
import fr.anima.hub.deliveries.Tracking.Shown;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TrackingTest {
  private static final Instant NOON = DeliveryTest.NOON;

  @TestFactory
  Stream<DynamicTest> the_bike_is_seen_only_while_their_own_drop_is_the_current_stop_of_a_shift() {
    return Stream.of(Stop.State.values())
        .flatMap(
            drop ->
                Stream.of(OrderState.values())
                    .flatMap(
                        order ->
                            Stream.of(0, 1, 2, 3)
                                .map(
                                    bits ->
                                        DynamicTest.dynamicTest(
                                            drop + " " + order + " " + bits,
                                            () -> seen(drop, order, bits)))));
  }

  private static void seen(Stop.State drop, OrderState order, int bits) {
    boolean alone = (bits & 1) != 0;
    boolean shift = (bits & 2) != 0;
    boolean expected =
        List.of(Stop.State.STARTED, Stop.State.ARRIVED).contains(drop)
            && alone
            && shift
            && !List.of(
                    OrderState.DELIVERED,
                    OrderState.PARTLY_DELIVERED,
                    OrderState.RETURNED,
                    OrderState.CANCELLED)
                .contains(order);

    assertEquals(expected, Tracking.positionIsShown(order, drop, alone, shift));
  }

  @Test
  void positions_are_rounded_to_a_grid_of_fifty_metres() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      Place place =
          new Place(50.93 + random.nextDouble() * 0.05, 1.83 + random.nextDouble() * 0.05, NOON);
      Tracking.Position shown = Tracking.rounded(place);

      double north = Math.abs(shown.latitude() - place.latitudeDegrees()) * 111_195;
      double east =
          Math.abs(shown.longitude() - place.longitudeDegrees())
              * 111_195
              * Math.cos(Math.toRadians(place.latitudeDegrees()));
      assertTrue(north <= 25.2 && east <= 25.2, "off by " + north + " m and " + east + " m");
      assertEquals(shown, Tracking.rounded(new Place(shown.latitude(), shown.longitude(), NOON)));
    }
  }

  @Test
  void a_link_dies_a_day_after_the_order_has_ended() {
    OrderEvent open = DeliveryTest.order(1, OrderState.PLACED, true);
    OrderEvent ended =
        new OrderEvent(
            open.id(),
            open.number(),
            2,
            "delivered",
            NOON,
            OrderState.DELIVERED,
            true,
            0,
            open.recipient(),
            open.slot(),
            open.shares(),
            new OrderEvent.Times(
                NOON, Optional.of(NOON), Optional.of(NOON), Optional.of(NOON), Optional.of(NOON)));

    assertTrue(Tracking.alive(open, NOON.plus(Duration.ofDays(30))));
    assertTrue(Tracking.alive(ended, NOON.plus(Duration.ofHours(24))));
    assertFalse(Tracking.alive(ended, NOON.plus(Duration.ofHours(24)).plusMillis(1)));
  }

  @Test
  void the_window_is_the_slot_until_the_bike_is_on_its_way_and_then_at_least_ten_minutes() {
    Eta.Window slot = new Eta.Window(NOON.plusSeconds(3_600), NOON.plusSeconds(7_200));
    Stop.Spot door = DeliveryTest.confirmed().drop().spot();

    assertEquals(slot, Eta.window(slot, Optional.empty(), door, NOON));
    Eta.Window near = Eta.window(slot, Optional.of(new Place(50.9601, 1.8471, NOON)), door, NOON);
    Eta.Window far = Eta.window(slot, Optional.of(new Place(50.9401, 1.8471, NOON)), door, NOON);

    assertEquals(new Eta.Window(NOON, NOON.plusSeconds(600)), near);
    assertEquals(NOON.plus(Duration.ofMinutes(7)), far.from());
    assertEquals(NOON.plus(Duration.ofMinutes(18)), far.until());
  }

  @Test
  void the_margin_counts_what_lies_ahead_and_ends_with_the_delivery() {
    Delivery delivery = DeliveryTest.confirmed();

    long early = Eta.marginSeconds(delivery, NOON).orElseThrow();
    long late = Eta.marginSeconds(delivery, NOON.plus(Duration.ofHours(4))).orElseThrow();
    Delivery cancelled =
        delivery.following(DeliveryTest.order(9, OrderState.CANCELLED, false), NOON);

    assertTrue(early > 3 * 3_600 && early < 4 * 3_600 - 1_800, early + " s");
    assertTrue(late < -360, late + " s");
    assertTrue(Eta.marginSeconds(cancelled, NOON).isEmpty());
  }

  @Test
  void the_page_says_it_without_script_and_in_french() {
    String page = page(Optional.empty(), Optional.empty()).of(shown(OrderState.ON_THE_WAY, 14));

    assertTrue(page.contains("<html lang=\"fr\">"), page);
    assertTrue(page.contains("<h1 class=\"window\">Arrivée entre 17:12 et 17:22</h1>"), page);
    assertTrue(page.contains("Position du vélo il y a 14\u202fs"), page);
    assertTrue(page.contains("<li class=\"todo\">"), page);
    assertTrue(page.contains("<title>Commande 1001</title>"), page);
    assertFalse(page.contains("<script>"), page);
    assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;\u00a0: prise en charge"), page);
  }

  @Test
  void an_old_position_is_called_unknown() {
    String page = page(Optional.empty(), Optional.empty()).of(shown(OrderState.ON_THE_WAY, 250));

    assertTrue(page.contains("Position inconnue depuis 4\u202fmin, heure estimée"), page);
  }

  @Test
  void the_page_goes_into_the_built_one_and_speaks_english_to_those_who_ask() {
    Optional<String> built =
        Optional.of(
            "<html lang=\"fr\"><title><!--title--></title>"
                + "<main id=\"tracking\"><!--tracking--></main>");

    String page =
        page(built, Optional.of("en-GB,en;q=0.9,fr;q=0.5")).of(shown(OrderState.READY, 0));

    assertTrue(page.startsWith("<html lang=\"en\"><title>Order 1001</title>"), page);
    assertTrue(page.contains("Ready · 2\u00a0stops before you"), page);
    assertFalse(page.contains("class=\"position\""), page);
    assertTrue(page(built, Optional.of("xx;q=bad")).gone().contains("Ce lien n’existe pas"), page);
  }

  private static TrackingPage page(Optional<String> template, Optional<String> language) {
    return new TrackingPage(
        template, ZoneId.of("Europe/Paris"), language, Optional.of("03 21 00 00 00"));
  }

  private static Shown shown(OrderState state, long age) {
    Instant now = Instant.parse("2026-11-26T16:00:00Z");
    boolean onTheWay = state == OrderState.ON_THE_WAY;
    return new Shown(
        1_001,
        state,
        now,
        new OrderEvent.When(new java.util.UUID(0, 1), now, now.plusSeconds(3_600), 1),
        Optional.of(
            new Eta.Window(
                Instant.parse("2026-11-26T16:12:00Z"), Instant.parse("2026-11-26T16:22:00Z"))),
        Optional.empty(),
        onTheWay ? Optional.empty() : Optional.of(2),
        List.of(new Tracking.Seller("<script>alert(1)</script>", "collected")),
        List.of(
            new Tracking.Step("placed", true, Optional.of(now)),
            new Tracking.Step("delivered", false, Optional.empty())),
        onTheWay
            ? Optional.of(new Tracking.Position(50.96, 1.85, now.minusSeconds(age)))
            : Optional.empty());
  }
}
