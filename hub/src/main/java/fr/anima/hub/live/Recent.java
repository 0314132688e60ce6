package fr.anima.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The changes of the last minutes, for browsers that come back; bounded by age, number and size. */
final class Recent {
  private final Duration age;
  private final int most;
  private final long mostBytes;
  private final Deque<Change> changes = new ArrayDeque<>();
  private long bytes;
  private long dropped;

  Recent(Duration age, int most, long mostBytes) {
    this.age = age;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  void add(Change change) {
    changes.addLast(change);
    bytes += change.bytes();
    forget(change.at());
  }

  /** Everything after a number; empty when some of it is already forgotten. */
  Optional<List<Change>> after(long number) {
    return number < dropped
        ? Optional.empty()
        : Optional.of(changes.stream().filter(it -> it.number() > number).toList());
  }

  /** The number of the last change before that instant. */
  long lastBefore(Instant instant) {
    Iterator<Change> newestFirst = changes.descendingIterator();
    while (newestFirst.hasNext()) {
      Change change = newestFirst.next();
      if (change.at().isBefore(instant)) {
        return change.number();
      }
    }
    return dropped;
  }

  private void forget(Instant now) {
    Instant oldest = now.minus(age);
    while (!changes.isEmpty()
        && (changes.size() > most
            || bytes > mostBytes
            || changes.getFirst().at().isBefore(oldest))) {
      Change gone = changes.removeFirst();
      bytes -= gone.bytes();
      dropped = gone.number();
    }
  }
}
