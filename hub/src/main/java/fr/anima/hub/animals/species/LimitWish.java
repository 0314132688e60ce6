package fr.anima.hub.animals.species;

import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.animals.species.Proposal.Chosen;
import fr.anima.wire.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A limit as it could be set on the enclosure; the contract's Limit. Its level is the bound. How
 * far back inside it clears, how long it must last and how loud it is are our choice, not the
 * sources': a bound of comfort is no emergency, one of harm is, and is not waited for as long.
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
  private static final int DANGER_HELD_SECONDS = 120;
  private static final String COMFORT = "attention";
  private static final String DANGER = "urgence";

  /** In the quantity's unit: beyond what a sensor wavers. */
  private static final Map<Quantity, Double> BACK_INSIDE =
      Map.of(
          Quantity.TEMPERATURE, 1.0,
          Quantity.HUMIDITY, 3.0,
          Quantity.AMMONIA, 1.0,
          Quantity.CARBON_DIOXIDE, 200.0);

  /** One limit for every bound and one for every danger of what is measured there. */
  static List<LimitWish> of(List<Chosen> bounds, List<Chosen> dangers, Set<Quantity> measured) {
    return bounds.stream()
        .filter(it -> measured.contains(it.quantity()))
        .flatMap(it -> Stream.concat(Stream.of(wish(it, bounds)), dangers(it, dangers)))
        .filter(it -> it.quantity().isPossible(it.clearAt()) && it.clearAt() != it.raiseAt())
        .toList();
  }

  /** It clears no later than the comfort that lies before it begins. */
  private static Stream<LimitWish> dangers(Chosen bound, List<Chosen> all) {
    return all.stream()
        .filter(it -> it.quantity() == bound.quantity() && it.side() == bound.side())
        .map(
            it ->
                wish(
                    it,
                    Math.min(backInside(it.quantity()), Math.abs(it.value() - bound.value())),
                    DANGER_HELD_SECONDS,
                    DANGER));
  }

  /** In a narrow band it clears in the middle at the latest. */
  private static LimitWish wish(Chosen bound, List<Chosen> all) {
    double back =
        all.stream()
            .filter(it -> it.quantity() == bound.quantity())
            .filter(it -> it.side() == bound.side().opposite())
            .mapToDouble(it -> Math.abs(it.value() - bound.value()) / 2)
            .reduce(backInside(bound.quantity()), Math::min);
    return wish(bound, back, HELD_SECONDS, COMFORT);
  }

  private static double backInside(Quantity quantity) {
    return BACK_INSIDE.getOrDefault(quantity, 0.0);
  }

  private static LimitWish wish(Chosen bound, double back, int held, String severity) {
    return new LimitWish(
        bound.quantity(),
        bound.side(),
        bound.value(),
        bound.side() == Side.ABOVE ? bound.value() - back : bound.value() + back,
        held,
        HELD_SECONDS,
        severity);
  }
}
