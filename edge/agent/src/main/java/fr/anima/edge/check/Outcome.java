package fr.anima.edge.check;

/**
 * What came of asking a sensor.
 *
 * @param isWell whether it works
 * @param words what it says, or what is wrong and what to do
 */
record Outcome(boolean isWell, String words) {
  static Outcome well(String words) {
    return new Outcome(true, words);
  }

  static Outcome wrong(String words) {
    return new Outcome(false, words);
  }
}
