package fr.anima.hub.web;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a request that changes something may come from where it comes from. A browser always
 * tells its origin when it changes something; a tool that brings its own authority needs to tell
 * none, but whoever shows a cookie must.
 */
record ForgeryGuard(Optional<String> publicOrigin) {
  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  /** What no form of another site can send; which of them an operation takes, it says itself. */
  private static final Set<String> TAKEN = Set.of("application/json", RawBody.JPEG);

  Optional<Problem> objection(HttpServerRequest request, Peer peer) {
    if (READING.contains(request.method())) {
      return Optional.empty();
    }
    return origin(request, peer).or(() -> mediaType(request));
  }

  private Optional<Problem> origin(HttpServerRequest request, Peer peer) {
    Optional<String> origin = Optional.ofNullable(request.getHeader(HttpHeaders.ORIGIN));
    boolean own =
        origin
            .map(it -> it.toLowerCase(Locale.ROOT))
            .map(it -> it.equals(peer.origin()) || publicOrigin.filter(it::equals).isPresent())
            .orElseGet(() -> request.getHeader(HttpHeaders.COOKIE) == null);
    return own
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                403,
                "foreign-origin",
                "changes are taken from this site's own pages only; tools send no cookie and an"
                    + " Authorization header"));
  }

  private static Optional<Problem> mediaType(HttpServerRequest request) {
    Optional<String> type = Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE));
    boolean empty =
        request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
            && Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_LENGTH))
                .map("0"::equals)
                .orElse(true);
    boolean isTaken = type.map(ForgeryGuard::bare).map(TAKEN::contains).orElse(empty);
    return isTaken
        ? Optional.empty()
        : Optional.of(
            Problem.of(415, "not-json", "send Content-Type: application/json").at("Content-Type"));
  }

  /** A media type without its parameters. */
  static String bare(String type) {
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
