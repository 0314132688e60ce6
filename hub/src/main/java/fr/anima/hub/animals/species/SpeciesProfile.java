package fr.anima.hub.animals.species;

import fr.anima.wire.Quantity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is written about the comfort of a species, and what is not.
 *
 * @param heatSum for species that are judged by heat and moisture together
 */
record SpeciesProfile(Species species, List<Bound> bounds, Optional<HeatSum> heatSum) {
  /** What every profile is asked for; carbon dioxide is told where somebody wrote it down. */
  static final List<Quantity> ASKED =
      List.of(Quantity.TEMPERATURE, Quantity.HUMIDITY, Quantity.AMMONIA);

  SpeciesProfile {
    bounds = List.copyOf(bounds);
  }

  /**
   * Degrees Fahrenheit plus per cent of relative humidity, as horse and alpaca vets add them up.
   *
   * @param fineBelow no need to do anything
   * @param actAt cooling is needed
   * @param dangerAbove life is in danger
   */
  record HeatSum(
      int fineBelow,
      int actAt,
      int dangerAbove,
      List<String> sources,
      Bound.Confidence confidence) {}

  /** The bounds of that meaning of one quantity on one side. */
  Stream<Bound> bounds(Bound.Meaning meaning, Quantity quantity, Bound.Side side) {
    return bounds.stream()
        .filter(it -> it.meaning() == meaning)
        .filter(it -> it.quantity() == quantity && it.side() == side);
  }

  /** Quantities for which no comfort figure was found: nothing is made up for them. */
  List<Quantity> unknown() {
    return ASKED.stream()
        .filter(
            quantity ->
                bounds.stream()
                    .noneMatch(
                        it -> it.quantity() == quantity && it.meaning() == Bound.Meaning.COMFORT))
        .toList();
  }
}
