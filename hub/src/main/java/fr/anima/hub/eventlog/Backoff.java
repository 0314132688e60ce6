package fr.anima.hub.eventlog;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Pauses that double up to a limit, until something works again. For one thread. */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration pause;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.pause = first;
  }

  /** How long to wait now; the next one is longer. */
  Duration next() {
    Duration now = pause;
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(longest) > 0 ? longest : doubled;
    return now;
  }

  /** It works again. */
  void reset() {
    pause = first;
  }

  /** Waits that long, on the calling thread. */
  void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(next().toMillis());
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }
}
