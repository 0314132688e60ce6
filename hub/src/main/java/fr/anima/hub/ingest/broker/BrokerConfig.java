package fr.anima.hub.ingest.broker;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An outside broker.
 *
 * @param address {@code mqtt://host:port} or {@code mqtts://host:port}, the latter with TLS
 * @param name the hub's client identifier, by which the broker keeps what waits for it: another one
 *     for each hub
 * @param authority PEM file of whoever signed the broker's certificate; empty for the usual ones
 */
public record BrokerConfig(
    URI address, String name, Optional<Credentials> credentials, Optional<Path> authority) {
  /** Who the hub is to the broker. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** Whether the connection is TLS. */
  boolean isSecure() {
    return address.getScheme().equals("mqtts");
  }

  /** As Paho spells it. */
  String uri() {
    return (isSecure() ? "ssl" : "tcp") + "://" + address.getHost() + ":" + address.getPort();
  }
}
