package fr.anima.edge.sensors.analog;

import java.util.Arrays;
import java.util.List;

/**
 * One input of an ADS1115 or ADS1015 and what its voltage means.
 *
 * @param multiplexer the code of {@link #multiplexer(String)}
 * @param quantity the word of what is measured
 * @param calibration from volts at the input to that quantity's unit
 */
public record AdsInput(
    int multiplexer, FullScale fullScale, String quantity, CalibrationTable calibration) {
  /** In the order of the codes 0 to 7 (data sheet ADS111x, table 8-3, field MUX). */
  private static final List<String> MULTIPLEXER =
      List.of("0-1", "0-3", "1-3", "2-3", "0", "1", "2", "3");

  /** The gains, by the voltage that they make full scale (the same table, field PGA). */
  public enum FullScale {
    /** ±6.144 V, but never more than the supply at an input. */
    VOLTS_6_144(0, 6.144),
    /** ±4.096 V. */
    VOLTS_4_096(1, 4.096),
    /** ±2.048 V, as after power-on. */
    VOLTS_2_048(2, 2.048),
    /** ±1.024 V. */
    VOLTS_1_024(3, 1.024),
    /** ±0.512 V. */
    VOLTS_0_512(4, 0.512),
    /** ±0.256 V. */
    VOLTS_0_256(5, 0.256);

    private final int code;
    private final double volts;

    FullScale(int code, double volts) {
      this.code = code;
      this.volts = volts;
    }

    /** The gain with that full scale, or an error that lists them. */
    public static FullScale of(double volts) {
      return Arrays.stream(values())
          .filter(it -> it.volts == volts)
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      "write one of 6.144, 4.096, 2.048, 1.024, 0.512, 0.256"));
    }

    /** Volts of a conversion: full scale is 32768, also for the twelve bits of an ADS1015. */
    double volts(short conversion) {
      return conversion * volts / 32768;
    }
  }

  /** The code of an input against ground such as {@code 0}, or of two such as {@code 0-1}. */
  public static int multiplexer(String input) {
    int code = MULTIPLEXER.indexOf(input);
    if (code < 0) {
      throw new IllegalArgumentException("write one of " + String.join(", ", MULTIPLEXER));
    }
    return code;
  }

  /**
   * The configuration that starts one conversion at the slowest rate, which lets the least noise
   * through: begin (bit 15), input, gain, one shot (bit 8), rate 0, comparator off (the same
   * table).
   */
  int configuration() {
    return 0x8000 | multiplexer << 12 | fullScale.code << 9 | 0x0100 | 0x0003;
  }

  /** Its name on the board. */
  String name() {
    return "A" + MULTIPLEXER.get(multiplexer);
  }
}
