package fr.anima.hub.animals.species;

import fr.anima.wire.Quantity;
import java.util.List;
import java.util.Locale;

/**
 * One end of a range that somebody has written down.
 *
 * @param side on which side of the value it is no longer good
 * @param value in the unit of the quantity
 * @param sources where it is written; keys of {@link Profiles#SOURCES}
 */
record Bound(
    Quantity quantity,
    Side side,
    double value,
    Meaning meaning,
    List<String> sources,
    Confidence confidence) {
  Bound {
    sources = List.copyOf(sources);
    if (!quantity.isPossible(value)) {
      throw new IllegalArgumentException(quantity.word() + " is never " + value);
    }
  }

  /** Which side of a bound is the bad one; the words of a limit. */
  enum Side {
    /** Too much. */
    ABOVE,
    /** Too little. */
    BELOW;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Side opposite() {
      return this == ABOVE ? BELOW : ABOVE;
    }

    /** Whether one value leaves less room than another. */
    boolean isStricter(double one, double other) {
      return this == ABOVE ? one < other : one > other;
    }
  }

  /** What lies beyond the bound. */
  enum Meaning {
    /** They are less comfortable; limits are proposed from these. */
    COMFORT,
    /** They are harmed. */
    HARM,
    /** They seek shelter, so there must be one; no reason to call anybody. */
    SHELTER
  }

  /** How far a figure can be trusted, the surest first. */
  enum Confidence {
    /** Written by vets, institutes or breeders' guides for this species. */
    GOOD,
    /** At second hand, or for other conditions. */
    MEDIUM,
    /** Nobody answers for it. */
    LOW
  }
}
