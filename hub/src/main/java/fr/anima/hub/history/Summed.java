package fr.anima.hub.history;

import java.time.Instant;

/**
 * What the values of one step add up to.
 *
 * @param <S> itself
 */
public interface Summed<S extends Summed<S>> {
  /** When it begins. */
  Instant at();

  /** The same, as if it had begun then. */
  S at(Instant start);

  /** Both together, from the beginning of this one. */
  S with(S other);
}
