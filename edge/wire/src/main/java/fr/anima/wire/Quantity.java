package fr.anima.wire;

/**
 * What can be measured: a closed list, each quantity with its one unit and the range outside which
 * a value is physically impossible for the sensors we know.
 *
 * <p>Units are the codes of SenML (RFC 8428, section 12.1) where it has one. Contacts are 0 or 1.
 */
public enum Quantity {
  /** Air temperature; a Pi and its animals live well inside this range. */
  TEMPERATURE("Cel", -60, 100),
  /** Relative humidity of the air. */
  HUMIDITY("%RH", 0, 100),
  /** Air pressure, not reduced to sea level. */
  PRESSURE("hPa", 300, 1100),
  /** Ammonia in the air. */
  AMMONIA("ppm", 0, 1000),
  /** Carbon dioxide in the air. */
  CARBON_DIOXIDE("ppm", 0, 50_000),
  /** Filling of a drinker or tank. */
  WATER_LEVEL("%", 0, 100),
  /** Weight of the feed that is left. */
  FEED_WEIGHT("kg", -5, 5000),
  /** Illuminance. */
  LIGHT("lx", 0, 200_000),
  /** Sound pressure level, A-weighted. */
  SOUND("dBA", 0, 150),
  /** A door contact: 1 is open. */
  DOOR("bool", 0, 1),
  /** A motion detector: 1 is motion. */
  MOTION("bool", 0, 1),
  /** Charge of the station's or the bike's battery. */
  BATTERY("%", 0, 100),
  /** Temperature inside a cargo box. */
  BOX_TEMPERATURE("Cel", -60, 100),
  /** A fan, buzzer or other output of the station: 1 is on. */
  OUTPUT("bool", 0, 1);

  private final String word = Words.of(this);
  private final String unit;
  private final double lowest;
  private final double highest;

  Quantity(String unit, double lowest, double highest) {
    this.unit = unit;
    this.lowest = lowest;
    this.highest = highest;
  }

  /** The only unit this quantity travels in. */
  public String unit() {
    return unit;
  }

  /** Whether a value can exist at all; false for NaN and the infinities. */
  public boolean isPossible(double value) {
    return value >= lowest
        && value <= highest
        && (!"bool".equals(unit) || value == 0 || value == 1);
  }

  /** The possible range in words, for error messages. */
  public String range() {
    return "bool".equals(unit) ? "0 or 1" : lowest + " to " + highest + " " + unit;
  }

  /** The word used on the wire. */
  public String word() {
    return word;
  }

  /** The quantity of that word, or an error that lists the words. */
  public static Quantity ofWord(String word) {
    return Words.parse(Quantity.class, word);
  }
}
