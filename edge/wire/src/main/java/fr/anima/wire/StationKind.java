package fr.anima.wire;

/** What a station is bolted to. */
public enum StationKind {
  /** Climate, levels and contacts of an animal enclosure. */
  ENCLOSURE,
  /** Positions and the cold box of a cargo bike. */
  BIKE,
  /** People passing a counter. */
  COUNTER;

  /** The word used on the wire and in configuration. */
  public String word() {
    return Words.of(this);
  }

  /** The kind of that word, or an error that lists the words. */
  public static StationKind ofWord(String word) {
    return Words.parse(StationKind.class, word);
  }
}
