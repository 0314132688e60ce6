package fr.anima.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Readings as nearly all of them are, in one pass over their bytes: a third of the time and a fifth
 * of the memory of a tree, several times for each message on its way through the hub. What is in
 * any way unusual is left to {@link MessageReader}, which judges it and says what is wrong: this
 * accepts nothing that {@link MessageReader} would not read as the same.
 */
final class ReadingsReader {
  private String station = "";
  private String measuredAt = "";
  private String clock = "";
  private long boot;
  private long sequence;
  private final List<Measurement> values = new ArrayList<>(4);

  private ReadingsReader() {}

  /**
   * The object that begins at the parser's current token; empty when it is not the usual one, and
   * then the parser stands anywhere.
   */
  static Optional<Readings> read(JsonParser json) throws IOException {
    try {
      return new ReadingsReader().message(json);
    } catch (IllegalArgumentException | DateTimeException unusual) {
      return Optional.empty();
    }
  }

  private Optional<Readings> message(JsonParser json) throws IOException {
    int fields = 0;
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      int field = field(json);
      if (field == 0 || (fields & field) != 0) {
        return Optional.empty();
      }
      fields |= field;
    }
    if (fields != 0b111111 || json.currentToken() != JsonToken.END_OBJECT) {
      return Optional.empty();
    }
    Stamp stamp =
        new Stamp(
            new StationId(station),
            boot,
            sequence,
            IsoTime.read(measuredAt),
            ClockQuality.ofWord(clock));
    return Optional.of(new Readings(stamp, values));
  }

  /** One bit for each field that was understood, 0 for any other. */
  private int field(JsonParser json) throws IOException {
    String name = json.currentName();
    JsonToken value = json.nextToken();
    return switch (name) {
      case "station" -> {
        station = json.getText();
        yield value == JsonToken.VALUE_STRING ? 1 : 0;
      }
      case "boot" -> {
        boot = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
        yield value == JsonToken.VALUE_NUMBER_INT ? 2 : 0;
      }
      case "sequence" -> {
        sequence = value == JsonToken.VALUE_NUMBER_INT ? json.getLongValue() : 0;
        yield value == JsonToken.VALUE_NUMBER_INT ? 4 : 0;
      }
      case "measuredAt" -> {
        measuredAt = json.getText();
        yield value == JsonToken.VALUE_STRING ? 8 : 0;
      }
      case "clock" -> {
        clock = json.getText();
        yield value == JsonToken.VALUE_STRING ? 16 : 0;
      }
      case "readings" -> value == JsonToken.START_ARRAY && measurements(json) ? 32 : 0;
      default -> 0;
    };
  }

  private boolean measurements(JsonParser json) throws IOException {
    JsonToken next = json.nextToken();
    while (next == JsonToken.START_OBJECT) {
      if (!measurement(json)) {
        return false;
      }
      next = json.nextToken();
    }
    return next == JsonToken.END_ARRAY;
  }

  /** In the order in which our own agents write them. */
  private boolean measurement(JsonParser json) throws IOException {
    if (!"quantity".equals(json.nextFieldName()) || json.nextToken() != JsonToken.VALUE_STRING) {
      return false;
    }
    Quantity quantity = Quantity.ofWord(json.getText());
    if (!"value".equals(json.nextFieldName()) || !json.nextToken().isNumeric()) {
      return false;
    }
    double value = json.getDoubleValue();
    if (!"unit".equals(json.nextFieldName())
        || json.nextToken() != JsonToken.VALUE_STRING
        || !quantity.unit().equals(json.getText())) {
      return false;
    }
    values.add(new Measurement(quantity, value));
    return json.nextToken() == JsonToken.END_OBJECT;
  }
}
