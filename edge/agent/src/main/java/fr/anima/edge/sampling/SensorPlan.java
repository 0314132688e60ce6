package fr.anima.edge.sampling;

import fr.anima.edge.sensors.Sensor;
import java.time.Duration;

/**
 * A sensor of the configuration.
 *
 * @param name of the station's own choosing, once per station
 * @param period between two samples, unless the hub's plan says otherwise
 * @param opening how to get hold of it
 */
public record SensorPlan(String name, Duration period, Opening opening) {
  /** Gets hold of the device or file; called on the sensor's own thread, again after a failure. */
  public interface Opening {
    /**
     * The sensor, ready to be asked.
     *
     * @throws Exception says what is wrong and what to do
     */
    Sensor open() throws Exception;
  }
}
