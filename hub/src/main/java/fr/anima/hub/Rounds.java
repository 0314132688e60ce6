package fr.anima.hub;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** What is done again and again while the hub runs, on an event loop, and what takes longer. */
record Rounds(Vertx vertx, Ending ending) {
  /** From now on, the first time after that long. */
  void every(long millis, Runnable work) {
    long timer = vertx.setPeriodic(millis, it -> work.run());
    ending.add("timer", () -> vertx.cancelTimer(timer));
  }

  /** Once, now, on a thread that may block. */
  <T> Future<T> slowly(Callable<T> work) {
    return vertx.executeBlocking(work, false);
  }
}
