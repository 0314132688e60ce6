package fr.anima.hub.eventlog;

import java.time.Duration;
import java.time.Instant;

/** Tells for how long a count that should rise all the time has stood still. */
final class Pulse {
  private double last = -1;
  private Instant since = Instant.MAX;

  /** Zero when it has changed since somebody last looked. */
  synchronized Duration standsStill(double count, Instant now) {
    if (count != last) {
      last = count;
      since = now;
    }
    return Duration.between(since, now);
  }
}
