package fr.anima.hub.ingest.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS to a broker whose certificate was signed by somebody we know. */
final class BrokerTrust {
  private BrokerTrust() {}

  /**
   * Sockets that trust the certificates in that PEM file, or the usual ones.
   *
   * @throws IOException when the file cannot be read
   * @throws GeneralSecurityException when there is no certificate in it
   */
  static SocketFactory sockets(Optional<Path> authority)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    if (authority.isEmpty()) {
      context.init(null, null, null);
      return context.getSocketFactory();
    }
    KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
    known.load(null, null);
    int number = 0;
    try (InputStream pem = Files.newInputStream(authority.get())) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        known.setCertificateEntry("authority-" + number++, each);
      }
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
