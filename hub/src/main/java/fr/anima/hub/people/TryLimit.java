package fr.anima.hub.people;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * At most so many failed tries a minute from one address; forgets addresses that stay quiet. A try
 * counts while it runs, so that a thousand at once are not more than the limit.
 */
public final class TryLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 10_000;

  private final int most;
  private final InstantSource clock;
  private final Map<String, Deque<Instant>> tries = new LinkedHashMap<>();

  /** With so many tries. */
  public TryLimit(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Counts a try, and says whether it may go on. */
  public synchronized boolean allows(String address) {
    Instant now = clock.instant();
    Instant from = now.minus(WINDOW);
    tries.values().removeIf(it -> it.isEmpty() || !it.getLast().isAfter(from));
    if (tries.size() >= MOST_ADDRESSES && !tries.containsKey(address)) {
      return false;
    }
    Deque<Instant> recent = tries.computeIfAbsent(address, it -> new ArrayDeque<>());
    while (!recent.isEmpty() && !recent.getFirst().isAfter(from)) {
      recent.removeFirst();
    }
    if (recent.size() >= most) {
      return false;
    }
    recent.addLast(now);
    return true;
  }

  /** Takes one try back: it succeeded, and a whole team behind one address may come in at once. */
  public synchronized void succeeded(String address) {
    Deque<Instant> recent = tries.get(address);
    if (recent != null) {
      recent.pollLast();
    }
  }
}
