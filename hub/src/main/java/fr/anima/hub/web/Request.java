package fr.anima.hub.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A request that fits the contract. Parameters that the contract requires are there. */
public interface Request {
  /** Who asks; empty for operations that everyone may call without a session. */
  Optional<Caller> caller();

  /** A path or query parameter that is required. */
  String parameter(String name);

  /** A query parameter that may be missing. */
  Optional<String> optional(String name);

  /** A request header that may be missing. */
  Optional<String> header(String name);

  /** The body; an empty object when there is none. */
  JsonObject body();

  /** The body as it came, of an operation that takes no JSON; empty when there is none. */
  default Buffer bytes() {
    return Buffer.buffer();
  }

  /** A parameter as an instant; the contract has checked its form. */
  default Instant instant(String name) {
    return java.time.OffsetDateTime.parse(parameter(name)).toInstant();
  }

  /** A parameter as a local day; the contract has checked its form. */
  default LocalDate day(String name) {
    return LocalDate.parse(parameter(name));
  }

  /** A parameter as an id; the contract has checked its form. */
  default UUID uuid(String name) {
    return UUID.fromString(parameter(name));
  }

  /** The version of {@code If-Match: "n"}; the contract requires it where this is called. */
  default long version() {
    return versionSeen().orElseThrow();
  }

  /** The same where the contract leaves it to the client. */
  default OptionalLong versionSeen() {
    return header("If-Match").stream()
        .mapToLong(it -> Long.parseLong(it.replace("\"", "")))
        .findFirst();
  }

  /** The address the request came from, for limits and the audit; never for rights. */
  default String address() {
    return "unknown";
  }

  /** Whether it came straight from this machine, through no proxy. */
  default boolean local() {
    return false;
  }

  /** Whether the browser speaks to us, or to the proxy before us, over TLS. */
  default boolean secure() {
    return false;
  }
}
