package fr.anima.edge.check;

import fr.anima.edge.clock.Moment;
import fr.anima.edge.trust.Trust;
import fr.anima.edge.uplink.UplinkConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Tries the way to the hub, up to the point where a station would say who it is. */
public final class HubReach {
  private HubReach() {}

  /**
   * What is in the way, in words for whoever set the station up; empty when nothing is. Looking up
   * a name takes as long as the system lets it.
   *
   * @param now what its certificate must be good at
   * @param patience for the connection, and again for the certificate
   */
  public static Optional<String> trouble(UplinkConfig config, Moment now, Duration patience) {
    URI hub = config.hub();
    try (Socket socket = new Socket()) {
      InetAddress address = InetAddress.getByName(hub.getHost());
      socket.connect(new InetSocketAddress(address, hub.getPort()), (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      if ("ssl".equals(hub.getScheme())) {
        shakeHands(socket, hub, Trust.sockets(config.authority(), now));
      }
      return Optional.empty();
    } catch (IOException why) {
      return Optional.of(words(why, hub));
    }
  }

  private static void shakeHands(Socket socket, URI hub, SSLSocketFactory trusting)
      throws IOException {
    SSLSocket encrypted =
        (SSLSocket) trusting.createSocket(socket, hub.getHost(), hub.getPort(), true);
    SSLParameters parameters = encrypted.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    encrypted.setSSLParameters(parameters);
    encrypted.startHandshake();
  }

  private static String words(IOException why, URI hub) {
    if (why instanceof UnknownHostException) {
      return "the name "
          + hub.getHost()
          + " is not known here; check how it is written, and that this machine has a network";
    }
    if (why instanceof NoRouteToHostException) {
      return "there is no way to it; check that this machine has a network";
    }
    if (why instanceof SocketTimeoutException) {
      return "it does not answer; check that this machine has a network, and the hub's firewall";
    }
    if (why instanceof ConnectException) {
      return hub.getHost()
          + " is there, but nothing listens at port "
          + hub.getPort()
          + "; is the hub running, is the port right?";
    }
    return why instanceof SSLException
        ? encryption(String.valueOf(why.getMessage()), hub)
        : String.valueOf(why.getMessage());
  }

  /** What Java says of a certificate, in words that say what to do. */
  private static String encryption(String why, URI hub) {
    if (why.contains("unable to find valid certification path")) {
      return "nobody that this machine trusts vouches for its certificate; give its authority,"
          + " ca_file = \"hub-ca.pem\"";
    }
    if (why.contains("subject alternative") || why.contains("No name matching")) {
      return "its certificate is for another name than " + hub.getHost();
    }
    if (why.contains("terminated the handshake") || why.contains("Unsupported or unrecognized")) {
      return "it does not speak TLS at this port; write its port for TLS, or tcp:// without";
    }
    return "no encrypted connection (" + why + "); check ca_file and this machine's clock";
  }
}
