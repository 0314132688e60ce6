package fr.anima.hub.notices.sending;

import fr.anima.hub.notices.sending.Letter.Text;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A notice as it is written down, before it is on its way.
 *
 * @param unsent why there is no way to this person; empty when there is one
 */
public record Draft(Cause cause, To to, Text text, Times times, Optional<String> unsent) {
  /**
   * The change that somebody is told of; with person and way the natural key of a notice.
   *
   * @param version of the alert
   */
  public record Cause(UUID subject, String transition, long version) {}

  /** Whom, in which language, by which way. */
  public record To(UUID person, String language, Optional<Way> way) {}

  /**
   * When.
   *
   * @param wantedAt what a late delivery is measured from
   * @param dueAt it is not sent before
   */
  public record Times(Instant writtenAt, Instant wantedAt, Instant dueAt) {}
}
