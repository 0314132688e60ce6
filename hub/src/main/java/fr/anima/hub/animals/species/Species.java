package fr.anima.hub.animals.species;

import java.util.Locale;

/** The species this farm keeps; the order is the one in which they are listed. */
public enum Species {
  /** Cavia porcellus. */
  GUINEA_PIG,
  /** Oryctolagus cuniculus. */
  RABBIT,
  /** Laying hens, and the cocks among them. */
  HEN,
  /** Equus asinus. */
  DONKEY,
  /** Small breeds of Equus caballus. */
  MINIATURE_HORSE,
  /** Vicugna pacos. */
  ALPACA,
  /** Capra hircus. */
  GOAT,
  /** Ovis aries. */
  SHEEP,
  /** Any other: it can be registered, but nothing is proposed for it. */
  OTHER;

  /** The word used in the contract and in the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The species of that word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Species ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
