package fr.anima.hub.deliveries;

import fr.anima.hub.bikes.Bikes;
import fr.anima.hub.orders.Orders.Verdict;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What dispatchers do: give deliveries to bikes and take them back. */
final class DispatchBoard {
  private final DeliveryStore store;
  private final DeliveryChangesStore changes;
  private final Bikes bikes;
  private final InstantSource clock;
  private final ZoneId zone;

  DispatchBoard(
      DeliveryStore store,
      DeliveryChangesStore changes,
      Bikes bikes,
      InstantSource clock,
      ZoneId zone) {
    this.store = store;
    this.changes = changes;
    this.bikes = bikes;
    this.clock = clock;
    this.zone = zone;
  }

  /** Deliveries that are open or ended today, by slot. */
  Future<List<Delivery>> today() {
    return store.openOrEndedSince(
        clock.instant().atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant());
  }

  /** One delivery as it is now. */
  Future<Optional<Delivery>> find(UUID delivery) {
    return store.find(delivery);
  }

  /** Gives it to a bike, if it is still as the dispatcher saw it. */
  Future<Delivery> assign(Seen seen, String bike) {
    return bikes
        .find(bike)
        .compose(
            known ->
                known.isEmpty()
                    ? Verdict.<Delivery>no(404, "not-found", "there is no bike " + bike).orUndo()
                    : change(seen, it -> it.assigned(bike)));
  }

  /** Takes it back, if it is still as the dispatcher saw it. */
  Future<Delivery> unassign(Seen seen) {
    return change(seen, Delivery::unassigned);
  }

  private Future<Delivery> change(Seen seen, Function<Delivery, Verdict<Delivery>> move) {
    return changes.change(
        seen.delivery(),
        seen.by().toString(),
        it ->
            it.version() == seen.version()
                ? move.apply(it)
                : Verdict.no(
                    412,
                    "stale-version",
                    "it was changed meanwhile; look at it as it is now and decide again"));
  }

  /** Which version of which delivery a dispatcher saw when deciding. */
  record Seen(UUID delivery, long version, UUID by) {}
}
