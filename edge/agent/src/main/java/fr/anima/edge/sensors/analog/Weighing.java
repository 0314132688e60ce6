package fr.anima.edge.sensors.analog;

import fr.anima.edge.sensors.SensorException;
import java.util.Arrays;
import java.util.List;

/**
 * How counts of a load cell become kilograms. Pure.
 *
 * @param tareCounts what the empty trough reads
 * @param countsPerKilogram what a kilogram adds; negative where the cell hangs the other way up
 * @param readings how many are taken for one weight
 * @param spreadKilograms readings further than this from the middle one are an animal's push, a
 *     gust or a disturbed line
 */
public record Weighing(
    long tareCounts, double countsPerKilogram, int readings, double spreadKilograms) {
  /** Ends of the 24 bits, where the amplifier clips (data sheet HX711, "output data"). */
  private static final int HIGHEST = 0x7FFFFF;

  private static final int LOWEST = -0x800000;

  /** Refuses what cannot weigh. */
  public Weighing {
    if (!(Math.abs(countsPerKilogram) > 0) || readings < 1 || !(spreadKilograms > 0)) {
      throw new IllegalArgumentException(
          "counts per kilogram must not be 0, readings at least 1, spread above 0");
    }
  }

  /**
   * The mean of the readings near the middle one.
   *
   * @throws SensorException when the cell is overloaded or fewer than half of the readings agree
   */
  double kilograms(List<Integer> counts) throws SensorException {
    int[] sorted = counts.stream().mapToInt(Integer::intValue).sorted().toArray();
    int middle = sorted[sorted.length / 2];
    if (middle == HIGHEST || middle == LOWEST) {
      throw new SensorException(
          "hx711: the amplifier is at its end; the cell is overloaded or one of its wires torn");
    }
    double spread = spreadKilograms * Math.abs(countsPerKilogram);
    double[] near =
        Arrays.stream(sorted)
            .filter(it -> Math.abs(it - middle) <= spread)
            .asDoubleStream()
            .toArray();
    if (near.length * 2 <= sorted.length) {
      throw new SensorException(
          "hx711: readings scatter by "
              + Math.round(
                  (sorted[sorted.length - 1] - sorted[0]) / Math.abs(countsPerKilogram) * 1000)
              + " g; check the cell's screws and cable, or allow more spread_kg");
    }
    return (Arrays.stream(near).average().orElse(middle) - tareCounts) / countsPerKilogram;
  }

  /** Two's complement of 24 bits. */
  static int signed(int bits) {
    return bits << 8 >> 8;
  }
}
