package fr.anima.hub.live;

import fr.anima.hub.people.Viewer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One change on its way to browsers.
 *
 * @param body what the browser reads; {@code kind} says what it is (LiveMessage in the contract)
 * @param audience decides at the time of sending who may see it
 * @param coalesce messages of the same key may be thinned to the newest one a second
 */
public record LiveMessage(JsonObject body, Predicate<Viewer> audience, Optional<String> coalesce) {
  /** A change that whoever may listen to the channel may see. */
  public static LiveMessage toAll(JsonObject body) {
    return new LiveMessage(body, viewer -> true, Optional.empty());
  }

  /** The same change, at most one a second of that key. */
  public LiveMessage atMostOneASecondOf(String key) {
    return new LiveMessage(body, audience, Optional.of(key));
  }

  /** The same change, only for some. */
  public LiveMessage onlyFor(Predicate<Viewer> some) {
    return new LiveMessage(body, some, coalesce);
  }
}
