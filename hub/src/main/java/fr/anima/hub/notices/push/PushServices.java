package fr.anima.hub.notices.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses of push services the hub asks. The address of a subscription is given by a
 * browser, so by anybody who is signed in: without this list they could make the hub ask whatever
 * it can reach. A name in the list is proved by its certificate, whatever it resolves to.
 */
record PushServices(List<URI> besides) {
  /** Windows' addresses are the longest, with some 600 characters. */
  static final int LONGEST = 1_024;

  /** Chrome and most browsers of Android; Firefox; Safari; Edge. */
  private static final List<String> HOSTS =
      List.of(
          "fcm.googleapis.com",
          "jmt17.google.com",
          "updates.push.services.mozilla.com",
          "web.push.apple.com");

  private static final List<String> DOMAINS =
      List.of(".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com");

  private static final int HTTPS_PORT = 443;

  /** The address, where it is of a push service that may be asked. */
  Optional<URI> admitted(String endpoint) {
    if (endpoint.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(endpoint)).filter(this::isAdmitted);
    } catch (URISyntaxException notOne) {
      return Optional.empty();
    }
  }

  private boolean isAdmitted(URI address) {
    if (address.getHost() == null
        || address.getRawUserInfo() != null
        || address.getRawFragment() != null) {
      return false;
    }
    return isKnown(address) || besides.stream().anyMatch(it -> sameOrigin(it, address));
  }

  private static boolean isKnown(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    boolean usualPort = address.getPort() == -1 || address.getPort() == HTTPS_PORT;
    return "https".equals(address.getScheme())
        && usualPort
        && (HOSTS.contains(host) || DOMAINS.stream().anyMatch(host::endsWith));
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }
}
