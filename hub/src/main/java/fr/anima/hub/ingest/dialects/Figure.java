package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A value of somebody else's JSON as a number: devices send numbers as texts, contacts as booleans,
 * and nothing where a sensor is gone.
 *
 * @param flaw why it is no number; empty when it is one
 */
record Figure(double value, Optional<String> flaw) {
  private static final int SHOWN = 40;

  static Figure of(JsonNode node) {
    if (node.isBoolean()) {
      return good(node.booleanValue() ? 1 : 0);
    }
    if (node.isNumber()) {
      return finite(node.doubleValue(), node.asText());
    }
    if (node.isTextual()) {
      return ofText(node.textValue().strip());
    }
    return bad(node.isNull() || node.isMissingNode() ? "no value" : "a structure, not a number");
  }

  /** The number of that name; empty when it is absent or none. */
  static OptionalDouble optional(JsonNode object, String name) {
    Figure figure = of(object.path(name));
    return figure.flaw().isPresent() ? OptionalDouble.empty() : OptionalDouble.of(figure.value());
  }

  private static Figure ofText(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "ON", "TRUE" -> good(1);
      case "OFF", "FALSE" -> good(0);
      default -> ofDigits(text);
    };
  }

  private static Figure ofDigits(String text) {
    try {
      return finite(Double.parseDouble(text), text);
    } catch (NumberFormatException words) {
      return bad("“" + shown(text) + "” instead of a number");
    }
  }

  private static Figure finite(double value, String text) {
    return Double.isFinite(value) ? good(value) : bad(shown(text) + " instead of a number");
  }

  private static Figure good(double value) {
    return new Figure(value, Optional.empty());
  }

  private static Figure bad(String why) {
    return new Figure(Double.NaN, Optional.of(why));
  }

  private static String shown(String text) {
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN);
    return cut.replaceAll("\\p{Cntrl}", "?");
  }
}
