package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.animals.species.Proposal.Chosen;
import fr.anima.wire.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A limit as it could be set on the enclosure; the contract's Limit. Its level is the bound. How
 * far back inside it clears, how long it must last and how loud it is are our choice, not the
 * sources': a bound of comfort is no emergency.
 */
record LimitWish(
    Quantity quantity,
    Side side,
    double raiseAt,
    double clearAt,
    int raiseAfterSeconds,
    int clearAfterSeconds,
    String severity) {
  private static final int HELD_SECONDS = 600;
  private static final String SEVERITY = "attention";

  /** In the quantity's unit: beyond what a sensor wavers. */
  private static final Map<Quantity, Double> BACK_INSIDE =
      Map.of(
          Quantity.TEMPERATURE, 1.0,
          Quantity.HUMIDITY, 3.0,
          Quantity.AMMONIA, 1.0,
          Quantity.CARBON_DIOXIDE, 200.0);

  /** One limit for every bound of something that is measured there. */
  static List<LimitWish> of(List<Chosen> bounds, Set<Quantity> measured) {
    return bounds.stream()
        .filter(it -> measured.contains(it.quantity()))
        .map(it -> wish(it, bounds))
        .filter(it -> it.quantity().isPossible(it.clearAt()) && it.clearAt() != it.raiseAt())
        .toList();
  }

  /** In a narrow band it clears in the middle at the latest. */
  private static LimitWish wish(Chosen bound, List<Chosen> all) {
    double back =
        all.stream()
            .filter(it -> it.quantity() == bound.quantity())
            .filter(it -> it.side() == bound.side().opposite())
            .mapToDouble(it -> Math.abs(it.value() - bound.value()) / 2)
            .reduce(BACK_INSIDE.getOrDefault(bound.quantity(), 0.0), Math::min);
    return new LimitWish(
        bound.quantity(),
        bound.side(),
        bound.value(),
        bound.side() == Side.ABOVE ? bound.value() - back : bound.value() + back,
        HELD_SECONDS,
        HELD_SECONDS,
        SEVERITY);
  }
}
