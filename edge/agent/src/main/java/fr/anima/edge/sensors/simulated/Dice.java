package fr.anima.edge.sensors.simulated;

import java.util.SplittableRandom;

/**
 * Chance that has no memory: a throw depends on the seed, a name and a number alone, so a value can
 * be computed for any time without those before it.
 */
final class Dice {
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long seed;

  Dice(long seed, String name) {
    this.seed = seed * SPREAD + name.hashCode();
  }

  /** The throws of that number. */
  SplittableRandom at(long number) {
    return new SplittableRandom(seed ^ (number * SPREAD + Long.rotateLeft(number, 31)));
  }

  /** A normally distributed throw: mean 0, deviation 1. */
  double gauss(long number) {
    return gauss(at(number));
  }

  static double gauss(SplittableRandom random) {
    // Box and Muller, 1958; 1 - u keeps the logarithm finite.
    return Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
        * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /** Wandering without jumps: throws every {@code step}, joined by straight lines. */
  double wander(long number, long step) {
    long lattice = Math.floorDiv(number, step);
    double part = Math.floorMod(number, step) / (double) step;
    return gauss(lattice) * (1 - part) + gauss(lattice + 1) * part;
  }

  /** A Poisson distributed throw (Knuth, in parts so that a large mean does not underflow). */
  int poisson(long number, double mean) {
    SplittableRandom random = at(number);
    int total = 0;
    for (double left = mean; left > 0; left -= 30) {
      double limit = Math.exp(-Math.min(left, 30));
      for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
        total++;
      }
    }
    return total;
  }
}
