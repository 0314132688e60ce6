package fr.anima.hub.bikes;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What dispatchers see of all bikes: where, since when moving or standing, and with whom. */
final class BikeBoard {
  private final BikeStore store;
  private final Bikes.Pairings pairings;

  BikeBoard(BikeStore store, Bikes.Pairings pairings) {
    this.store = store;
    this.pairings = pairings;
  }

  /** The contract's Bike; without position when it was never heard. */
  record View(
      String id,
      String name,
      double expectedEverySeconds,
      Motion.Kind motion,
      Optional<Instant> motionSince,
      Optional<Fix> position,
      Optional<String> courier) {}

  Future<List<View>> all() {
    return store
        .all()
        .compose(
            bikes ->
                pairings
                    .couriers()
                    .map(couriers -> bikes.stream().map(it -> view(it, couriers)).toList()));
  }

  private static View view(BikeStore.Seen seen, Map<String, String> couriers) {
    return new View(
        seen.bike().id(),
        seen.bike().name(),
        seen.bike().expectedEverySeconds(),
        seen.motion(),
        seen.motionSince(),
        seen.last(),
        Optional.ofNullable(couriers.get(seen.bike().id())));
  }
}
