package fr.anima.edge.sensors.climate;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The nine bytes of a DS18B20's memory as Linux tells them: two lines, the first with the verdict
 * on the checksum. Pure.
 */
final class Scratchpad {
  private static final int LENGTH = 9;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final Pattern FIRST_LINE =
      Pattern.compile("((?:[0-9a-f]{2} ){9}): crc=[0-9a-f]{2} (YES|NO)");

  private final byte[] bytes;

  private Scratchpad(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * What {@code w1_slave} says. The second line's {@code t=} is not used: it is there also when the
   * first line says NO, and then it is an old one.
   *
   * @throws IllegalArgumentException with what is wrong and what to do
   */
  static Scratchpad ofKernel(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0).strip());
    if (!first.matches()) {
      throw new IllegalArgumentException("w1_slave is not nine bytes and a verdict");
    }
    if (first.group(2).equals("NO")) {
      throw new IllegalArgumentException(
          "the checksum was wrong; check the 4.7 kOhm pull-up and the length of the cable");
    }
    return of(HEX.parseHex(first.group(1).strip()));
  }

  /**
   * Nine bytes off the bus.
   *
   * @throws IllegalArgumentException when they cannot be a scratchpad
   */
  static Scratchpad of(byte[] nine) {
    boolean isNothing = true;
    for (byte each : nine) {
      isNothing &= each == 0;
    }
    if (nine.length != LENGTH || isNothing) {
      // The checksum of zeros is zero: a line held low would read as 0.0 °C.
      throw new IllegalArgumentException("only zeros came; check ground, data and supply wires");
    }
    if (crc(nine, LENGTH - 1) != (nine[LENGTH - 1] & 0xFF)) {
      throw new IllegalArgumentException(
          "the bytes do not fit their checksum; check the pull-up and the length of the cable");
    }
    return new Scratchpad(nine.clone());
  }

  double celsius() {
    return celsius(bytes[0], bytes[1]);
  }

  /** 1/16 °C per bit, two's complement (data sheet DS18B20, figure 4). */
  static double celsius(byte low, byte high) {
    return (high << 8 | (low & 0xFF)) / 16.0;
  }

  /**
   * CRC-8 of 1-Wire: x^8 + x^5 + x^4 + 1, lowest bit first, start 0 (Maxim application note 27).
   */
  static int crc(byte[] bytes, int length) {
    int crc = 0;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) != 0 ? crc >> 1 ^ 0x8C : crc >> 1;
      }
    }
    return crc;
  }
}
