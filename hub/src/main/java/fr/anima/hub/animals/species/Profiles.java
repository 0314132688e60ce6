package fr.anima.hub.animals.species;

import static fr.anima.hub.animals.species.Bound.Confidence.GOOD;
import static fr.anima.hub.animals.species.Bound.Confidence.LOW;
import static fr.anima.hub.animals.species.Bound.Confidence.MEDIUM;
import static fr.anima.hub.animals.species.Bound.Meaning.COMFORT;
import static fr.anima.hub.animals.species.Bound.Meaning.HARM;
import static fr.anima.hub.animals.species.Bound.Meaning.SHELTER;
import static fr.anima.hub.animals.species.Bound.Side.ABOVE;
import static fr.anima.hub.animals.species.Bound.Side.BELOW;
import static fr.anima.wire.Quantity.AMMONIA;
import static fr.anima.wire.Quantity.CARBON_DIOXIDE;
import static fr.anima.wire.Quantity.HUMIDITY;
import static fr.anima.wire.Quantity.TEMPERATURE;

import fr.anima.hub.animals.species.Bound.Confidence;
import fr.anima.hub.animals.species.Bound.Meaning;
import fr.anima.hub.animals.species.Bound.Side;
import fr.anima.hub.animals.species.SpeciesProfile.HeatSum;
import fr.anima.wire.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The species' profiles: every figure that was found, and no other. The farm's vet must confirm
 * them. Where several sources of unequal confidence are given together, the least sure of them
 * counts. Sheep are the ewes: newborn lambs want 12 to 21 °C (IDELE), which no limit of a whole
 * enclosure can say.
 */
final class Profiles {
  /** Where the figures are written, by the keys that the bounds name. */
  static final Map<String, String> SOURCES =
      Map.ofEntries(
          Map.entry("S26", "FAWC, laying hens report, §45–47 (fawc.org.uk)"),
          Map.entry("S27", "Lohmann management guide, alternative systems (ltz.de)"),
          Map.entry("S28", "Lohmann management guide, 2017 (ltz.de)"),
          Map.entry("S29", "Ventilation and temperature for birds (environmentyou.au-plovdiv.bg)"),
          Map.entry("S30", "Merck Veterinary Manual, unique needs of guinea pigs"),
          Map.entry("S31", "USDA and Guide values for guinea pigs (transcript.click)"),
          Map.entry("S32", "Rabbit notes after the FAO rabbit book (scribd.com 451520544)"),
          Map.entry("S33", "Housing systems for rabbits (islivestock.blogspot.com, 2008-04)"),
          Map.entry("S34", "Rabbit heatstroke (ilmioconiglionano.it)"),
          Map.entry("S35", "Réussir Chèvre, réguler l’atmosphère de son bâtiment (reussir.fr)"),
          Map.entry("S36", "IDELE via Inn’ovin (inn-ovin.fr/?p=2111949)"),
          Map.entry("S37", "Paysan Breton, ventilation ovine (2014-11)"),
          Map.entry("S38", "Proops et al., 208 equids, as reported (uk.news.yahoo.com)"),
          Map.entry("S39", "The Donkey Sanctuary, research project 2571"),
          Map.entry("S40", "The right stable climate (e-quine.com)"),
          Map.entry("S41", "N. S. Loving DVM, Ridding the barn of ammonia"),
          Map.entry("S42", "AAEP as quoted by animalhealthdigest.com"),
          Map.entry("S43", "Equus as quoted by endurance.net"),
          Map.entry("S44", "Free and Anderson DVM (vermontllamaalpacaassociation.blogspot.com)"),
          Map.entry("S45", "Heat stress in alpacas (blog.alpacainfo.com)"),
          Map.entry("S46", "Heat stress (pugetsoundveterinarygroup.com)"));

  /** Every species that has a profile, in the order of {@link Species}. */
  static final List<SpeciesProfile> ALL =
      List.of(guineaPig(), rabbit(), hen(), donkey(), miniatureHorse(), alpaca(), goat(), sheep());

  private Profiles() {}

  /** The profile of a species; empty for {@link Species#OTHER}. */
  static Optional<SpeciesProfile> of(Species species) {
    return ALL.stream().filter(it -> it.species() == species).findFirst();
  }

