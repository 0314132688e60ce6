package fr.anima.edge.trust;

import fr.anima.edge.clock.Moment;
import fr.anima.wire.ClockQuality;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts servers as Java does by itself, chain, name and purpose, but for the time: the machine's
 * clock may show 1970. Where the time is only known to be past, a certificate that begins later may
 * be good by now, and one that ended before is bad.
 */
final class DatedTrust extends X509ExtendedTrustManager {
  private final Set<TrustAnchor> anchors;
  private final Moment now;

  DatedTrust(Set<TrustAnchor> anchors, Moment now) {
    this.anchors = Set.copyOf(anchors);
    this.now = now;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge(chain).checkServerTrusted(chain, type, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain).checkServerTrusted(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge(chain).checkServerTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("a station trusts servers only");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return anchors.stream().map(TrustAnchor::getTrustedCert).toArray(X509Certificate[]::new);
  }

  /** The time that this chain must be good at. */
  private Instant judgedAt(X509Certificate[] chain) {
    if (now.quality() == ClockQuality.SYNCED) {
      return now.at();
    }
    return Arrays.stream(chain)
        .map(it -> it.getNotBefore().toInstant())
        .filter(now.at()::isBefore)
        .max(Instant::compareTo)
        .orElse(now.at());
  }

  /** Java by itself does not look at the dates of a certificate that is its own authority. */
  private static void checkDates(X509Certificate hub, Instant at) throws CertificateException {
    Instant from = hub.getNotBefore().toInstant();
    Instant until = hub.getNotAfter().toInstant();
    if (at.isBefore(from) || at.isAfter(until)) {
      throw new CertificateException(
          "the hub's certificate is good from "
              + from
              + " until "
              + until
              + ", and here it is "
              + at
              + ": renew it, or see why the time is wrong");
    }
  }

  private X509ExtendedTrustManager judge(X509Certificate[] chain) throws CertificateException {
    Instant at = judgedAt(chain);
    if (chain.length > 0) {
      checkDates(chain[0], at);
    }
    try {
      PKIXBuilderParameters paths = new PKIXBuilderParameters(anchors, new X509CertSelector());
      paths.setRevocationEnabled(false); // as by default: a farm's network reaches no such server
      paths.setDate(Date.from(at));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(new CertPathTrustManagerParameters(paths));
      return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
    } catch (GeneralSecurityException why) {
      throw new CertificateException(why);
    }
  }
}
