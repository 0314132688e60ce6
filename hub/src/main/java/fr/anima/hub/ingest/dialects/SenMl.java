package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Fix;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Quantity;
import fr.anima.wire.WireJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * SenML (RFC 8428) on {@code senml/<station>}, as JSON or as CBOR. The base name is the device, the
 * name the field; a record without one is named by its unit. A time below 2^28 is relative to the
 * arrival.
 */
final class SenMl {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new CBORMapper();
  private static final double RELATIVE_BELOW = 268_435_456; // 2^28
  private static final int KNOWN_VERSION = 10;

  /** CBOR's arrays begin with a byte of major type 4; JSON's are ASCII. */
  private static final int CBOR_ARRAY = 0x80;

  static {
    ForeignJson.bound(JSON);
    ForeignJson.bound(CBOR);
  }

  /** The labels of JSON, and what stands for them in CBOR: RFC 8428, section 6. */
  private enum Label {
    BASE_NAME("bn", "-2"),
    BASE_TIME("bt", "-3"),
    BASE_UNIT("bu", "-4"),
    BASE_VALUE("bv", "-5"),
    VERSION("bver", "-1"),
    NAME("n", "0"),
    UNIT("u", "1"),
    VALUE("v", "2"),
    BOOLEAN("vb", "4"),
    TIME("t", "6");

    private final String word;
    private final String number;

    Label(String word, String number) {
      this.word = word;
      this.number = number;
    }

    Optional<JsonNode> of(JsonNode record) {
      JsonNode found = record.has(word) ? record.get(word) : record.path(number);
      return found.isMissingNode() ? Optional.empty() : Optional.of(found);
    }

    OptionalDouble number(JsonNode record) {
      Optional<JsonNode> found = of(record).filter(JsonNode::isNumber);
      return found.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(found.get().asDouble());
    }
  }

  /**
   * A record that needs no other to be understood.
   *
   * @param device its base name, or its name where it has none
   * @param time in seconds since 1970, or relative to now
   * @param value a number or boolean; empty for texts, data and sums
   */
  record Resolved(String device, String name, String unit, double time, Optional<JsonNode> value) {
    String fullName() {
      return device.equals(name) ? name : device + name;
    }

    /** The field of the device: its own name, else its unit; with neither, its name again. */
    String field() {
      boolean unnamed = device.equals(name) || name.isEmpty();
      return unnamed && !unit.isEmpty() ? unit : name;
    }
  }

