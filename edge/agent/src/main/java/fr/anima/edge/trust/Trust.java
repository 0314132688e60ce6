package fr.anima.edge.trust;

import fr.anima.edge.clock.Moment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom an encrypted connection trusts: the system's authorities, or those of one file alone. */
public final class Trust {
  private Trust() {}

  /**
   * Sockets for one attempt to connect.
   *
   * @param now what certificates must be good at
   * @throws IOException when the authority's file is none
   */
  public static SSLSocketFactory sockets(Optional<Path> authority, Moment now) throws IOException {
    try {
      Set<TrustAnchor> anchors =
          (authority.isPresent() ? read(authority.get()) : ofTheSystem())
              .map(it -> new TrustAnchor(it, null))
              .collect(Collectors.toSet());
      if (anchors.isEmpty()) {
        throw new GeneralSecurityException("no certificate in it");
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new DatedTrust(anchors, now)}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException why) {
      throw new IOException(
          "certificate authority "
              + authority.map(Path::toString).orElse("of the system")
              + " cannot be used ("
              + why.getMessage()
              + "): give a PEM file",
          why);
    }
  }

  private static Stream<X509Certificate> ofTheSystem() throws GeneralSecurityException {
    TrustManagerFactory system =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    @Nullable KeyStore itsOwn = null;
    system.init(itsOwn);
    return Arrays.stream(system.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .flatMap(it -> Arrays.stream(((X509TrustManager) it).getAcceptedIssuers()));
  }

  private static Stream<X509Certificate> read(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream pem = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast);
    }
  }
}
