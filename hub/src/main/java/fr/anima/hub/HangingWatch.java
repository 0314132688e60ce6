package fr.anima.hub;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to look for transactions that hang: now and then; and when the brokers are back after an
 * outage at once and often, since streams that go on meanwhile would make what hangs a part of
 * their next transaction.
 */
final class HangingWatch {
  static final long TURN_MILLIS = 500;
  private static final Logger LOG = LoggerFactory.getLogger(HangingWatch.class);
  private static final int CALM_TURNS = 20;

  /** Looks after an outage that follow each other at once. */
  private static final int HURRIED = 40;

  private final Supplier<Future<List<String>>> look;
  private int turns;
  private int hurried;
  private boolean isLooking;
  private boolean isOut;

  /**
   * None looked for yet.
   *
   * @param look tells which were ended, in an admin's words
   */
  HangingWatch(Supplier<Future<List<String>>> look) {
    this.look = look;
  }

  /** Twice a second, on one event loop; answers come back to it. */
  void turn() {
    turns++;
    if (!isLooking && (isOut || hurried > 0 || turns % CALM_TURNS == 0)) {
      isLooking = true;
      look.get().onComplete(it -> isLooking = false).onSuccess(this::seen).onFailure(this::failed);
    }
  }

  private void seen(List<String> ended) {
    hurried = isOut ? HURRIED : Math.max(0, hurried - 1);
    isOut = false;
    ended.forEach(
        it -> LOG.warn("a transaction that the brokers lost sight of is ended transaction={}", it));
  }

  /** The log is watched as a stage of its own: once is enough. */
  private void failed(Throwable why) {
    if (!isOut) {
      LOG.warn("the brokers do not say which transactions are open reason={}", why.toString());
    }
    isOut = true;
  }
}
