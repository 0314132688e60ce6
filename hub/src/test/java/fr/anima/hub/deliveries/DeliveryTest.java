package fr.anima.hub.deliveries;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.deliveries.Stop.Attempt;
import fr.anima.hub.deliveries.Stop.Attempt.Proof;
import fr.anima.hub.deliveries.Stop.Attempt.Step;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.OrderState;
import fr.anima.hub.orders.Orders.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeliveryTest {
  static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
  private static final UUID COURIER = UUID.nameUUIDFromBytes(new byte[] {9});

  private static final Map<Stop.State, Map<Step, Stop.State>> ALLOWED =
      Map.of(
          Stop.State.PLANNED,
          Map.of(),
          Stop.State.ASSIGNED,
          Map.of(Step.STARTED, Stop.State.STARTED),
          Stop.State.STARTED,
          Map.of(
              Step.ARRIVED, Stop.State.ARRIVED,
              Step.DONE, Stop.State.DONE,
              Step.FAILED, Stop.State.FAILED),
          Stop.State.ARRIVED,
          Map.of(Step.DONE, Stop.State.DONE, Step.FAILED, Stop.State.FAILED),
          Stop.State.DONE,
          Map.of(),
          Stop.State.FAILED,
          Map.of(),
          Stop.State.CANCELLED,
          Map.of(Step.DONE, Stop.State.DONE));

  @TestFactory
  Stream<DynamicTest>
      every_report_in_every_state_of_a_stop_is_taken_or_refused_as_the_table_says() {
    return Stream.of(Stop.State.values())
        .flatMap(
            state ->
                Stream.of(Step.values())
                    .map(
                        step ->
                            DynamicTest.dynamicTest(
                                state + " " + step,
                                () ->
                                    assertEquals(
                                        Optional.ofNullable(
                                            ALLOWED.getOrDefault(state, Map.of()).get(step)),
                                        in(state)
                                            .reported(attempt(in(state), step, "bike-1"))
                                            .fold(
                                                it -> Optional.of(it.state()),
                                                no -> Optional.empty())))));
  }

  @Test
  void a_delivery_rides_through_its_stops_to_the_customer() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));
    assertEquals(Delivery.State.ASSIGNED, delivery.state());

    for (int pickup = 0; pickup < 2; pickup++) {
      delivery = reported(delivery, pickup, Step.STARTED, Step.ARRIVED, Step.DONE);
      assertEquals(Delivery.State.UNDER_WAY, delivery.state());
    }
    delivery = reported(delivery, 2, Step.STARTED, Step.ARRIVED, Step.DONE);

    assertEquals(Delivery.State.DELIVERED, delivery.state());
    assertEquals(Optional.of(NOON), delivery.endedAt());
  }

  @Test
  void nobody_sets_out_for_the_customer_before_every_bag_is_on_the_bike() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));
    delivery = reported(delivery, 0, Step.STARTED, Step.DONE);

    assertEquals("not-on-board", why(report(delivery, 2, Step.STARTED, "bike-1")));
  }

  @Test
  void a_delivery_without_a_proof_is_none() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));
    Stop drop = delivery.drop();
    Attempt bare =
        new Attempt(
            UUID.randomUUID(),
            drop.id(),
            COURIER,
            "bike-1",
            Step.DONE,
            NOON,
            NOON,
            Optional.empty(),
            Optional.empty());

    assertEquals("proof-missing", why(delivery.reported(bare)));
  }

  @Test
  void what_is_under_way_is_neither_taken_back_nor_given_to_another() {
    Delivery delivery = reported(yes(confirmed().assigned("bike-1")), 0, Step.STARTED);

    assertEquals("under-way", why(delivery.unassigned()));
    assertEquals("under-way", why(delivery.assigned("bike-2")));
  }

  @Test
  void what_nobody_has_begun_can_be_taken_back_and_given_away() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));

    assertEquals(Optional.of("bike-2"), yes(delivery.assigned("bike-2")).bike());
    assertEquals(Delivery.State.PLANNED, yes(delivery.unassigned()).state());
    assertEquals(delivery, yes(delivery.assigned("bike-1")));
  }

  @Test
  void a_failed_visit_stays_and_a_decision_makes_the_next() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));
    delivery = reported(delivery, 0, Step.STARTED, Step.DONE);
    delivery = reported(delivery, 1, Step.STARTED, Step.DONE);
    delivery = reported(delivery, 2, Step.STARTED, Step.FAILED);
    assertEquals(Delivery.State.FAILED, delivery.state());
    assertEquals("bags-on-board", why(delivery.assigned("bike-2")));

    Delivery again = yes(delivery.assigned("bike-1"));

    assertEquals(4, again.stops().size());
    assertEquals(Stop.State.FAILED, again.stops().get(2).state());
    assertTrue(again.stops().get(2).decided());
    assertEquals(Stop.State.ASSIGNED, again.drop().state());
    assertEquals(Delivery.State.UNDER_WAY, again.state());
    assertEquals(Delivery.State.DELIVERED, reported(again, 3, Step.STARTED, Step.DONE).state());
  }

  @Test
  void a_phone_that_began_before_it_was_taken_away_goes_on_with_it() {
    Delivery given = yes(yes(confirmed().assigned("bike-1")).assigned("bike-2"));

    Delivery begun = yes(report(given, 0, Step.STARTED, "bike-1"));

    assertEquals(Optional.of("bike-1"), begun.bike());
    assertEquals("other-bike", why(report(begun, 0, Step.ARRIVED, "bike-2")));
  }

  @Test
  void a_hand_over_that_happened_before_the_phone_knew_of_the_cancellation_wins() {
    Delivery delivery = yes(confirmed().assigned("bike-1"));
    Delivery cancelled = delivery.following(order(9, OrderState.CANCELLED, false), NOON);
    assertEquals(Delivery.State.CANCELLED, cancelled.state());

    Delivery after = cancelled;
    for (int stop = 0; stop < 3; stop++) {
      after = reported(after, stop, Step.STARTED, Step.ARRIVED, Step.DONE);
    }

    assertEquals(Delivery.State.DELIVERED, after.state());
  }

  @Test
  void old_news_of_the_order_change_nothing_and_new_ones_bring_the_bags() {
    Delivery delivery = confirmed();

    assertEquals(delivery, delivery.following(order(3, OrderState.PLACED, true), NOON));
    Delivery later = delivery.following(order(4, OrderState.READY, true), NOON);

    assertEquals(2, later.version());
    assertEquals(OrderState.READY, later.order().state());
    assertEquals(4, later.drop().load().parcels());
  }

  static Delivery confirmed() {
    return Delivery.of(order(3, OrderState.CONFIRMED, true), ids(), NOON);
  }

  static OrderEvent order(long version, OrderState state, boolean live) {
    return new OrderEvent(
        UUID.nameUUIDFromBytes(new byte[] {1}),
        1_001,
        version,
        "told",
        NOON,
        state,
        live,
        1_490,
        new OrderEvent.Recipient(
            "Léa Martin", "0321", "12 rue de la Mer", Optional.of("code 34B"), 50.9601, 1.8471),
        new OrderEvent.When(
            UUID.nameUUIDFromBytes(new byte[] {2}),
            NOON.plus(Duration.ofHours(3)),
            NOON.plus(Duration.ofHours(4)),
            1),
        List.of(share(3, "Boulangerie", live), share(4, "Crèmerie", live)),
        new OrderEvent.Times(
            NOON.minusSeconds(600),
            Optional.of(NOON),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static OrderEvent.Share share(int id, String merchant, boolean live) {
    return new OrderEvent.Share(
        UUID.nameUUIDFromBytes(new byte[] {(byte) id}),
        merchant,
        "1 rue Royale",
        Optional.empty(),
        50.9535,
        1.8541,
        live ? "ready" : "cancelled",
        live,
        Optional.of(NOON.plus(Duration.ofMinutes(30))),
        2,
        id == 4);
  }

  private static java.util.function.Supplier<UUID> ids() {
    java.util.concurrent.atomic.AtomicInteger next =
        new java.util.concurrent.atomic.AtomicInteger(100);
    return () -> new UUID(7, next.incrementAndGet());
  }

  private static Stop in(Stop.State state) {
    Stop stop = confirmed().stops().get(0);
    Optional<Stop.Reason> reason =
        state == Stop.State.FAILED ? Optional.of(Stop.Reason.ABSENT) : Optional.empty();
    return new Stop(
        stop.id(),
        0,
        stop.kind(),
        state,
        stop.share(),
        stop.spot(),
        stop.load(),
        Optional.of(NOON),
        Optional.of(NOON),
        reason,
        false);
  }

  private static Delivery reported(Delivery delivery, int stop, Step... steps) {
    Delivery now = delivery;
    for (Step step : steps) {
      now = yes(report(now, stop, step, "bike-1"));
    }
    return now;
  }

  private static Verdict<Delivery> report(Delivery delivery, int stop, Step step, String bike) {
    return delivery.reported(attempt(delivery.stops().get(stop), step, bike));
  }

  private static Attempt attempt(Stop stop, Step step, String bike) {
    return new Attempt(
        UUID.randomUUID(),
        stop.id(),
        COURIER,
        bike,
        step,
        NOON,
        NOON,
        Optional.of(new Proof(Proof.Sort.NAME, Optional.of("Léa"))),
        step == Step.FAILED ? Optional.of(Stop.Reason.ABSENT) : Optional.empty());
  }

  private static <T> T yes(Verdict<T> verdict) {
    return verdict.fold(
        it -> it,
        no -> {
          throw new AssertionError(no.problem().detail());
        });
  }

  private static String why(Verdict<?> verdict) {
    return verdict.fold(it -> "fine", no -> no.problem().name());
  }
}