  private static SpeciesProfile guineaPig() {
    return new Written(Species.GUINEA_PIG)
        .by(GOOD, "S30")
        .says(COMFORT, TEMPERATURE, BELOW, 18)
        .says(COMFORT, TEMPERATURE, ABOVE, 24)
        .says(HARM, TEMPERATURE, ABOVE, 29)
        .says(COMFORT, HUMIDITY, ABOVE, 50)
        .profile();
  }

  /** "Best growth near 18 °C" is a point, not a range. */
  private static SpeciesProfile rabbit() {
    return new Written(Species.RABBIT)
        .by(LOW, "S32", "S33", "S34")
        .says(COMFORT, TEMPERATURE, ABOVE, 27)
        .says(HARM, TEMPERATURE, ABOVE, 30)
        .says(COMFORT, HUMIDITY, BELOW, 60)
        .says(COMFORT, HUMIDITY, ABOVE, 65)
        .says(HARM, HUMIDITY, BELOW, 55)
        .says(COMFORT, AMMONIA, ABOVE, 5)
        .profile();
  }

  private static SpeciesProfile hen() {
    return new Written(Species.HEN)
        .by(GOOD, "S26", "S27", "S28")
        .says(COMFORT, TEMPERATURE, BELOW, 18)
        .says(COMFORT, TEMPERATURE, ABOVE, 24)
        .says(HARM, TEMPERATURE, ABOVE, 28)
        .says(COMFORT, HUMIDITY, BELOW, 60)
        .says(COMFORT, HUMIDITY, ABOVE, 70)
        .says(COMFORT, CARBON_DIOXIDE, ABOVE, 3000)
        .by(GOOD, "S26", "S27", "S28", "S29")
        .says(COMFORT, AMMONIA, ABOVE, 20)
        .profile();
  }

  /** They go in when it is cold, wet or windy; temperature alone is no reason for an alert. */
  private static SpeciesProfile donkey() {
    return new Written(Species.DONKEY)
        .by(GOOD, "S38")
        .says(SHELTER, TEMPERATURE, BELOW, 14)
        .by(GOOD, "S39")
        .says(SHELTER, TEMPERATURE, BELOW, 10)
        .profile();
  }

  /** Of horses in general: nothing was found that is particular to miniature ones. */
  private static SpeciesProfile miniatureHorse() {
    return new Written(Species.MINIATURE_HORSE)
        .by(MEDIUM, "S40")
        .says(COMFORT, TEMPERATURE, BELOW, -5)
        .says(COMFORT, TEMPERATURE, ABOVE, 25)
        .says(COMFORT, HUMIDITY, BELOW, 60)
        .says(COMFORT, HUMIDITY, ABOVE, 80)
        .by(GOOD, "S41")
        .says(COMFORT, AMMONIA, ABOVE, 10)
        .profile(new HeatSum(130, 150, 180, List.of("S42", "S43"), MEDIUM));
  }

  private static SpeciesProfile alpaca() {
    return new Written(Species.ALPACA)
        .profile(new HeatSum(120, 150, 180, List.of("S44", "S45", "S46"), MEDIUM));
  }

  private static SpeciesProfile goat() {
    return new Written(Species.GOAT)
        .by(GOOD, "S35")
        .says(COMFORT, TEMPERATURE, BELOW, 3)
        .says(COMFORT, TEMPERATURE, ABOVE, 21)
        .says(COMFORT, AMMONIA, ABOVE, 8)
        .says(HARM, AMMONIA, ABOVE, 15)
        .profile();
  }

  private static SpeciesProfile sheep() {
    return new Written(Species.SHEEP)
        .by(GOOD, "S36", "S37")
        .says(COMFORT, TEMPERATURE, BELOW, 2)
        .says(COMFORT, TEMPERATURE, ABOVE, 15)
        .profile();
  }

  /** A profile while it is written down. */
  private static final class Written {
    private final Species species;
    private final List<Bound> bounds = new ArrayList<>();
    private Confidence confidence = LOW;
    private List<String> sources = List.of();

    Written(Species species) {
      this.species = species;
    }

    Written by(Confidence sure, String... keys) {
      confidence = sure;
      sources = List.of(keys);
      return this;
    }

    Written says(Meaning meaning, Quantity quantity, Side side, double value) {
      bounds.add(new Bound(quantity, side, value, meaning, sources, confidence));
      return this;
    }

    SpeciesProfile profile() {
      return new SpeciesProfile(species, bounds, Optional.empty());
    }

    SpeciesProfile profile(HeatSum heat) {
      return new SpeciesProfile(species, bounds, Optional.of(heat));
    }
  }
}
