package fr.anima.hub.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one flaw worth telling out of all that a schema check complains of: the deepest cause, not
 * the parts that contain it.
 *
 * @param pointer JSON pointer to the offending value
 * @param expected what the contract asks for there
 */
record SchemaFlaw(String pointer, String expected) {
  private static final Set<String> CONTAINING = Set.of("properties", "items", "$ref", "allOf");
  private static final Pattern NAMED = Pattern.compile("required property \"(.*)\"");

  /** The flaw, or nothing when the value fits. */
  static Optional<SchemaFlaw> of(JsonSchema schema, OutputUnit judgement) {
    if (Boolean.TRUE.equals(judgement.getValid())) {
      return Optional.empty();
    }
    List<OutputUnit> causes = causes(judgement);
    for (OutputUnit cause : causes) {
      if (!keyword(cause).equals("additionalProperties")) {
        return Optional.of(known(schema, cause));
      }
    }
    return Optional.of(
        causes.stream()
            .findFirst()
            .map(it -> new SchemaFlaw(pointer(it), "no such field; leave it out"))
            .orElseGet(() -> new SchemaFlaw("", "something else than was sent")));
  }

  Problem inBody() {
    return problem(pointer.isEmpty() ? "the body" : pointer).at(pointer);
  }

  Problem inParameter(String name) {
    return problem(name).at(name);
  }

  private Problem problem(String where) {
    return Problem.of(400, "invalid-request", where + ": expected " + expected);
  }

  private static List<OutputUnit> causes(OutputUnit judgement) {
    @Nullable List<OutputUnit> errors = judgement.getErrors();
    return errors == null
        ? List.of()
        : errors.stream().filter(it -> !CONTAINING.contains(keyword(it))).toList();
  }

  private static SchemaFlaw known(JsonSchema schema, OutputUnit cause) {
    Matcher named = NAMED.matcher(String.valueOf(cause.getError()));
    if (keyword(cause).equals("required") && named.find()) {
      return new SchemaFlaw(pointer(cause) + "/" + named.group(1), "this field to be there");
    }
    return new SchemaFlaw(pointer(cause), expectation(schema, cause));
  }

  /** What the keyword that failed says, e.g. {@code minimum 1}. */
  private static String expectation(JsonSchema schema, OutputUnit cause) {
    @Nullable Object at = schema;
    for (String step : cause.getKeywordLocation().split("/", -1)) {
      if (!step.equals("#") && !step.equals("$ref")) {
        at = inside(at, step.replace("~1", "/").replace("~0", "~"));
      }
    }
    return keyword(cause) + " " + at;
  }

  private static @Nullable Object inside(@Nullable Object whole, String step) {
    if (whole instanceof JsonObject object) {
      return object.getValue(step);
    }
    return whole instanceof JsonArray array && step.matches("[0-9]{1,4}")
        ? array.getValue(Integer.parseInt(step))
        : null;
  }

  private static String pointer(OutputUnit unit) {
    return unit.getInstanceLocation().replaceFirst("^#", "");
  }

  private static String keyword(OutputUnit unit) {
    String where = unit.getKeywordLocation();
    return where.substring(where.lastIndexOf('/') + 1);
  }
}
