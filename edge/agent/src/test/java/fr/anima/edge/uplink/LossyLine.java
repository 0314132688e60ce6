package fr.anima.edge.uplink;

import fr.anima.edge.Programs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that really loses packets, under the kernel's own TCP: a network namespace that sends back
 * what is sent to it, after some of it is dropped by lot and the rest has waited its turn. So both
 * ends are in this JVM; what goes up and what comes down share the rate. Needs root.
 */
final class LossyLine implements AutoCloseable {
  private static final Pattern COUNTED = Pattern.compile("counter packets (\\d+)");

  // addresses for measurements (RFC 2544), a pair for each process of this machine
  private final long pid = ProcessHandle.current().pid();
  private final String net = "198." + (18 + (pid >> 14 & 1)) + "." + (pid >> 6 & 255) + ".";
  private final String hub = net + (4 * (pid & 63) + 1);
  private final String station = net + (4 * (pid & 63) + 2);
  private final String name = "anima" + pid;

  private LossyLine() {}

  /** Skips the test, aloud, where it cannot be made. */
  static void assumeWorks() {
    Programs.assumeRoot(reasonAgainst(), "ip", "tc", "nft", "sysctl");
  }

  private static String reasonAgainst() {
    try {
      Programs.run("unshare", "--net", "true");
      return "";
    } catch (IOException why) {
      return "a line that loses packets needs network namespaces: " + why.getMessage();
    }
  }

  /**
   * A new line.
   *
   * @param kilobits a second
   * @param lostPercent of its packets, in either direction
   */
  static LossyLine of(Path work, int kilobits, int lostPercent) throws IOException {
    LossyLine line = new LossyLine();
    try {
      line.lay(work, kilobits, lostPercent);
      return line;
    } catch (IOException why) {
      try {
        line.close();
      } catch (IOException nothingToTakeAway) {
        why.addSuppressed(nothingToTakeAway);
      }
      throw why;
    }
  }

  private void lay(Path work, int kilobits, int lostPercent) throws IOException {
    ip("netns add " + name);
    ip("link add " + name + " type veth peer name line netns " + name);
    // whole packets on the line, not the large ones that network cards cut up
    ip("link set dev " + name + " gso_max_segs 1 up");
    ip("addr add " + hub + "/30 dev " + name);
    ip("-n " + name + " link set dev line gso_max_segs 1 up");
    ip("-n " + name + " addr add " + station + "/30 dev line");
    within("sysctl -qw net.ipv4.ip_forward=1");
    within("sysctl -qw net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.line.send_redirects=0");
    Path rules = work.resolve("line.nft");
    Files.writeString(
        rules,
        """
        table ip line {
          chain to { type nat hook prerouting priority dstnat; dnat to %s; }
          chain from { type nat hook postrouting priority srcnat; snat to %s; }
          chain lost {
            type filter hook forward priority filter;
            numgen random mod 100 < %d counter drop
            counter accept
          }
        }
        """
            .formatted(hub, station, lostPercent));
    within("nft -f " + rules);
    within("tc qdisc add dev line root tbf rate " + kilobits + "kbit burst 3000 latency 1000ms");
  }

  private static String ip(String arguments) throws IOException {
    return Programs.run(("ip " + arguments).split(" ", -1));
  }

  private String within(String command) throws IOException {
    return ip("netns exec " + name + " " + command);
  }

  /** Where a hub at the other end listens. */
  ServerSocket hubSocket() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName(hub));
  }

  /** That hub's address for a station at this end. */
  URI address(int hubPort) {
    return URI.create("tcp://" + station + ":" + hubPort);
  }

  /** Packets lost so far, and those that came through. */
  List<Long> counts() throws IOException {
    Matcher counted = COUNTED.matcher(within("nft list table ip line"));
    return counted.results().map(it -> Long.valueOf(it.group(1))).toList();
  }

  @Override
  public void close() throws IOException {
    try {
      ip("link del " + name);
    } finally {
      ip("netns del " + name);
    }
  }
}
