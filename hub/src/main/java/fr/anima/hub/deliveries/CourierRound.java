package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.deliveries.ShiftStore.Shift;
import fr.anima.hub.deliveries.Stop.Attempt;
import fr.anima.hub.orders.OrderEvent;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What couriers do: begin and end their round, and say what happened at each stop. */
final class CourierRound {
  private static final Comparator<TourStop> IN_THE_ORDER_TO_RIDE =
      Comparator.comparing((TourStop it) -> it.stop().open() ? 1 : 0)
          .thenComparing(it -> it.stop().finishedAt().orElse(Instant.MAX))
          .thenComparing(it -> it.stop().current() ? 0 : 1)
          .thenComparing(it -> it.slot().from())
          .thenComparing(it -> it.stop().kind())
          .thenComparing(TourStop::number)
          .thenComparing(it -> it.stop().position());

  private final DeliveryStore deliveries;
  private final ShiftStore shifts;
  private final AttemptStore attempts;
  private final Bikes bikes;
  private final InstantSource clock;
  private final ZoneId zone;

  CourierRound(
      DeliveryStore deliveries,
      ShiftStore shifts,
      AttemptStore attempts,
      Bikes bikes,
      InstantSource clock,
      ZoneId zone) {
    this.deliveries = deliveries;
    this.shifts = shifts;
    this.attempts = attempts;
    this.bikes = bikes;
    this.clock = clock;
    this.zone = zone;
  }

  /** Pairs a courier with a bike and shows what lies ahead. */
  Future<Tour> start(UUID courier, String name, String bike) {
    return bikes
        .find(bike)
        .compose(
            known ->
                known.isEmpty()
                    ? Verdict.<Shift>no(404, "not-found", "there is no bike " + bike).orUndo()
                    : shifts.start(new Shift(UUID.randomUUID(), courier, name, bike, now())))
        .compose(shift -> tour(courier));
  }

  /** Ends the shift; from here on nobody's position is known. */
  Future<Tour> end(UUID courier) {
    return shifts.end(courier, now()).compose(done -> tour(courier));
  }

  /** Takes in what happened and shows what lies ahead. */
  Future<Tour> report(Attempt said) {
    Instant now = now();
    Instant at = said.at().isAfter(now) ? now : said.at().truncatedTo(ChronoUnit.MILLIS);
    Attempt attempt =
        new Attempt(
            said.event(),
            said.stop(),
            said.courier(),
            said.bike(),
            said.step(),
            at,
            now,
            said.proof(),
            said.reason());
    return attempts.report(attempt).compose(done -> tour(said.courier()));
  }

  /** The courier's shift and its stops: open deliveries and those finished today. */
  Future<Tour> tour(UUID courier) {
    // Before anything is read: of two answers the one with the later time knows all of the other.
    Instant asOf = now();
    return shifts
        .of(courier)
        .compose(
            shift ->
                shift.isEmpty()
                    ? Future.succeededFuture(new Tour(asOf, Optional.empty(), List.of()))
                    : tour(asOf, shift.get()));
  }

  private Future<Tour> tour(Instant asOf, Shift shift) {
    return Future.all(bikes.find(shift.bike()), deliveries.ofBike(shift.bike(), today()))
        .map(
            both -> {
              Optional<Bikes.Whereabouts> bike = both.resultAt(0);
              List<Delivery> all = both.resultAt(1);
              String name = bike.map(Bikes.Whereabouts::name).orElse(shift.bike());
              return new Tour(
                  asOf, Optional.of(new Paired(shift.bike(), name, shift.since())), ridden(all));
            });
  }

  /** The stops of some deliveries in the order to ride, what is over first. */
  static List<TourStop> ridden(List<Delivery> deliveries) {
    return deliveries.stream()
        .flatMap(
            it -> it.live().map(stop -> new TourStop(stop, it.order().number(), it.order().slot())))
        .sorted(IN_THE_ORDER_TO_RIDE)
        .toList();
  }

  private Instant today() {
    return now().atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * A courier's day.
   *
   * @param asOf whatever was done by then is in it
   */
  record Tour(Instant asOf, Optional<Paired> shift, List<TourStop> stops) {}

  /** The bike a courier is on. */
  record Paired(String bike, String bikeName, Instant since) {}

  /** A stop with the order it is for. */
  record TourStop(Stop stop, long number, OrderEvent.When slot) {}
}
