package fr.anima.edge.uplink;

import fr.anima.wire.StationId;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the hub is and who speaks.
 *
 * @param hub {@code tcp://host:port}, or {@code ssl://host:port} with a certificate that is checked
 * @param station also the user name
 * @param key the station's own password; never printed
 * @param authority PEM file of the only certificate authority to trust; empty for the system's
 */
public record UplinkConfig(URI hub, StationId station, String key, Optional<Path> authority) {
  /**
   * Refuses addresses no connection can be made to.
   *
   * @throws IllegalArgumentException says what to give instead
   */
  public UplinkConfig {
    boolean plain = "tcp".equals(hub.getScheme());
    if (!plain && !"ssl".equals(hub.getScheme())) {
      throw new IllegalArgumentException(
          "hub " + hub + ": give tcp://host:port, or ssl://host:port for an encrypted connection");
    }
    if (hub.getHost() == null || hub.getPort() < 1) {
      throw new IllegalArgumentException("hub " + hub + ": give host and port, as tcp://host:1883");
    }
    if (plain && authority.isPresent()) {
      throw new IllegalArgumentException(
          "hub " + hub + ": a certificate authority needs ssl:// in place of tcp://");
    }
    if (key.isBlank()) {
      throw new IllegalArgumentException(
          "station " + station + " has no key: give the one the hub printed when it was added");
    }
  }

  @Override
  public String toString() {
    return station + " to " + hub;
  }
}
