package fr.anima.hub.orders;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.orders.MerchantOrder.Line;
import fr.anima.hub.orders.MerchantOrder.Parcel;
import fr.anima.hub.orders.MerchantOrder.State;
import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.ShopStore.Shop;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MerchantOrderTest {
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private static final Map<String, Function<MerchantOrder, Verdict<MerchantOrder>>> MOVES =
      Map.of(
          "accept", it -> it.accept(NOON),
          "refuse", it -> it.refuse(MerchantOrder.Refusal.SOLD_OUT),
          "prepare", MerchantOrder::startPreparing,
          "ready", it -> it.ready(2),
          "collect", it -> it.collect("bike-1"),
          "deliver", MerchantOrder::deliver,
          "cancel", MerchantOrder::cancel);

  private static final Map<State, Map<String, State>> ALLOWED = new EnumMap<>(State.class);

  static {
    ALLOWED.put(
        State.PROPOSED,
        Map.of("accept", State.ACCEPTED, "refuse", State.REFUSED, "cancel", State.CANCELLED));
    ALLOWED.put(
        State.ACCEPTED,
        Map.of("prepare", State.IN_PREPARATION, "ready", State.READY, "cancel", State.CANCELLED));
    ALLOWED.put(State.IN_PREPARATION, Map.of("ready", State.READY, "cancel", State.CANCELLED));
    ALLOWED.put(State.READY, Map.of("collect", State.COLLECTED, "cancel", State.CANCELLED));
    ALLOWED.put(State.COLLECTED, Map.of("deliver", State.COLLECTED));
    ALLOWED.put(State.REFUSED, Map.of());
    ALLOWED.put(State.CANCELLED, Map.of());
  }

  @TestFactory
  Stream<DynamicTest> every_move_from_every_state_is_allowed_or_refused_as_the_table_says() {
    return Stream.of(State.values())
        .flatMap(
            state ->
                MOVES.keySet().stream()
                    .map(
                        move ->
                            DynamicTest.dynamicTest(
                                state + " " + move, () -> follows_the_table(state, move))));
  }

  private static void follows_the_table(State state, String move) {
    Optional<State> expected = Optional.ofNullable(ALLOWED.getOrDefault(state, Map.of()).get(move));
    MerchantOrder before = in(state);

    Verdict<MerchantOrder> verdict = requireNonNull(MOVES.get(move)).apply(before);

    assertEquals(expected, verdict.fold(it -> Optional.of(it.state()), no -> Optional.empty()));
    verdict.fold(
        after -> {
          assertEquals(before.version() + 1, after.version());
          return true;
        },
        no -> {
          assertEquals(409, no.problem().status());
          assertTrue(no.problem().detail().contains(state.word()), no.problem().detail());
          return false;
        });
  }

  @Test
  void bags_that_were_made_before_a_cancellation_can_still_have_left() {
    MerchantOrder cancelled = yes(in(State.READY).cancel());

    MerchantOrder collected = yes(cancelled.collect("bike-1"));

    assertEquals(State.COLLECTED, collected.state());
    assertEquals(
        List.of(Line.Fate.CONFIRMED), collected.lines().stream().map(Line::state).toList());
    assertEquals(List.of(Parcel.Where.ON_BOARD, Parcel.Where.ON_BOARD), where(collected));
  }

  @Test
  void a_refused_part_costs_nothing() {
    MerchantOrder refused = yes(in(State.PROPOSED).refuse(MerchantOrder.Refusal.CLOSED));

    assertEquals(0, refused.cents());
    assertEquals(500, in(State.PROPOSED).cents());
  }

  static MerchantOrder in(State state) {
    MerchantOrder proposed = proposed("boulangerie", 2, 250);
    return switch (state) {
      case PROPOSED -> proposed;
      case ACCEPTED -> yes(proposed.accept(NOON));
      case REFUSED -> yes(proposed.refuse(MerchantOrder.Refusal.OTHER));
      case IN_PREPARATION -> yes(in(State.ACCEPTED).startPreparing());
      case READY -> yes(in(State.IN_PREPARATION).ready(2));
      case COLLECTED -> yes(in(State.READY).collect("bike-1"));
      case CANCELLED -> yes(proposed.cancel());
    };
  }

  static MerchantOrder proposed(String merchant, int quantity, long cents) {
    return new MerchantOrder(
        UUID.nameUUIDFromBytes(merchant.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        new Shop.Merchant(merchant, merchant, "1 rue Royale", 50.95, 1.85, Optional.empty()),
        State.PROPOSED,
        1,
        Optional.empty(),
        Optional.empty(),
        List.of(new Line("pain", "Pain", quantity, cents, "ambient", Line.Fate.REQUESTED)),
        List.of());
  }

  static <T> T yes(Verdict<T> verdict) {
    return verdict.fold(
        it -> it,
        no -> {
          throw new AssertionError(no.problem().detail());
        });
  }

  private static List<Parcel.Where> where(MerchantOrder it) {
    return it.parcels().stream().map(Parcel::state).toList();
  }
}
