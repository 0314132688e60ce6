package fr.anima.hub.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** A request as Vert.x brought it. */
record WebRequest(RoutingContext context, Peer peer, Optional<Caller> caller, JsonObject body)
    implements Request {
  /** Before anybody knows who asks. */
  static WebRequest anonymous(RoutingContext context, Peer peer) {
    return new WebRequest(context, peer, Optional.empty(), new JsonObject());
  }

  WebRequest by(Optional<Caller> someone) {
    return new WebRequest(context, peer, someone, body);
  }

  WebRequest saying(JsonObject something) {
    return new WebRequest(context, peer, caller, something);
  }

  @Override
  public String parameter(String name) {
    return Optional.ofNullable(context.pathParam(name))
        .or(() -> optional(name))
        .orElseThrow(
            () ->
                new Unfit(
                    Problem.of(400, "invalid-request", "parameter " + name + " is missing")
                        .at(name)));
  }

  @Override
  public Optional<String> optional(String name) {
    return Optional.ofNullable(context.queryParams().get(name));
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(context.request().getHeader(name));
  }

  @Override
  public Buffer bytes() {
    return Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
  }

  @Override
  public Instant instant(String name) {
    return read(name, "a time such as 2027-03-28T01:30:00Z", () -> Request.super.instant(name));
  }

  @Override
  public LocalDate day(String name) {
    return read(name, "a day such as 2027-03-28", () -> Request.super.day(name));
  }

  @Override
  public UUID uuid(String name) {
    return read(name, "a UUID", () -> Request.super.uuid(name));
  }

  @Override
  public long version() {
    return read("If-Match", "a version such as \"3\"", Request.super::version);
  }

  @Override
  public String address() {
    return peer.address();
  }

  @Override
  public boolean local() {
    return peer.local();
  }

  @Override
  public boolean secure() {
    return peer.secure();
  }

  /** Forms say little: 2027-02-31 has the form of a day. */
  private static <T> T read(String name, String expected, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (DateTimeException | IllegalArgumentException why) {
      throw new Unfit(Problem.of(400, "invalid-request", name + ": expected " + expected).at(name));
    }
  }

  /** Ends an answer with a problem. */
  static final class Unfit extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Problem problem;

    Unfit(Problem problem) {
      super(problem.detail(), null, false, false);
      this.problem = problem;
    }

    Problem problem() {
      return problem;
    }
  }
}
