package fr.anima.hub.web;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A body that is no JSON, as the contract promises to take it.
 *
 * @param mediaType which no form of another site can send
 * @param mostBytes its schema's maxLength
 */
record RawBody(String mediaType, int mostBytes) {
  /** The only one so far. */
  static final String JPEG = "image/jpeg";

  /** By operation id. */
  static Map<String, RawBody> in(JsonObject document) {
    Map<String, RawBody> bodies = new HashMap<>();
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        if (method.getValue() instanceof JsonObject operation) {
          of(operation).ifPresent(it -> bodies.put(operation.getString("operationId"), it));
        }
      }
    }
    return Map.copyOf(bodies);
  }

  /** Of an operation as it stands in the document. */
  static Optional<RawBody> of(JsonObject operation) {
    return Optional.ofNullable(operation.getJsonObject("requestBody"))
        .map(it -> it.getJsonObject("content").getJsonObject(JPEG))
        .map(it -> new RawBody(JPEG, it.getJsonObject("schema").getInteger("maxLength")));
  }

  /** What is wrong with the type of a body, where such a one or else JSON is taken. */
  static Optional<Problem> flaw(Optional<RawBody> taken, Optional<String> type) {
    boolean isIt =
        taken
            .map(it -> type.filter(it.mediaType()::equals).isPresent())
            .orElseGet(() -> type.filter(JPEG::equals).isEmpty());
    return isIt
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                    415,
                    taken.isPresent() ? "not-jpeg" : "not-json",
                    "send Content-Type: "
                        + taken.map(RawBody::mediaType).orElse("application/json"))
                .at("Content-Type"));
  }
}
