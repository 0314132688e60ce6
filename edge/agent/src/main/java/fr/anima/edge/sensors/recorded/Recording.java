package fr.anima.edge.sensors.recorded;

import fr.anima.edge.sensors.Sample;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** What was recorded, sample by sample in the order of telling. */
public interface Recording extends Closeable {
  /** The next sample; empty at the end, and from then on. */
  Optional<Sample> next() throws IOException;

  /** What could not be read, in words; empty when all could. */
  String complaint();
}
