package fr.anima.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets one message a second of each key through: the first at once, then the latest of a second.
 */
final class Thinning {
  /** A second, less what a network may hurry whoever speaks once a second. */
  private static final Duration PAUSE = Duration.ofMillis(900);

  private final Map<String, Instant> last = new HashMap<>();
  private final Map<String, Held> held = new LinkedHashMap<>();

  /** The message when it may go now; otherwise it is held, in place of an older one. */
  Optional<LiveMessage> offer(String channel, LiveMessage message, Instant now) {
    if (message.coalesce().isEmpty()) {
      return Optional.of(message);
    }
    String key = channel + "/" + message.coalesce().get().key();
    Instant before = last.get(key);
    if (!held.containsKey(key) && (before == null || !now.isBefore(before.plus(PAUSE)))) {
      last.put(key, now);
      return Optional.of(message);
    }
    Held waiting = held.get(key);
    if (waiting == null || !message.isOvertakenBy(waiting.message())) {
      held.put(key, new Held(channel, message));
    }
    return Optional.empty();
  }

  /** What was held long enough. */
  List<Held> due(Instant now) {
    List<Held> due = new ArrayList<>();
    Iterator<Map.Entry<String, Held>> all = held.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<String, Held> next = all.next();
      Instant before = last.get(next.getKey());
      if (before == null || !now.isBefore(before.plus(PAUSE))) {
        last.put(next.getKey(), now);
        due.add(next.getValue());
        all.remove();
      }
    }
    last.values().removeIf(it -> it.plus(PAUSE).isBefore(now));
    return due;
  }

  /** A message that waits for its second to end. */
  record Held(String channel, LiveMessage message) {}
}
