package fr.anima.hub.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one browser has yet to be sent: in order, the latest of each key only, bounded. */
final class Backlog {
  private final long mostBytes;
  private final Map<String, Change> waiting = new LinkedHashMap<>();
  private long bytes;

  Backlog(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Adds a change; false when that is too much, and then nothing waits any more. */
  boolean add(Change change) {
    Change before = waiting.get(change.key());
    if (before != null && change.isOvertakenBy(before)) {
      return true;
    }
    drop(Optional.ofNullable(waiting.remove(change.key())));
    waiting.put(change.key(), change);
    bytes += change.bytes();
    if (bytes <= mostBytes) {
      return true;
    }
    clear();
    return false;
  }

  Optional<Change> next() {
    Optional<Change> first = waiting.values().stream().findFirst();
    if (first.isPresent()) {
      waiting.remove(waiting.keySet().iterator().next());
      drop(first);
    }
    return first;
  }

  void clear() {
    waiting.clear();
    bytes = 0;
  }

  private void drop(Optional<Change> gone) {
    gone.ifPresent(it -> bytes -= it.bytes());
  }
}
