package fr.anima.edge.sensors.climate;

import java.util.OptionalDouble;

/**
 * The factory calibration of one BME280 or BMP280, and the compensation formulas in double
 * precision of Bosch's data sheet BST-BME280-DS002, section 4.2.3 and appendix 8.1. Pure.
 */
final class Bme280Calibration {
  /** Registers 0x88 to 0xA1. */
  static final int FIRST_BLOCK = 26;

  /** Registers 0xE1 to 0xE7. */
  static final int SECOND_BLOCK = 7;

  private final int[] t;
  private final int[] p;
  private final int[] h;

  /**
   * The coefficients as numbered in the data sheet's table 16.
   *
   * @param t T1 to T3
   * @param p P1 to P9
   * @param h H1 to H6; empty for a BMP280, which does not measure humidity
   */
  Bme280Calibration(int[] t, int[] p, int[] h) {
    this.t = t.clone();
    this.p = p.clone();
    this.h = h.clone();
  }

  /** From the registers 0x88 to 0xA1, of a device without humidity. */
  static Bme280Calibration of(byte[] first) {
    int[] t = {unsigned(first, 0), signed(first, 2), signed(first, 4)};
    int[] p = new int[9];
    p[0] = unsigned(first, 6);
    for (int i = 1; i < p.length; i++) {
      p[i] = signed(first, 6 + 2 * i);
    }
    return new Bme280Calibration(t, p, new int[0]);
  }

  /** From the registers 0x88 to 0xA1 and 0xE1 to 0xE7. */
  static Bme280Calibration of(byte[] first, byte[] second) {
    Bme280Calibration dry = of(first);
    int[] h = {
      first[25] & 0xFF,
      signed(second, 0),
      second[2] & 0xFF,
      // H4 and H5 have 12 bits each and share register 0xE5.
      second[3] << 4 | (second[4] & 0x0F),
      second[5] << 4 | (second[4] & 0xF0) >> 4,
      second[6]
    };
    return new Bme280Calibration(dry.t, dry.p, h);
  }

  /** The temperature in its fine resolution, 1/5120 °C, which the other formulas need. */
  double fineTemperature(int raw) {
    double one = (raw / 16384.0 - t[0] / 1024.0) * t[1];
    double two = raw / 131072.0 - t[0] / 8192.0;
    return one + two * two * t[2];
  }

  /** Air temperature in °C. */
  double celsius(double fine) {
    return fine / 5120.0;
  }

  /** Air pressure in Pa; empty when the calibration cannot be a real one (division by zero). */
  OptionalDouble pascal(int raw, double fine) {
    double v1 = fine / 2.0 - 64000.0;
    double v2 = v1 * v1 * p[5] / 32768.0;
    v2 = v2 + v1 * p[4] * 2.0;
    v2 = v2 / 4.0 + p[3] * 65536.0;
    v1 = (p[2] * v1 * v1 / 524288.0 + p[1] * v1) / 524288.0;
    v1 = (1.0 + v1 / 32768.0) * p[0];
    if (v1 == 0) {
      return OptionalDouble.empty();
    }
    double pressure = 1048576.0 - raw;
    pressure = (pressure - v2 / 4096.0) * 6250.0 / v1;
    v1 = p[8] * pressure * pressure / 2147483648.0;
    v2 = pressure * p[7] / 32768.0;
    return OptionalDouble.of(pressure + (v1 + v2 + p[6]) / 16.0);
  }

  /** Relative humidity in %, held within 0 to 100; empty for a BMP280. */
  OptionalDouble relativeHumidity(int raw, double fine) {
    if (h.length == 0) {
      return OptionalDouble.empty();
    }
    double x = fine - 76800.0;
    x =
        (raw - (h[3] * 64.0 + h[4] / 16384.0 * x))
            * (h[1] / 65536.0 * (1.0 + h[5] / 67108864.0 * x * (1.0 + h[2] / 67108864.0 * x)));
    x = x * (1.0 - h[0] * x / 524288.0);
    return OptionalDouble.of(Math.max(0, Math.min(100, x)));
  }

  private static int unsigned(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
  }

  private static int signed(byte[] bytes, int at) {
    return (short) unsigned(bytes, at);
  }
}
