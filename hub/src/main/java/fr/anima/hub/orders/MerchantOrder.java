package fr.anima.hub.orders;

import fr.anima.hub.orders.Orders.Verdict;
import fr.anima.hub.orders.ShopStore.Shop;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One merchant's part of an order. Each transition names the states it starts from; the version
 * counts them.
 */
record MerchantOrder(
    UUID id,
    Shop.Merchant merchant,
    State state,
    long version,
    Optional<Instant> readyAt,
    Optional<Refusal> refusal,
    List<Line> lines,
    List<Parcel> parcels) {
  MerchantOrder {
    lines = List.copyOf(lines);
    parcels = List.copyOf(parcels);
  }

  /** Promises when it will be ready. */
  Verdict<MerchantOrder> accept(Instant readyAt) {
    return from(EnumSet.of(State.PROPOSED), "accepted")
        .then(
            it -> Verdict.yes(it.to(State.ACCEPTED).lines(Line.Fate.CONFIRMED).promised(readyAt)));
  }

  /** Will not do it; its lines leave the order. */
  Verdict<MerchantOrder> refuse(Refusal reason) {
    return from(EnumSet.of(State.PROPOSED), "refused")
        .then(it -> Verdict.yes(it.to(State.REFUSED).lines(Line.Fate.REMOVED).because(reason)));
  }

  /** From here on the customer cannot change their mind for free. */
  Verdict<MerchantOrder> startPreparing() {
    return from(EnumSet.of(State.ACCEPTED), "in preparation")
        .then(it -> Verdict.yes(it.to(State.IN_PREPARATION)));
  }

  /** So many labelled bags wait to be collected. */
  Verdict<MerchantOrder> ready(int bags) {
    return from(EnumSet.of(State.ACCEPTED, State.IN_PREPARATION), "ready")
        .then(
            it -> {
              List<Parcel> made =
                  IntStream.rangeClosed(1, bags)
                      .mapToObj(n -> new Parcel(n, Parcel.Where.READY, Optional.empty()))
                      .toList();
              return Verdict.yes(it.to(State.READY).parcels(made));
            });
  }

  /**
   * The bags leave on a bike. Bags that exist and were cancelled meanwhile are on the bike all the
   * same: what was really handed over wins.
   */
  Verdict<MerchantOrder> collect(String bike) {
    if (state == State.CANCELLED && parcels.isEmpty()) {
      return from(EnumSet.of(State.READY), "collected");
    }
    return from(EnumSet.of(State.READY, State.CANCELLED), "collected")
        .then(
            it ->
                Verdict.yes(
                    it.to(State.COLLECTED)
                        .lines(Line.Fate.CONFIRMED)
                        .parcels(
                            parcels.stream()
                                .map(p -> p.to(Parcel.Where.ON_BOARD, Optional.of(bike)))
                                .toList())));
  }

  /** The bags are in the customer's hands. */
  Verdict<MerchantOrder> deliver() {
    if (delivered()) {
      return Verdict.no(409, "wrong-state", "merchant order " + id + " was delivered before");
    }
    return from(EnumSet.of(State.COLLECTED), "delivered")
        .then(
            it ->
                Verdict.yes(
                    it.to(State.COLLECTED)
                        .lines(Line.Fate.DELIVERED)
                        .parcels(
                            parcels.stream()
                                .map(p -> p.to(Parcel.Where.DELIVERED, Optional.empty()))
                                .toList())));
  }

  /** Called off before it was collected. Bags already made keep their own state. */
  Verdict<MerchantOrder> cancel() {
    return from(
            EnumSet.of(State.PROPOSED, State.ACCEPTED, State.IN_PREPARATION, State.READY),
            "cancelled")
        .then(it -> Verdict.yes(it.to(State.CANCELLED).lines(Line.Fate.REMOVED)));
  }

  /** Whether it is still part of the order. */
  boolean live() {
    return state != State.REFUSED && state != State.CANCELLED;
  }

  boolean agreed() {
    return live() && state != State.PROPOSED;
  }

  boolean prepared() {
    return state == State.READY || state == State.COLLECTED;
  }

  boolean onBoard() {
    return parcels.stream().anyMatch(it -> it.state() == Parcel.Where.ON_BOARD);
  }

  boolean delivered() {
    return live()
        && !parcels.isEmpty()
        && parcels.stream().allMatch(it -> it.state() == Parcel.Where.DELIVERED);
  }

  boolean cold() {
    return lines.stream().anyMatch(Line::cold);
  }

  /** What its lines cost that were not taken out. */
  long cents() {
    return lines.stream()
        .filter(it -> it.state() != Line.Fate.REMOVED)
        .mapToLong(Line::cents)
        .sum();
  }

  private Verdict<MerchantOrder> from(Set<State> states, String wish) {
    return states.contains(state)
        ? Verdict.yes(this)
        : Verdict.no(
            409,
            "wrong-state",
            "merchant order " + id + " is " + state.word() + " and cannot become " + wish);
  }

  private MerchantOrder to(State next) {
    return new MerchantOrder(id, merchant, next, version + 1, readyAt, refusal, lines, parcels);
  }

  private MerchantOrder promised(Instant at) {
    return new MerchantOrder(
        id, merchant, state, version, Optional.of(at), refusal, lines, parcels);
  }

  private MerchantOrder because(Refusal reason) {
    return new MerchantOrder(
        id, merchant, state, version, readyAt, Optional.of(reason), lines, parcels);
  }

  private MerchantOrder lines(Line.Fate next) {
    List<Line> moved = lines.stream().map(it -> it.to(next)).toList();
    return new MerchantOrder(id, merchant, state, version, readyAt, refusal, moved, parcels);
  }

  private MerchantOrder parcels(List<Parcel> made) {
    return new MerchantOrder(id, merchant, state, version, readyAt, refusal, lines, made);
  }

  /** Where a merchant's part is. */
  enum State {
    PROPOSED,
    ACCEPTED,
    REFUSED,
    IN_PREPARATION,
    READY,
    COLLECTED,
    CANCELLED;

    String word() {
      return Words.of(this);
    }
  }

  /** Why a merchant says no. */
  enum Refusal {
    CLOSED,
    SOLD_OUT,
    TOO_BUSY,
    OTHER
  }

  /** What was bought, at the price the customer saw. */
  record Line(
      String product,
      String name,
      int quantity,
      long priceCents,
      String temperatureClass,
      Fate state) {
    long cents() {
      return Math.multiplyExact(priceCents, quantity);
    }

    boolean cold() {
      return temperatureClass.startsWith("chilled") || temperatureClass.startsWith("frozen");
    }

    Line to(Fate next) {
      return new Line(product, name, quantity, priceCents, temperatureClass, next);
    }

    /** What becomes of a line. */
    enum Fate {
      REQUESTED,
      CONFIRMED,
      REMOVED,
      DELIVERED
    }
  }

  /** A labelled bag: at the merchant's, on one bike, or with the customer. */
  record Parcel(int position, Where state, Optional<String> bike) {
    Parcel to(Where next, Optional<String> nextBike) {
      return new Parcel(position, next, nextBike);
    }

    /** Where a bag is. */
    enum Where {
      READY,
      ON_BOARD,
      DELIVERED
    }
  }

  /** Enum constants as the contract and the tables spell them. */
  static final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> E read(Class<E> type, String word) {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
