package fr.anima.hub.web;

import io.vertx.core.MultiMap;

/** What every answer carries, whatever it is. */
final class SecurityHeaders {
  private static final String CONTENT_POLICY =
      "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none';"
          + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
  private static final String PERMISSIONS =
      "geolocation=(self), screen-wake-lock=(self), camera=(), microphone=(), payment=(), usb=()";

  private SecurityHeaders() {}

  static void put(MultiMap headers, Peer peer, boolean secret) {
    headers.set("Content-Security-Policy", CONTENT_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Permissions-Policy", PERMISSIONS);
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cache-Control", "no-store");
    if (secret) {
      headers.set("X-Robots-Tag", "noindex, nofollow");
    }
    if (peer.secure()) {
      headers.set("Strict-Transport-Security", "max-age=31536000");
    }
  }
}
