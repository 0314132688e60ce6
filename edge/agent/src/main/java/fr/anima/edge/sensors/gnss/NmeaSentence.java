package fr.anima.edge.sensors.gnss;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One sentence of NMEA 0183, checksum verified: {@code $GPRMC,...*hh}. A pure parser; what it does
 * not recognise as undamaged it does not return.
 *
 * @param talker who speaks, two letters such as GP, GN, GL, GA, BD; empty for proprietary sentences
 * @param type three letters such as RMC; for proprietary sentences the whole address
 * @param fields everything after the address, empty fields included
 */
public record NmeaSentence(String talker, String type, List<String> fields) {
  /**
   * Longest sentence taken, in characters: the standard says 82, real receivers with many decimals
   * exceed it, a damaged stream without line ends exceeds anything.
   */
  static final int LONGEST = 256;

  private static final int ADDRESS = 5;

  /** Keeps a copy. */
  public NmeaSentence {
    fields = List.copyOf(fields);
  }

  /**
   * Reads a line that starts with {@code $}. Empty when the checksum is missing or wrong, when
   * anything but spaces follows it, or when a character is not printable ASCII.
   */
  public static Optional<NmeaSentence> parse(String line) {
    String text = line.stripTrailing();
    int star = text.length() - 3;
    if (star < 2 || text.length() > LONGEST || text.charAt(0) != '$' || text.charAt(star) != '*') {
      return Optional.empty();
    }
    String body = text.substring(1, star);
    if (!isPrintable(body) || checksum(body) != claimed(text.substring(star + 1))) {
      return Optional.empty();
    }
    String[] parts = body.split(",", -1);
    String address = parts[0];
    List<String> fields = List.of(parts).subList(1, parts.length);
    return Optional.of(
        address.length() == ADDRESS && address.charAt(0) != 'P'
            ? new NmeaSentence(address.substring(0, 2), address.substring(2), fields)
            : new NmeaSentence("", address, fields));
  }

  /** The field of that index from 0, without spaces; empty text when the sentence is shorter. */
  String field(int index) {
    return index < fields.size() ? fields.get(index).strip() : "";
  }

  /** The field as a number; empty when there is none. */
  OptionalDouble number(int index) {
    String text = field(index);
    if (text.isEmpty() || !text.chars().allMatch(c -> "0123456789.+-".indexOf(c) >= 0)) {
      return OptionalDouble.empty();
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException why) {
      return OptionalDouble.empty();
    }
  }

  private static boolean isPrintable(String body) {
    return body.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '$');
  }

  private static int checksum(String body) {
    return body.chars().reduce(0, (sum, c) -> sum ^ c);
  }

  /** The two hexadecimal digits as a number, -1 when they are none. */
  private static int claimed(String digits) {
    int high = Character.digit(digits.charAt(0), 16);
    int low = Character.digit(digits.charAt(1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
