package fr.anima.hub.people;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Somebody with a role here.
 *
 * @param scope the merchant's id for a merchant, empty for the others
 * @param lastSeenAt when one of their sessions was last used
 */
public record Person(
    UUID id,
    String name,
    Role role,
    Optional<String> scope,
    Instant createdAt,
    Optional<Instant> lastSeenAt) {}
