package fr.anima.hub.people;

import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Request;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is asking.
 *
 * @param scope the merchant's id for a merchant, empty for the others
 * @param expiresAt when the session ends at the latest
 */
public record Viewer(UUID person, String name, Role role, Optional<String> scope, Instant expiresAt)
    implements Caller {
  /**
   * The viewer of a request to an operation that requires one.
   *
   * @throws IllegalStateException when the operation admits everyone
   */
  public static Viewer of(Request request) {
    return request
        .caller()
        .filter(Viewer.class::isInstance)
        .map(Viewer.class::cast)
        .orElseThrow(
            () -> new IllegalStateException("this operation admits callers without a session"));
  }
}
