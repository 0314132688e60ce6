package fr.anima.hub.animals.alerts;

import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place where animals live, what is measured there and what its limits are.
 *
 * @param species in the keepers' words
 * @param expectedEverySeconds period by the word of each quantity that is measured here
 */
public record Enclosure(
    String id,
    String name,
    List<String> species,
    List<Limit> limits,
    Map<String, Double> expectedEverySeconds) {
  /** Enclosures as they are now, by id; the rules judge by them. */
  public static final Topic<Enclosure> TOPIC =
      Topic.json("anima.enclosures.v1", Enclosure.class, Topic.Keep.LATEST);

  /** The limit on that side, where there is one. */
  public Optional<Limit> limit(Quantity quantity, Side side) {
    return limits.stream().filter(it -> it.quantity() == quantity && it.side() == side).findFirst();
  }

  /** How long after one reading of a quantity the next is due, when it is known. */
  public Optional<Duration> period(Quantity quantity) {
    return Optional.ofNullable(expectedEverySeconds.get(quantity.word()))
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
