package fr.anima.hub.eventlog;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the log does not acknowledge, and once that it does again: whoever reads what the
 * hub said after an outage of minutes finds two lines of it, not thousands.
 */
final class Acknowledging {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledging.class);

  private final AtomicLong failed = new AtomicLong();

  /** What came of an append: nothing went wrong, or this did. */
  void heard(@Nullable Exception failure) {
    if (failure != null) {
      if (failed.getAndIncrement() == 0) {
        LOG.warn(
            "the log does not acknowledge why={}; what is not acknowledged is sent again by whoever"
                + " sent it",
            String.valueOf(failure.getMessage()));
      }
    } else if (failed.get() > 0) {
      LOG.info("the log acknowledges again failed-meanwhile={}", failed.getAndSet(0));
    }
  }
}
