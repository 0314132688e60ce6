package fr.anima.hub.notices.push;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A browser that takes notices for somebody: mostly a phone.
 *
 * @param address where its push service takes messages for it
 * @param waitUntil the push service asked not to be asked before
 */
record Phone(UUID id, URI address, Keys keys, Optional<Instant> waitUntil) {
  /**
   * What only this browser can open (RFC 8291).
   *
   * @param agreement its public key on P-256, uncompressed, in base64url without padding: 65 bytes
   * @param secret shared with it, likewise: 16 bytes
   */
  record Keys(String agreement, String secret) {}
}
