package fr.anima.hub.web;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the hub listens for browsers.
 *
 * @param port 0 for any free one
 * @param publicOrigin scheme and authority as browsers see it behind a proxy
 */
public record HttpConfig(String host, int port, Optional<Tls> tls, Optional<String> publicOrigin) {
  /** Certificate chain and key, as PEM files. */
  public record Tls(Path certificate, Path key) {}

  /** Plain HTTP. */
  public static HttpConfig plain(String host, int port) {
    return new HttpConfig(host, port, Optional.empty(), Optional.empty());
  }
}
