package fr.anima.hub.live;

import fr.anima.hub.people.Viewer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One change on its way to browsers.
 *
 * @param words makes what the browser reads when it is sent: most of what stations say in a second
 *     is overtaken before; {@code kind} says what it is (LiveMessage in the contract)
 * @param audience decides at the time of sending who may see it
 * @param coalesce messages of the same key may be thinned to one a second
 */
public record LiveMessage(
    Supplier<JsonObject> words, Predicate<Viewer> audience, Optional<Coalesced> coalesce) {
  /**
   * Of messages of one key, the one that tells of the latest instant is enough: a station's backlog
   * comes after its present and must not hide it.
   */
  public record Coalesced(String key, Instant at) {
    /** Whether that other one of the same key is enough. */
    boolean isOvertakenBy(Coalesced other) {
      return other.at.isAfter(at);
    }
  }

  /** A change that whoever may listen to the channel may see. */
  public static LiveMessage toAll(JsonObject body) {
    return toAll(() -> body);
  }

  /** The same, put into words only when it is sent. */
  public static LiveMessage toAll(Supplier<JsonObject> words) {
    return new LiveMessage(words, viewer -> true, Optional.empty());
  }

  /** What the browser reads. */
  public JsonObject body() {
    return words.get();
  }

  /** The same change, at most one a second of that key, of the instant it tells of. */
  public LiveMessage atMostOneASecondOf(String key, Instant at) {
    return new LiveMessage(words, audience, Optional.of(new Coalesced(key, at)));
  }

  /** Whether that other one of the same key is enough. */
  boolean isOvertakenBy(LiveMessage other) {
    return coalesce.isPresent()
        && other.coalesce().filter(coalesce.get()::isOvertakenBy).isPresent();
  }

  /** The same change, only for some. */
  public LiveMessage onlyFor(Predicate<Viewer> some) {
    return new LiveMessage(words, some, coalesce);
  }
}
