package fr.anima.edge.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own that is given up when it takes too long: a call that hangs in a
 * driver cannot be ended from Java, but nobody has to wait for it.
 */
final class Errand<T> {
  private final FutureTask<T> work;
  private final long startedNanos = System.nanoTime();

  private Errand(FutureTask<T> work) {
    this.work = work;
  }

  /** What is to be done. */
  interface Work<T> {
    T run() throws InterruptedException;
  }

  /** Begins at once; the thread does not keep the program alive. */
  static <T> Errand<T> start(String name, Work<T> work) {
    FutureTask<T> task = new FutureTask<>(work::run);
    Thread thread = new Thread(task, "check-" + name);
    thread.setDaemon(true);
    thread.start();
    return new Errand<>(task);
  }

  /** What came of it; empty when it takes longer than that from its start, and it is given up. */
  Optional<T> within(Duration patience) throws InterruptedException {
    long left = patience.toNanos() - (System.nanoTime() - startedNanos);
    try {
      return Optional.of(work.get(Math.max(0, left), TimeUnit.NANOSECONDS));
    } catch (TimeoutException hangs) {
      work.cancel(true);
      return Optional.empty();
    } catch (ExecutionException why) {
      throw new IllegalStateException(why.getCause());
    }
  }
}
