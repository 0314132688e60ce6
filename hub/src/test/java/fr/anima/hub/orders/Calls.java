package fr.anima.hub.orders;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Request;
import fr.anima.hub.web.Routes;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Calls operations as the web would, without a network. */
public final class Calls implements Operations {
  private final Map<String, Operations.Answering> operations = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();

  /** Everything those routes declare. */
  public Calls(Routes... all) {
    for (Routes routes : all) {
      routes.declare(this);
    }
  }

  @Override
  public void operation(String operationId, Access who, Answering answering) {
    operations.put(operationId, answering);
    access.put(operationId, who);
  }

  @Override
  public void page(String path, Access who, Answering answering) {
    operation(path, who, answering);
  }

  /** A call of that operation, to be filled in. */
  public Call call(String operation) {
    return new Call(operation, Optional.empty(), Map.of(), Map.of(), new JsonObject());
  }

  /** Somebody with that role. */
  public static Viewer viewer(Role role, String name, String... scope) {
    return new Viewer(
        UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        name,
        role,
        Optional.of(scope).filter(it -> it.length > 0).map(it -> it[0]),
        Instant.MAX);
  }

  /** One call. */
  public final class Call implements Request {
    private final String operation;
    private final Optional<Caller> caller;
    private final Map<String, String> parameters;
    private final Map<String, String> headers;
    private final JsonObject body;

    Call(
        String operation,
        Optional<Caller> caller,
        Map<String, String> parameters,
        Map<String, String> headers,
        JsonObject body) {
      this.operation = operation;
      this.caller = caller;
      this.parameters = parameters;
      this.headers = headers;
      this.body = body;
    }

    /** By them. */
    public Call by(Viewer viewer) {
      return new Call(operation, Optional.of(viewer), parameters, headers, body);
    }

    /** With a parameter. */
    public Call with(String name, Object value) {
      return new Call(operation, caller, plus(parameters, name, value), headers, body);
    }

    /** With a header. */
    public Call header(String name, Object value) {
      return new Call(operation, caller, parameters, plus(headers, name, value), body);
    }

    /** Based on that version. */
    public Call version(long version) {
      return header("If-Match", "\"" + version + "\"");
    }

    /** With a body. */
    public Call body(JsonObject json) {
      return new Call(operation, caller, parameters, headers, json);
    }

    /** The answer to come. */
    public Future<Answer> ask() {
      Access who = java.util.Objects.requireNonNull(access.get(operation), operation);
      if (!who.admits(caller)) {
        throw new AssertionError(operation + " admits only " + who.words());
      }
      return java.util.Objects.requireNonNull(operations.get(operation)).answer(this);
    }

    /** The answer. */
    public Answer answer() {
      return TestDatabase.await(ask());
    }

    /** The body of an answer that must have that status. */
    public JsonObject expect(int status) {
      Answer answer = answer();
      if (answer.status() != status) {
        throw new AssertionError(operation + " answered " + answer.status() + ": " + answer.body());
      }
      return answer.body().length() == 0 ? new JsonObject() : answer.body().toJsonObject();
    }

    @Override
    public Optional<Caller> caller() {
      return caller;
    }

    @Override
    public String parameter(String name) {
      return optional(name).orElseThrow();
    }

    @Override
    public Optional<String> optional(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public JsonObject body() {
      return body;
    }

    private static Map<String, String> plus(Map<String, String> map, String name, Object value) {
      Map<String, String> more = new HashMap<>(map);
      more.put(name, value.toString());
      return Map.copyOf(more);
    }
  }
}
