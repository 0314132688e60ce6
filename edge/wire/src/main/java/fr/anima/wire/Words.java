package fr.anima.wire;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Enum constants as the words of the wire: {@code BOX_TEMPERATURE} is {@code box-temperature}. */
final class Words {
  /** By their words, made once: every message is read with these. */
  private static final ClassValue<Map<String, Enum<?>>> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Enum<?>> computeValue(Class<?> type) {
          Map<String, Enum<?>> constants = new LinkedHashMap<>();
          for (Object each : type.getEnumConstants()) {
            Enum<?> constant = (Enum<?>) each;
            constants.put(of(constant), constant);
          }
          return constants;
        }
      };

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
    Map<String, Enum<?>> constants = CONSTANTS.get(type);
    Enum<?> constant = constants.get(word);
    if (constant == null) {
      String known = String.join(", ", constants.keySet());
      throw new IllegalArgumentException("\"" + tame(word, 40) + "\" is none of: " + known);
    }
    return type.cast(constant);
  }
}
