package fr.anima.edge.configuration;

import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.sensors.Sensor;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A sensor of the configuration, with what is known of it beyond how to ask it.
 *
 * @param plan how to ask it
 * @param type the word of the file
 * @param connection what it is connected to
 * @param standIn what can speak in its place where there is no hardware, by seed; empty for what
 *     needs none
 */
public record StationSensor(
    SensorPlan plan, String type, Connection connection, Optional<LongFunction<Sensor>> standIn) {

  /** What the keys of one sensor table describe, before it has a name and a period. */
  record Device(
      SensorPlan.Opening opening, Connection connection, Optional<LongFunction<Sensor>> standIn) {
    /** One that is connected, and what can speak in its place. */
    static Device connected(
        SensorPlan.Opening opening, Connection connection, LongFunction<Sensor> standIn) {
      return new Device(opening, connection, Optional.of(standIn));
    }

    /** One that needs no hardware. */
    static Device withoutHardware(SensorPlan.Opening opening) {
      return new Device(opening, new Connection.Nothing(), Optional.empty());
    }
  }

  /** Its name in the file. */
  public String name() {
    return plan.name();
  }

  StationSensor with(SensorPlan.Opening opening) {
    return new StationSensor(
        new SensorPlan(plan.name(), plan.period(), opening), type, connection, standIn);
  }

  /** The same without hardware; each sensor's values differ, also of one type. */
  StationSensor simulated(long seed) {
    long own = seed + plan.name().hashCode();
    return standIn
        .map(
            it ->
                new StationSensor(
                    new SensorPlan(plan.name(), plan.period(), () -> it.apply(own)),
                    type,
                    new Connection.Nothing(),
                    Optional.empty()))
        .orElse(this);
  }
}
