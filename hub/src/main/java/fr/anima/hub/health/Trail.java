package fr.anima.hub.health;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * How far readers of the log have come where the canary's readings lie. Readers that move and are
 * not there yet have much to do; readers of another hub are that hub's to tell of.
 */
public final class Trail {
  private static final Duration MOVES = Duration.ofSeconds(15);

  private final IntFunction<Future<Long>> done;
  private final IntFunction<Future<Boolean>> held;
  private final IntPredicate heldHere;
  private volatile long reached = -1;
  private volatile boolean elsewhere;
  private volatile Instant movedAt = Instant.EPOCH;

  /**
   * Of one partition or another.
   *
   * @param done before which offset the readers have done with it, -1 when they have never begun
   * @param held whether it is read at all at present
   * @param heldHere whether it is this hub that reads it
   */
  public Trail(
      IntFunction<Future<Long>> done, IntFunction<Future<Boolean>> held, IntPredicate heldHere) {
    this.done = done;
    this.held = held;
    this.heldHere = heldHere;
  }

  /** Asks, and remembers whether they moved; before which offset they have done. */
  Future<Long> look(int partition, Instant now) {
    return done.apply(partition)
        .onSuccess(offset -> reached(offset, now))
        .compose(offset -> others(partition).map(offset));
  }

  /** Whether what is late there is late because much comes before it, or not this hub's. */
  boolean isExcused(Instant now) {
    return elsewhere || Duration.between(movedAt, now).compareTo(MOVES) < 0;
  }

  private void reached(long offset, Instant now) {
    if (offset != reached) {
      reached = offset;
      movedAt = now;
    }
  }

  private Future<Void> others(int partition) {
    if (heldHere.test(partition)) {
      elsewhere = false;
      return Future.succeededFuture();
    }
    return held.apply(partition).onSuccess(is -> elsewhere = is).mapEmpty();
  }
}
