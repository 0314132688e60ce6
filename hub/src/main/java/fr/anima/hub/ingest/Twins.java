package fr.anima.hub.ingest;

import fr.anima.wire.StationId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Stations whose connections turn each other out again and again: two devices have one key, as
 * after a card was copied. Any thread may use it.
 */
final class Twins {
  /** A restarted agent does it once, one on a bad line now and then. */
  private static final int MANY = 4;

  private static final Duration WITHIN = Duration.ofMinutes(1);
  private static final Duration TOLD_AGAIN_AFTER = Duration.ofMinutes(10);

  private final Map<StationId, Turnover> turnovers = new HashMap<>();

  /**
   * A connection of that station, from that address, was turned out by another one.
   *
   * @return what to tell of it; empty while it is nothing, or was told lately
   */
  synchronized String turnedOut(StationId station, String address, Instant now) {
    Turnover turnover = turnovers.computeIfAbsent(station, it -> new Turnover());
    turnover.recent.add(new TurnedOut(address, now));
    turnover.recent.removeIf(it -> it.at().plus(WITHIN).isBefore(now));
    if (turnover.recent.size() < MANY || turnover.told.plus(TOLD_AGAIN_AFTER).isAfter(now)) {
      return "";
    }
    turnover.told = now;
    TreeSet<String> addresses = new TreeSet<>();
    turnover.recent.forEach(it -> addresses.add(it.address()));
    return "connections of this station turned each other out "
        + turnover.recent.size()
        + " times within a minute, from "
        + String.join(" and ", addresses)
        + ": a copied card has the same key, give one of the two a key of its own;"
        + " or the line of the one drops it all the time";
  }

  private record TurnedOut(String address, Instant at) {}

  private static final class Turnover {
    private final Deque<TurnedOut> recent = new ArrayDeque<>();
    private Instant told = Instant.MIN.plus(TOLD_AGAIN_AFTER);
  }
}
