package fr.anima.hub.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** What the hub says, held against the contract. */
public final class Contract {
  private static final String HERE = "app://anima/openapi";
  private static final SchemaRepository SCHEMAS =
      SchemaRepository.create(
          new JsonSchemaOptions()
              .setBaseUri("app://anima/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));

  static {
    SCHEMAS.dereference(HERE, JsonSchema.of(document()));
  }

  private Contract() {}

  /** The same object, if it is what the contract's schema of that name says. */
  public static JsonObject check(String schema, JsonObject said) {
    JsonObject reference = new JsonObject().put("$ref", HERE + "#/components/schemas/" + schema);
    OutputUnit result = SCHEMAS.validator(JsonSchema.of(reference)).validate(said);
    if (!Boolean.TRUE.equals(result.getValid())) {
      throw new AssertionError(
          "not a " + schema + ": " + said.encode() + " because " + result.toJson().encode());
    }
    return said;
  }

  @SuppressWarnings("unchecked") // the document is an object
  private static JsonObject document() {
    try (InputStream yaml =
        Contract.class.getResourceAsStream("/fr/anima/hub/contract/openapi.yaml")) {
      ObjectMapper mapper = new YAMLMapper();
      return new JsonObject(mapper.readValue(Objects.requireNonNull(yaml), Map.class));
    } catch (IOException why) {
      throw new UncheckedIOException(why);
    }
  }
}
