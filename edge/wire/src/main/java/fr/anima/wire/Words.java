package fr.anima.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Enum constants as the words of the wire: {@code BOX_TEMPERATURE} is {@code box-temperature}. */
final class Words {
  private Words() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Words of a sender as they may stand in a log and in an MQTT reason: short, no controls. */
  static String tame(String text, int most) {
    String cut = text.length() <= most ? text : text.substring(0, most) + "...";
    return cut.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}]", "?");
  }

  static <E extends Enum<E>> E parse(Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(word)) {
        return constant;
      }
    }
    String known =
        Arrays.stream(type.getEnumConstants()).map(Words::of).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("\"" + tame(word, 40) + "\" is none of: " + known);
  }
}
