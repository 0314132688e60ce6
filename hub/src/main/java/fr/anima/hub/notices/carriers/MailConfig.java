package fr.anima.hub.notices.carriers;

import java.net.URI;
import java.util.Optional;

/**
 * The mail server that takes the hub's letters.
 *
 * @param server {@code smtp://host:25}, or {@code smtps://host:465} for TLS from the first byte
 * @param from the sender's address
 */
public record MailConfig(URI server, String from, Optional<Credentials> credentials) {
  /** Over {@code smtp} they are told to a server with STARTTLS only. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** Whether it speaks TLS from the first byte. */
  boolean isSecure() {
    return "smtps".equals(server.getScheme());
  }
}
