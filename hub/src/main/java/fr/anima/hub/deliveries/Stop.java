package fr.anima.hub.deliveries;

import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Orders.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A planned visit of a bike. A failed one is never planned again: a dispatcher's decision makes a
 * further stop.
 *
 * @param share the merchant order that is picked up; empty at the customer's
 * @param decided whether somebody has decided what follows from its failure
 */
record Stop(
    UUID id,
    int position,
    Kind kind,
    State state,
    Optional<UUID> share,
    Spot spot,
    Load load,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Reason> reason,
    boolean decided) {

  static Stop planned(int position, UUID id, Optional<UUID> share, Spot spot, Load load) {
    return new Stop(
        id,
        position,
        share.isPresent() ? Kind.PICKUP : Kind.DROP,
        State.PLANNED,
        share,
        spot,
        load,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /** What a courier says happened here; proofs and bags are the delivery's business. */
  Verdict<Stop> reported(Attempt attempt) {
    return switch (attempt.step()) {
      case STARTED ->
          from(EnumSet.of(State.ASSIGNED), attempt)
              .then(it -> Verdict.yes(it.with(State.STARTED, Optional.of(attempt.at()))));
      case ARRIVED ->
          from(EnumSet.of(State.STARTED), attempt)
              .then(it -> Verdict.yes(it.with(State.ARRIVED, startedAt)));
      case DONE ->
          from(EnumSet.of(State.STARTED, State.ARRIVED, State.CANCELLED), attempt)
              .then(it -> Verdict.yes(it.finished(State.DONE, attempt)));
      case FAILED ->
          from(EnumSet.of(State.STARTED, State.ARRIVED), attempt)
              .then(it -> Verdict.yes(it.finished(State.FAILED, attempt)));
    };
  }

  /** On a bike's round. */
  Stop assigned() {
    return waiting() ? with(State.ASSIGNED, startedAt) : this;
  }

  /** On nobody's round. */
  Stop unassigned() {
    return waiting() ? with(State.PLANNED, startedAt) : this;
  }

  /** No longer needed, unless somebody is there already or has been. */
  Stop cancelled() {
    return waiting() || state == State.STARTED ? with(State.CANCELLED, startedAt) : this;
  }

  /** The same failure with what follows from it decided. */
  Stop settled() {
    return new Stop(
        id, position, kind, state, share, spot, load, startedAt, finishedAt, reason, true);
  }

  Stop carrying(Load next) {
    return new Stop(
        id, position, kind, state, share, spot, next, startedAt, finishedAt, reason, decided);
  }

  /** Whether nobody has set out for it. */
  boolean waiting() {
    return state == State.PLANNED || state == State.ASSIGNED;
  }

  /** Whether a courier is on the way to it or there. */
  boolean current() {
    return state == State.STARTED || state == State.ARRIVED;
  }

  boolean open() {
    return waiting() || current();
  }

  private Verdict<Stop> from(Set<State> states, Attempt attempt) {
    return states.contains(state)
        ? Verdict.yes(this)
        : Verdict.no(
            409,
            "wrong-state",
            "stop "
                + id
                + " is "
                + word(state)
                + " and cannot be reported "
                + word(attempt.step()));
  }

  private Stop with(State next, Optional<Instant> started) {
    return new Stop(
        id, position, kind, next, share, spot, load, started, finishedAt, reason, decided);
  }

  private Stop finished(State next, Attempt attempt) {
    return new Stop(
        id,
        position,
        kind,
        next,
        share,
        spot,
        load,
        startedAt.or(() -> Optional.of(attempt.at())),
        Optional.of(attempt.at()),
        attempt.reason(),
        decided);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E read(Class<E> type, String word) {
    return Enum.valueOf(type, word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** At a merchant's or at the customer's. */
  enum Kind {
    PICKUP,
    DROP
  }

  /** Where a visit is. */
  enum State {
    PLANNED,
    ASSIGNED,
    STARTED,
    ARRIVED,
    DONE,
    FAILED,
    CANCELLED
  }

  /** Why a visit came to nothing. */
  enum Reason {
    ABSENT,
    REFUSED,
    WRONG_ADDRESS,
    NOT_READY,
    DAMAGED,
    OTHER
  }

  /** Whom to see where. */
  record Spot(
      String name,
      String address,
      Optional<String> instructions,
      Optional<String> phone,
      double latitudeDegrees,
      double longitudeDegrees) {
    static Spot of(OrderEvent.Share it) {
      return new Spot(
          it.merchant(),
          it.address(),
          Optional.empty(),
          it.phone(),
          it.latitudeDegrees(),
          it.longitudeDegrees());
    }

    static Spot of(OrderEvent order) {
      OrderEvent.Recipient it = order.recipient();
      return new Spot(
          it.name(),
          it.address(),
          it.instructions(),
          Optional.of(it.phone()),
          it.latitudeDegrees(),
          it.longitudeDegrees());
    }
  }

  /** What is taken or left. */
  record Load(int parcels, boolean cold, Optional<Instant> readyAt) {
    static Load of(OrderEvent.Share it) {
      return new Load(it.parcels(), it.cold(), it.readyAt());
    }

    static Load of(OrderEvent order) {
      List<OrderEvent.Share> live = order.shares().stream().filter(OrderEvent.Share::live).toList();
      return new Load(
          live.stream().mapToInt(OrderEvent.Share::parcels).sum(),
          live.stream().anyMatch(OrderEvent.Share::cold),
          Optional.empty());
    }
  }

  /**
   * What a courier's phone says happened, kept for ever as it was said.
   *
   * @param event made by the phone; the same event again is the same attempt
   * @param at when it happened, by the phone's corrected clock
   * @param receivedAt when the hub heard of it
   */
  record Attempt(
      UUID event,
      UUID stop,
      UUID courier,
      String bike,
      Step step,
      Instant at,
      Instant receivedAt,
      Optional<Proof> proof,
      Optional<Reason> reason) {
    /** What happened. */
    enum Step {
      STARTED,
      ARRIVED,
      DONE,
      FAILED
    }

    /** How the hand-over is proved. */
    record Proof(Sort sort, Optional<String> text) {
      /** The sorts of proof. */
      enum Sort {
        NAME,
        CODE,
        LEFT_IN_PLACE
      }
    }

    /** The same attempt by another bike than the phone was thought to be on. */
    Attempt on(String ridden) {
      return new Attempt(event, stop, courier, ridden, step, at, receivedAt, proof, reason);
    }

    /**
     * Whether it says the same, whenever it was heard. Its time may differ: what a phone whose
     * clock is ahead says happened when the hub heard of it, and said again it is no longer ahead.
     */
    boolean same(Attempt other) {
      return stop.equals(other.stop) && courier.equals(other.courier) && step == other.step;
    }
  }
}
