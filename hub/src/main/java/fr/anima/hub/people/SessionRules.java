package fr.anima.hub.people;

import java.time.Duration;

/**
 * How long things stay good.
 *
 * @param link a sign-in link that nobody used
 * @param idle a session nobody uses; couriers are often without network and keep theirs to the end
 * @param absolute any session
 */
public record SessionRules(Duration link, Duration idle, Duration absolute) {
  /** Half an hour for links and idle sessions, twelve hours for any session. */
  public static final SessionRules USUAL =
      new SessionRules(Duration.ofMinutes(30), Duration.ofMinutes(30), Duration.ofHours(12));
}
