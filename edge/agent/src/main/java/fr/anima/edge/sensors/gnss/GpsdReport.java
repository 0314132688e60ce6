package fr.anima.edge.sensors.gnss;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of gpsd: a JSON object whose {@code class} says what it is about. Only its own texts and
 * numbers are kept; nobody here needs what is nested in it, such as the list of satellites.
 *
 * @param kind the class, such as {@code TPV}, a report of time, position and velocity
 */
record GpsdReport(String kind, Map<String, String> texts, Map<String, Double> numbers) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Reads a line; empty when it is not one whole object with a class. */
  static Optional<GpsdReport> parse(String line) {
    Map<String, String> texts = new HashMap<>();
    Map<String, Double> numbers = new HashMap<>();
    try (JsonParser parser = JSON.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getText());
        } else if (value == JsonToken.VALUE_NUMBER_INT || value == JsonToken.VALUE_NUMBER_FLOAT) {
          numbers.put(name, parser.getDoubleValue());
        } else {
          parser.skipChildren();
        }
      }
      if (parser.nextToken() != null) {
        return Optional.empty();
      }
    } catch (IOException why) {
      return Optional.empty();
    }
    return Optional.ofNullable(texts.get("class")).map(it -> new GpsdReport(it, texts, numbers));
  }

  String text(String name) {
    return texts.getOrDefault(name, "");
  }

  OptionalDouble number(String name) {
    Double number = numbers.get(name);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }
}
