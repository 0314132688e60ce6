package fr.anima.hub.bikes;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The door of this room: what other rooms may ask about bikes. */
public interface Bikes {
  /** The bike's name and, once it was seen, where; empty when there is no such bike. */
  Future<Optional<Whereabouts>> find(String bike);

  /** A bike, and its last fix by measured-at. */
  record Whereabouts(String bike, String name, Optional<Place> last) {}

  /** A fix, WGS 84, and when it was measured. */
  record Place(double latitudeDegrees, double longitudeDegrees, Instant measuredAt) {}

  /** What this room asks of whoever pairs couriers with bikes. */
  interface Pairings {
    /** First name of the courier by bike, for open shifts only. */
    Future<Map<String, String>> couriers();
  }
}
