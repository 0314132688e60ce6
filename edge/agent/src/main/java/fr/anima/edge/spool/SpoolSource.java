package fr.anima.edge.spool;

import java.util.Optional;

/** A place records are handed out from, oldest first: a lane on the card, or memory. */
interface SpoolSource {
  /** The next record that was not handed out yet. */
  Optional<SpoolRecord> peek();

  /** Hands out what {@link #peek} shows. */
  void take();

  /** Everything that is not settled is to be handed out again. */
  void resend();

  /** Records waiting for their acknowledgement. */
  long records();
}
