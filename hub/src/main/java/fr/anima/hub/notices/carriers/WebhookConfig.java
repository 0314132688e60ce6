package fr.anima.hub.notices.carriers;

import java.net.URI;

/**
 * Whom the operator named to be told of every notice, and the secret by which they know us. Nobody
 * else chooses an address that the hub asks.
 */
public record WebhookConfig(URI address, String secret) {
  @Override
  public String toString() {
    return address.getHost();
  }
}
