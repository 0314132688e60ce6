package fr.anima.edge;

import fr.anima.edge.clock.Moment;
import fr.anima.edge.configuration.ConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code anima-edge claim https://hub CODE}: makes the station's key, exchanges the code for the
 * station's name, and writes both down. What the hub never gets to store is the key itself.
 */
final class ClaimCommand {
  static final String USAGE =
      """
      anima-edge claim https://hub CODE            makes this device a station of that hub; CODE is from
                                                   deploy/anima station claim, options:
        --into DIR         where station.toml and station.key are written, default /etc/anima-edge
        --ca-file FILE     the only authority to trust
        --mqtt URI         where the station connects, where it is not the hub's own address
        --without-tls      also to an http address that is not this machine: everybody on the way reads the key""";

  private final URI hub;
  private final String code;
  private final Path directory;
  private final Optional<Path> authority;
  private final Optional<URI> mqtt;

  private ClaimCommand(URI hub, String code, List<String> options) throws ConfigException {
    this.hub = hub;
    this.code = code;
    List<String> rest = new ArrayList<>(options);
    boolean plain = rest.remove("--without-tls");
    directory = option(rest, "--into").map(Path::of).orElse(Path.of("/etc/anima-edge"));
    authority = option(rest, "--ca-file").map(Path::of).map(Path::toAbsolutePath);
    mqtt = option(rest, "--mqtt").map(URI::create);
    if (!rest.isEmpty()) {
      throw wrong("what is " + rest.get(0) + "?\n" + USAGE);
    }
    checkAddress(plain);
  }

  /** The command of those words after {@code claim}; fails with what to write instead. */
  static ClaimCommand of(List<String> words) throws ConfigException {
    if (words.size() < 2) {
      throw wrong(USAGE);
    }
    try {
      return new ClaimCommand(
          URI.create(words.get(0)), words.get(1), words.subList(2, words.size()));
    } catch (IllegalArgumentException why) {
      throw wrong(why.getMessage() + "\n" + USAGE);
    }
  }

  /**
   * Claims, and tells what to do next.
   *
   * @param now the time that the hub's certificate must be good at
   */
  void run(PrintStream out, Moment now) throws IOException {
    ClaimedFiles files = new ClaimedFiles(directory);
    String key = files.key();
    ClaimDesk.Claimed claimed;
    try {
      claimed = new ClaimDesk(hub, authority, now).claim(code, key);
    } catch (ClaimDesk.RefusedException why) {
      // Somebody who is not our hub may have seen it.
      files.forgetKey();
      throw why;
    }
    files.write(claimed, mqtt.orElse(claimed.hub()), authority);
    tell(out, claimed);
  }

  private void tell(PrintStream out, ClaimDesk.Claimed claimed) {
    out.println(
        "This is now station "
            + claimed.station()
            + ", "
            + claimed.kind().word()
            + " "
            + claimed.place()
            + ", to "
            + mqtt.orElse(claimed.hub())
            + ".\nNext: write what is connected into "
            + directory.resolve("station.toml")
            + "\n  (examples: /usr/share/doc/anima-edge/examples/"
            + claimed.kind().word()
            + ".toml), then\n  anima-edge check "
            + directory.resolve("station.toml")
            + "\n  systemctl restart anima-edge");
  }

  private static ConfigException wrong(String what) {
    return new ConfigException(List.of(what));
  }

  private void checkAddress(boolean plain) throws ConfigException {
    boolean encrypted = "https".equals(hub.getScheme());
    if (hub.getHost() == null || (!encrypted && !"http".equals(hub.getScheme()))) {
      throw wrong("hub " + hub + ": write https://host");
    }
    if (!encrypted && !plain && !isThisMachine()) {
      throw wrong(
          "hub " + hub + ": without https everybody on the way reads the key; write https://");
    }
  }

  private boolean isThisMachine() {
    try {
      return InetAddress.getByName(hub.getHost()).isLoopbackAddress();
    } catch (IOException unknown) {
      return false;
    }
  }

  private static Optional<String> option(List<String> words, String name) throws ConfigException {
    int at = words.indexOf(name);
    if (at < 0) {
      return Optional.empty();
    }
    if (at + 1 == words.size()) {
      throw wrong(name + " needs a value\n" + USAGE);
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }
}
