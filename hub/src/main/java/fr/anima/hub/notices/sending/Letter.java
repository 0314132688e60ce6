package fr.anima.hub.notices.sending;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One notice to one person, ready to leave.
 *
 * @param id the same however often it is tried, so that a receiver can tell a repetition
 * @param subject what it is about: the alert, or the day nobody is on call
 */
public record Letter(
    long id, UUID subject, String transition, Recipient to, Text text, Instant writtenAt) {
  /**
   * Whom it is for.
   *
   * @param address for e-mail
   * @param phone as gateways want it, {@code +33...}
   */
  public record Recipient(
      UUID person,
      String name,
      String language,
      Optional<String> address,
      Optional<String> phone) {}

  /** What it says. */
  public record Text(String severity, String title, String body, String link) {}
}
