package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.databind.JsonNode;
import fr.anima.hub.ingest.dialects.Heard.Field;
import fr.anima.hub.ingest.dialects.Heard.Fix;
import fr.anima.hub.ingest.dialects.Heard.Report;
import fr.anima.hub.ingest.dialects.Said.Objection.Kind;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The OwnTracks app (owntracks.org/booklet/tech/json): one JSON object on {@code
 * owntracks/<user>/<device>}, the user being the station. Only {@code location} is a fix: {@code
 * tst} is when it was taken, in seconds since 1970. A {@code transition} tells of the app's own
 * regions, at 0, 0 for beacons, and the location beside it is sent as well.
 */
final class OwnTracks {
  /** A circle wider than this does not tell one street of the centre from the next. */
  private static final double VAGUE_METRES = 200;

  private static final double KMH = 3.6;
  private static final Set<String> OF_THE_FIX =
      Set.of("_type", "tst", "lat", "lon", "acc", "alt", "vel", "cog");

  private OwnTracks() {}

  static Heard hear(Dialects.Speaker speaker, Dialects.Publish publish, Instant arrival) {
    String[] level = publish.topic().split("/", -1);
    String user = speaker.station().value();
    if (level.length < 3
        || level.length > 4
        || !level[0].equals("owntracks")
        || !level[1].equals(user)
        || level[2].isEmpty()) {
      return Heard.foreign("owntracks/" + user + "/{device}; in the app, the user is the station");
    }
    String device = level[2];
    if (publish.payload().length == 0) {
      return Heard.aside(device, "empty"); // a friend that was deleted on the phone
    }
    return ForeignJson.object(publish.payload(), it -> message(device, it));
  }

  private static Heard message(String device, JsonNode message) {
    String type = message.path("_type").asText();
    return switch (type) {
      case "location" -> location(device, message);
      case "encrypted" ->
          Heard.objection(
              Kind.UNREADABLE, "encrypted by the app; clear its secret key and connect with TLS");
      case "" -> Heard.objection(Kind.UNREADABLE, "no _type, which every OwnTracks message has");
      default -> Heard.aside(device, type);
    };
  }

  private static Heard location(String device, JsonNode message) {
    Optional<Instant> at = ForeignJson.seconds(Figure.optional(message, "tst"));
    OptionalDouble latitude = Figure.optional(message, "lat");
    OptionalDouble longitude = Figure.optional(message, "lon");
    if (at.isEmpty() || latitude.isEmpty() || longitude.isEmpty()) {
      return Heard.objection(Kind.UNREADABLE, "a location has tst, lat and lon, all numbers");
    }
    Report report = Report.of(device, at, fields(message));
    OptionalDouble accuracy = Figure.optional(message, "acc");
    if (accuracy.isPresent()
        && !(accuracy.getAsDouble() > 0 && accuracy.getAsDouble() <= VAGUE_METRES)) {
      return Heard.of(report)
          .butFor(
              Kind.INACCURATE_FIX,
              "accuracy " + accuracy.getAsDouble() + " m; expected more than 0, at most 200 m");
    }
    Fix fix =
        new Fix(
            latitude.getAsDouble(),
            longitude.getAsDouble(),
            Figure.optional(message, "alt"),
            known(Figure.optional(message, "vel"), KMH),
            known(Figure.optional(message, "cog"), 1));
    return Heard.of(report.with(fix));
  }

  private static List<Field> fields(JsonNode message) {
    List<Field> fields = new ArrayList<>();
    message
        .properties()
        .forEach(
            it -> {
              if (!OF_THE_FIX.contains(it.getKey())) {
                fields.add(field(it.getKey(), it.getValue()));
              }
            });
    return fields;
  }

  private static Field field(String name, JsonNode value) {
    return switch (name) {
      case "batt" -> Field.of(name, value, Quantity.BATTERY, "%");
      case "p" -> Field.of(name, value, Quantity.PRESSURE, "kPa");
      default -> Field.unknown(name, value);
    };
  }

  /** The app says -1 for "I do not know". */
  private static OptionalDouble known(OptionalDouble value, double divisor) {
    return value.isPresent() && value.getAsDouble() >= 0
        ? OptionalDouble.of(value.getAsDouble() / divisor)
        : OptionalDouble.empty();
  }
}
