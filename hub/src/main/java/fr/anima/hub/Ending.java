package fr.anima.hub;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be ended, the last begun first; what fails to end does not keep the rest. */
final class Ending implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

  private final Deque<Step> steps = new ArrayDeque<>();

  synchronized void add(String name, Closing closing) {
    steps.push(new Step(name, closing));
  }

  @Override
  public void close() {
    Optional<Step> next = next();
    while (next.isPresent()) {
      Step step = next.get();
      long started = System.nanoTime();
      try {
        step.closing().close();
        LOG.info("ended part={} ms={}", step.name(), (System.nanoTime() - started) / 1_000_000);
      } catch (Exception why) {
        LOG.warn("not ended in good order part={}", step.name(), why);
      }
      next = next();
    }
  }

  private synchronized Optional<Step> next() {
    return Optional.ofNullable(steps.poll());
  }

  /** Ends one part; may block for some seconds. */
  @FunctionalInterface
  interface Closing {
    /** Ends it. */
    void close() throws Exception;
  }

  private record Step(String name, Closing closing) {}
}
