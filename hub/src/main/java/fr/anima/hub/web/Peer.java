package fr.anima.hub.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a request comes from. A proxy is believed only on this machine: elsewhere anybody could
 * write what it writes.
 *
 * @param address for limits and the audit
 * @param local straight from this machine, through no proxy
 * @param secure the browser's own connection is encrypted
 * @param origin scheme and authority under which the browser sees us
 */
record Peer(String address, boolean local, boolean secure, String origin) {
  static Peer of(HttpServerRequest request) {
    String remote =
        Optional.ofNullable(request.remoteAddress()).map(SocketAddress::hostAddress).orElse("");
    boolean loopback = isLoopback(remote);
    Optional<String> forwarded =
        Optional.ofNullable(request.getHeader("X-Forwarded-For")).filter(it -> loopback);
    boolean proxied = forwarded.isPresent() || request.getHeader("Forwarded") != null;
    boolean secure =
        (proxied && loopback)
            ? "https".equals(request.getHeader("X-Forwarded-Proto"))
            : request.isSSL();
    String address =
        forwarded.map(it -> it.substring(it.lastIndexOf(',') + 1).strip()).orElse(remote);
    return new Peer(address, loopback && !proxied, secure, origin(request, secure));
  }

  private static String origin(HttpServerRequest request, boolean secure) {
    String authority =
        Optional.ofNullable(request.authority())
            .map(it -> (it.port() > 0) ? it.host() + ":" + it.port() : it.host())
            .orElse("");
    return (secure ? "https://" : "http://") + authority.toLowerCase(Locale.ROOT);
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
