package fr.anima.hub.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer, not yet sent: status, headers and body. Without other word it is not cached. */
public record Answer(int status, Map<String, String> headers, Buffer body) {
  /** 200 with a JSON object. */
  public static Answer ok(JsonObject body) {
    return json(200, body);
  }

  /** 201 with a JSON object. */
  public static Answer created(JsonObject body) {
    return json(201, body);
  }

  /** 204. */
  public static Answer nothing() {
    return new Answer(204, Map.of(), Buffer.buffer());
  }

  /** A problem. */
  public static Answer problem(Problem problem) {
    return new Answer(
        problem.status(),
        Map.of("Content-Type", "application/problem+json"),
        problem.toJson().toBuffer());
  }

  /** A page. */
  public static Answer html(int status, String html) {
    return new Answer(
        status, Map.of("Content-Type", "text/html; charset=utf-8"), Buffer.buffer(html));
  }

  /** The same answer with the version of what it shows, as an entity tag. */
  public Answer version(long version) {
    return with("ETag", "\"" + version + "\"");
  }

  /** The same answer with a further header. */
  public Answer with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, more, body);
  }

  private static Answer json(int status, JsonObject body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body.toBuffer());
  }
}
