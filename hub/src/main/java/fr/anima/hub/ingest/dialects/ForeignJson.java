package fr.anima.hub.ingest.dialects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import fr.anima.wire.WireJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Reads what others write: more forgiving than for our own stations, and as bounded. */
final class ForeignJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final double LATEST_SECOND = 253_402_300_799.0; // the end of the year 9999

  static {
    bound(JSON);
  }

  private ForeignJson() {}

  /** What follows from the one JSON object of a payload, or the objection that it is none. */
  static Heard object(byte[] payload, Function<JsonNode, Heard> then) {
    return tree(
        JSON,
        payload,
        tree ->
            tree.isObject()
                ? then.apply(tree)
                : Heard.objection(Said.Objection.Kind.UNREADABLE, "not a JSON object"));
  }

  /** What follows from the tree of a payload, read by that mapper. */
  static Heard tree(ObjectMapper mapper, byte[] payload, Function<JsonNode, Heard> then) {
    if (payload.length > WireJson.MOST_BYTES) {
      return Heard.objection(
          Said.Objection.Kind.TOO_LARGE,
          payload.length + " bytes; expected at most " + WireJson.MOST_BYTES);
    }
    try {
      return then.apply(mapper.readTree(payload));
    } catch (IOException why) {
      return Heard.objection(Said.Objection.Kind.UNREADABLE, "not readable: " + firstLine(why));
    }
  }

  /** No deeper and no longer than devices need. */
  static void bound(ObjectMapper mapper) {
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(16)
                .maxStringLength(16_384)
                .maxNumberLength(64)
                .build());
  }

  /** Seconds since 1970 as an instant, to the millisecond; empty when that is no time. */
  static Optional<Instant> seconds(OptionalDouble seconds) {
    if (seconds.isEmpty() || Math.abs(seconds.getAsDouble()) > LATEST_SECOND) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochMilli(Math.round(seconds.getAsDouble() * 1000)));
  }

  /**
   * A text such as 2026-11-23T10:00:00Z as an instant, to the millisecond; empty when it is none.
   */
  static Optional<Instant> instant(JsonNode text) {
    try {
      return Optional.of(
          java.time.OffsetDateTime.parse(text.asText()).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static String firstLine(IOException why) {
    String message =
        why instanceof JsonProcessingException json
            ? json.getOriginalMessage()
            : String.valueOf(why.getMessage());
    String line = message.lines().findFirst().orElse("unknown reason");
    return line.length() <= 200 ? line : line.substring(0, 200);
  }
}
