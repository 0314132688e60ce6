package fr.anima.hub.animals.alerts;

import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
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

  /**
   * The limits that hold on that side at that moment of the day, the worst first; asked twice a
   * reading, so made only where one is.
   */
  public List<Limit> limits(Quantity quantity, Side side, LocalTime at) {
    List<Limit> found = List.of();
    for (Limit each : limits) {
      if (each.quantity() == quantity && each.side() == side && each.holdsAt(at)) {
        found = found.isEmpty() ? new ArrayList<>(2) : found;
        found.add(each);
      }
    }
    if (found.size() > 1) {
      found.sort(Comparator.comparing(Limit::severity));
    }
    return found;
  }

  /** Whether that side has a limit at any hour. */
  public boolean isLimited(Quantity quantity, Side side) {
    return limits.stream().anyMatch(it -> it.quantity() == quantity && it.side() == side);
  }

  /** How long after one reading of a quantity the next is due, when it is known. */
  public Optional<Duration> period(Quantity quantity) {
    return Optional.ofNullable(expectedEverySeconds.get(quantity.word()))
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }
}
