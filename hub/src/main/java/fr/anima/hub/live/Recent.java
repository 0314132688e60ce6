package fr.anima.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The changes of the last minutes, for browsers that come back: of each key the latest only, for
 * that is what they would be told; bounded by age, number and size.
 */
final class Recent {
  private final Duration age;
  private final int most;
  private final long mostBytes;
  private final NavigableMap<Long, Change> changes = new TreeMap<>();
  private final Map<String, Change> latest = new HashMap<>();
  private long bytes;
  private long dropped;

  Recent(Duration age, int most, long mostBytes) {
    this.age = age;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  void add(Change change) {
    Change before = latest.get(change.key());
    if (before == null || !change.isOvertakenBy(before)) {
      if (before != null) {
        remove(before);
      }
      latest.put(change.key(), change);
      changes.put(change.number(), change);
      bytes += change.bytes();
    }
    forget(change.at());
  }

  /** What a browser that knows all up to a number has missed; empty when it is partly forgotten. */
  Optional<List<Change>> after(long number) {
    return number < dropped
        ? Optional.empty()
        : Optional.of(List.copyOf(changes.tailMap(number, false).values()));
  }

  /** The number of the last change before that instant. */
  long lastBefore(Instant instant) {
    for (Change newestFirst : changes.descendingMap().values()) {
      if (newestFirst.at().isBefore(instant)) {
        return newestFirst.number();
      }
    }
    return dropped;
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(age);
    while (!changes.isEmpty()
        && (changes.size() > most
            || bytes > mostBytes
            || changes.firstEntry().getValue().at().isBefore(oldest))) {
      Change gone = changes.firstEntry().getValue();
      remove(gone);
      latest.remove(gone.key());
      dropped = gone.number();
    }
  }

  private void remove(Change gone) {
    changes.remove(gone.number());
    bytes -= gone.bytes();
  }
}
