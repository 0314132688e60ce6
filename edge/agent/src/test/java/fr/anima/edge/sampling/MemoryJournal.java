package fr.anima.edge.sampling;

import fr.anima.edge.clock.KeptClock;
import fr.anima.edge.clock.StationClock;
import fr.anima.wire.Message;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal that remembers, and can be told to be full or crowded. */
final class MemoryJournal implements Journal {
  final List<Message> messages = new CopyOnWriteArrayList<>();
  volatile boolean isBroken;
  volatile boolean isCrowded;

  /** Stamps into this journal what station goat-barn takes. */
  Stamper stamper(Path folder) {
    StationClock clock = KeptClock.in(folder);
    return new Stamper(new StationId("goat-barn"), SequenceNumbers.of(1_795_428_000), clock, this);
  }

  @Override
  public void append(Message message) throws IOException {
    if (isBroken) {
      throw new IOException("No space left on device");
    }
    messages.add(message);
  }

  @Override
  public boolean isCrowded() {
    return isCrowded;
  }

  <M extends Message> List<M> of(Class<M> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
