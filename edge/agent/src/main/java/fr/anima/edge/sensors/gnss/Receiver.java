package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.SensorException;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Where a satellite receiver can be listened to. */
interface Receiver {
  /**
   * Begins to listen; takes seconds at most.
   *
   * @param leftOut takes note of what could not be understood
   * @throws SensorException says what is wrong and what to do
   */
  Hearing connect(LeftOut leftOut) throws IOException, SensorException, InterruptedException;

  /** What to look at when nothing that makes sense is heard although somebody is connected. */
  String adviceWhenSilent();

  /**
   * One connection, until it breaks. Closing it from another thread ends a waiting {@code next}.
   */
  interface Hearing extends Closeable {
    /**
     * Waits for the next thing that makes sense.
     *
     * @return the fixes it completes, mostly none or one
     * @throws IOException when the connection broke
     * @throws SensorException likewise, with what to do
     */
    List<Sample> next() throws IOException, SensorException;

    /** What is wrong although there is a connection; empty when nothing is. */
    default String complaint() {
      return "";
    }
  }
}
