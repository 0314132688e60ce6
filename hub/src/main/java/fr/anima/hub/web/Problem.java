package fr.anima.hub.web;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * What went wrong, as RFC 9457 tells it.
 *
 * @param name stable last part of the type, e.g. {@code slot-full}; the dashboard translates it
 * @param detail what, which and what to do, for people who read English
 * @param field the offending field, as a JSON pointer or parameter name
 * @param current with 409 and 412, the thing as it is now
 */
public record Problem(
    int status, String name, String detail, Optional<String> field, Optional<JsonObject> current) {
  /** A problem without a field. */
  public static Problem of(int status, String name, String detail) {
    return new Problem(status, name, detail, Optional.empty(), Optional.empty());
  }

  /** There is no such thing, or it is not the caller's: both look alike. */
  public static Problem notFound(String what) {
    return of(404, "not-found", "there is no such " + what);
  }

  /** Somebody else was first; the thing as it is now goes with it. */
  public static Problem stale(JsonObject current) {
    return new Problem(
        412,
        "stale-version",
        "it was changed meanwhile; look at it as it is now and decide again",
        Optional.empty(),
        Optional.of(current));
  }

  /** The same problem, blamed on a field. */
  public Problem at(String pointer) {
    return new Problem(status, name, detail, Optional.of(pointer), current);
  }

  /** The same problem with the thing as it is now. */
  public Problem showing(JsonObject now) {
    return new Problem(status, name, detail, field, Optional.of(now));
  }

  /** The body of the answer. */
  public JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("type", "/problems/" + name)
            .put("title", name.replace('-', ' '))
            .put("status", status)
            .put("detail", detail);
    field.ifPresent(it -> json.put("field", it));
    current.ifPresent(it -> json.put("current", it));
    return json;
  }
}
