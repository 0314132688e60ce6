package fr.anima.edge.sampling;

import fr.anima.wire.Message;
import java.io.IOException;

/** Where stamped messages go: on disk, until the hub has them. */
public interface Journal {
  /** Keeps the message. */
  void append(Message message) throws IOException;

  /** Whether so much waits already that what can come later should come later. */
  boolean isCrowded();
}
