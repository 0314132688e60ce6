package fr.anima.hub.web;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.impl.Utils;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the hub promises to browsers, and whether a request keeps to it. */
public final class Contract {
  /** The document on the class path, the same file that the dashboard is tested with. */
  public static final String RESOURCE = "fr/anima/hub/contract/openapi.yaml";

  private static final JsonObject ANSWERED =
      new JsonObject().put("200", new JsonObject().put("description", ""));

  private final OpenAPIContract document;
  private final Map<String, RawBody> raw;

  private Contract(OpenAPIContract document, Map<String, RawBody> raw) {
    this.document = document;
    this.raw = raw;
  }

  /**
   * Reads and checks a document from the class path. Takes seconds, so start it early; they are
   * spent on a worker's thread.
   */
  public static Future<Contract> load(Vertx vertx, String resource) {
    Promise<Contract> loaded = Promise.promise();
    VerticleBase loading =
        new VerticleBase() {
          @Override
          public Future<?> start() {
            return read(vertx, resource).onComplete(loaded);
          }
        };
    return vertx
        .deployVerticle(loading, new DeploymentOptions().setThreadingModel(ThreadingModel.WORKER))
        .compose(vertx::undeploy)
        .compose(done -> loaded.future());
  }

  private static Future<Contract> read(Vertx vertx, String resource) {
    return vertx
        .fileSystem()
        .readFile(resource)
        .compose(yaml -> Utils.yamlStringToJson(yaml.toString()))
        .compose(
            json ->
                OpenAPIContract.from(vertx, requestsOnly(json))
                    .map(document -> new Contract(document, RawBody.in(json))));
  }

  /** The body of an operation that takes no JSON. */
  Optional<RawBody> rawBody(Operation operation) {
    return Optional.ofNullable(raw.get(operation.getOperationId()));
  }

  /** Every operation's id. */
  public Set<String> operationIds() {
    return document.operations().stream()
        .map(Operation::getOperationId)
        .collect(Collectors.toUnmodifiableSet());
  }

  List<Operation> operations() {
    return document.operations();
  }

  /** What is wrong with a request's parameters, if anything. */
  Optional<Problem> flawInParameters(
      Operation operation, Map<String, String> path, MultiMap query, MultiMap headers) {
    for (Parameter parameter : operation.getParameters()) {
      Optional<String> value =
          switch (parameter.getIn()) {
            case PATH -> Optional.ofNullable(path.get(parameter.getName()));
            case QUERY -> Optional.ofNullable(query.get(parameter.getName()));
            case HEADER -> Optional.ofNullable(headers.get(parameter.getName()));
            case COOKIE -> Optional.empty();
          };
      Optional<Problem> flaw = flawIn(parameter, value);
      if (flaw.isPresent()) {
        return flaw;
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a request's body, if anything. */
  Optional<Problem> flawInBody(Operation operation, Optional<Object> body) {
    Optional<RequestBody> promised = Optional.ofNullable(operation.getRequestBody());
    if (promised.isEmpty()) {
      return Optional.empty();
    }
    if (body.isEmpty()) {
      return promised.get().isRequired()
          ? Optional.of(Problem.of(400, "invalid-request", "a JSON body is needed").at(""))
          : Optional.empty();
    }
    return Optional.ofNullable(promised.get().getContent().get("application/json"))
        .map(MediaType::getSchema)
        .flatMap(
            schema -> SchemaFlaw.of(schema, judge(schema, body.get())).map(SchemaFlaw::inBody));
  }

  private Optional<Problem> flawIn(Parameter parameter, Optional<String> value) {
    if (value.isEmpty()) {
      return parameter.isRequired() ? Optional.of(missing(parameter)) : Optional.empty();
    }
    JsonSchema schema = parameter.getSchema();
    return SchemaFlaw.of(schema, judge(schema, typed(schema, value.get())))
        .map(flaw -> flaw.inParameter(parameter.getName()));
  }

  private OutputUnit judge(JsonSchema schema, Object value) {
    return document.getSchemaRepository().validator(schema).validate(value);
  }

  private static Problem missing(Parameter parameter) {
    String where = parameter.getIn() == Location.HEADER ? "header " : "parameter ";
    return Problem.of(400, "invalid-request", where + parameter.getName() + " is missing")
        .at(parameter.getName());
  }

  /** A parameter's text as the type its schema asks for; the text itself when it is not one. */
  private static Object typed(JsonSchema schema, String text) {
    String type = String.valueOf(schema.<Object>get("type"));
    try {
      return switch (type) {
        case "integer" -> Long.valueOf(text);
        case "number" -> Double.valueOf(text);
        case "boolean" -> Set.of("true", "false").contains(text) ? Boolean.valueOf(text) : text;
        default -> text;
      };
    } catch (NumberFormatException notOne) {
      return text;
    }
  }

  /**
   * The library refuses relative servers, and bodies and answers of types it cannot check; the
   * bodies among them are checked by {@link RawBody}.
   */
  private static JsonObject requestsOnly(JsonObject document) {
    JsonObject requests = document.copy();
    requests.remove("servers");
    for (Map.Entry<String, Object> path : requests.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        if (method.getValue() instanceof JsonObject operation) {
          operation.put("responses", ANSWERED.copy());
          if (RawBody.of(operation).isPresent()) {
            operation.remove("requestBody");
          }
        }
      }
    }
    Optional.ofNullable(requests.getJsonObject("components"))
        .ifPresent(components -> components.remove("responses"));
    return requests;
  }
}