  private SenMl() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String own = "senml/" + speaker.station().value();
    if (!publish.topic().equals(own)) {
      return Heard.foreign(own);
    }
    byte[] payload = publish.payload();
    boolean cbor = payload.length > 0 && (payload[0] & 0xe0) == CBOR_ARRAY;
    return ForeignJson.tree(cbor ? CBOR : JSON, payload, pack -> pack(pack, arrival));
  }

  private static Heard pack(JsonNode pack, Instant arrival) {
    Optional<String> flaw = flaw(pack);
    if (flaw.isPresent()) {
      return Heard.objection(Kind.UNREADABLE, flaw.get());
    }
    Map<String, List<Resolved>> together = new LinkedHashMap<>();
    for (Resolved each : resolve(pack)) {
      together
          .computeIfAbsent(each.time() + " " + each.device(), it -> new ArrayList<>())
          .add(each);
    }
    return Heard.of(together.values().stream().map(it -> report(it, arrival)).toList());
  }

  private static Optional<String> flaw(JsonNode pack) {
    if (!pack.isArray() || pack.isEmpty() || pack.size() > WireJson.MOST_MESSAGES) {
      return Optional.of("a pack is an array of 1 to " + WireJson.MOST_MESSAGES + " records");
    }
    for (JsonNode record : pack) {
      if (!record.isObject()) {
        return Optional.of("a record is an object");
      }
      if (Label.VERSION.number(record).orElse(KNOWN_VERSION) > KNOWN_VERSION) {
        return Optional.of("a version of SenML after 10, the one of RFC 8428");
      }
      Iterable<String> labels = record::fieldNames;
      for (String label : labels) {
        if (label.endsWith("_")) {
          return Optional.of("a label that must be understood, and is not");
        }
      }
    }
    return Optional.empty();
  }

  /** Section 4.6: the base values of earlier records are in every record. */
  static List<Resolved> resolve(JsonNode pack) {
    List<Resolved> resolved = new ArrayList<>();
    String baseName = "";
    String baseUnit = "";
    double baseTime = 0;
    OptionalDouble baseValue = OptionalDouble.empty();
    for (JsonNode record : pack) {
      baseName = Label.BASE_NAME.of(record).map(JsonNode::asText).orElse(baseName);
      baseUnit = Label.BASE_UNIT.of(record).map(JsonNode::asText).orElse(baseUnit);
      baseTime = Label.BASE_TIME.number(record).orElse(baseTime);
      OptionalDouble own = Label.BASE_VALUE.number(record);
      baseValue = own.isPresent() ? own : baseValue;
      String name = Label.NAME.of(record).map(JsonNode::asText).orElse("");
      resolved.add(
          new Resolved(
              baseName.isEmpty() ? name : baseName,
              name,
              Label.UNIT.of(record).map(JsonNode::asText).orElse(baseUnit),
              baseTime + Label.TIME.number(record).orElse(0),
              value(record, baseValue)));
    }
    return resolved;
  }

  private static Optional<JsonNode> value(JsonNode record, OptionalDouble baseValue) {
    Optional<JsonNode> yes = Label.BOOLEAN.of(record).filter(JsonNode::isBoolean);
    if (yes.isPresent()) {
      return Optional.of(BooleanNode.valueOf(yes.get().booleanValue()));
    }
    Optional<JsonNode> said = Label.VALUE.of(record);
    if (said.isPresent() && !said.get().isNumber()) {
      return said;
    }
    OptionalDouble number = Label.VALUE.number(record);
    return number.isEmpty() && baseValue.isEmpty()
        ? Optional.empty()
        : Optional.of(DoubleNode.valueOf(number.orElse(0) + baseValue.orElse(0)));
  }

  private static Report report(List<Resolved> together, Instant arrival) {
    Resolved first = together.get(0);
    List<Field> fields = new ArrayList<>();
    OptionalDouble latitude = OptionalDouble.empty();
    OptionalDouble longitude = OptionalDouble.empty();
    for (Resolved each : together) {
      OptionalDouble number =
          each.value().filter(JsonNode::isNumber).stream()
              .mapToDouble(JsonNode::asDouble)
              .findAny();
      switch (each.unit()) {
        case "lat" -> latitude = number;
        case "lon" -> longitude = number;
        default -> fields.add(field(each));
      }
    }
    Report report = Report.of(device(first), Optional.empty(), fields);
    if (latitude.isPresent() && longitude.isPresent()) {
      report =
          report.with(
              new Fix(
                  latitude.getAsDouble(),
                  longitude.getAsDouble(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty(),
                  OptionalDouble.empty()));
    }
    return timed(report, first, arrival);
  }

  private static Report timed(Report report, Resolved record, Instant arrival) {
    if (Math.abs(record.time()) < RELATIVE_BELOW) {
      long millis = Math.round(record.time() * 1000);
      return millis == 0
          ? report
          : report.taken(arrival.plusMillis(millis), ClockQuality.ESTIMATED);
    }
    return report.taken(
        ForeignJson.seconds(OptionalDouble.of(record.time())).orElse(Instant.EPOCH),
        ClockQuality.SYNCED);
  }

  /** What people call it: without the separator that joins it to a name. */
  private static String device(Resolved record) {
    String device = record.device().replaceAll("[:/.]$", "");
    return device.isEmpty() ? "-" : device;
  }

  private static Field field(Resolved record) {
    Optional<Quantity> quantity = record.value().flatMap(it -> quantity(record));
    JsonNode value = record.value().orElse(BooleanNode.FALSE);
    Optional<String> unit = Optional.of(record.unit()).filter(it -> !it.isEmpty());
    return new Field(record.field(), value, quantity, unit, Optional.empty());
  }

  /** A name that is one of our words says it; else a unit that only one quantity has. */
  private static Optional<Quantity> quantity(Resolved record) {
    return Arrays.stream(Quantity.values())
        .filter(it -> it.word().equals(record.name()))
        .findFirst()
        .or(
            () ->
                switch (record.unit()) {
                  case "Cel", "K" -> Optional.of(Quantity.TEMPERATURE);
                  case "%RH" -> Optional.of(Quantity.HUMIDITY);
                  case "Pa", "hPa" -> Optional.of(Quantity.PRESSURE);
                  case "lx" -> Optional.of(Quantity.LIGHT);
                  case "%EL" -> Optional.of(Quantity.BATTERY);
                  default -> Optional.empty();
                });
  }
}
