package fr.anima.edge.configuration;

import fr.anima.edge.clock.StationClock;
import fr.anima.edge.sampling.SensorPlan;
import fr.anima.edge.spool.SpoolLimits;
import fr.anima.edge.uplink.UplinkConfig;
import fr.anima.wire.StationKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a station's configuration file says, checked.
 *
 * @param kind what the station is bolted to
 * @param uplink who speaks to which hub
 * @param directory where the station keeps what must survive a power cut
 * @param spool how much of the card that may take
 * @param heartbeat between two heartbeats
 * @param clock what time it is
 * @param sensors in the order of the file
 */
public record AgentConfig(
    StationKind kind,
    UplinkConfig uplink,
    Path directory,
    SpoolLimits spool,
    Duration heartbeat,
    StationClock clock,
    List<StationSensor> sensors) {
  /** Keeps a copy of the sensors. */
  public AgentConfig {
    sensors = List.copyOf(sensors);
  }

  /** How to ask the sensors, in the order of the file. */
  public List<SensorPlan> plans() {
    return sensors.stream().map(StationSensor::plan).toList();
  }

  /**
   * The same station without hardware: every sensor that needs some is invented from the seed. It
   * keeps what it says in a directory of its own beside the real one.
   */
  public AgentConfig simulated(long seed) {
    Path apart = directory.resolveSibling(directory.getFileName() + "-simulated");
    return new AgentConfig(
        kind,
        uplink,
        apart,
        spool,
        heartbeat,
        clock.keptIn(apart),
        sensors.stream().map(it -> it.simulated(seed)).toList());
  }

  /** The configuration in a line, without its key. */
  public String summary() {
    return uplink.station()
        + ", "
        + kind.word()
        + ", to "
        + uplink.hub()
        + ", sensors "
        + String.join(", ", sensors.stream().map(StationSensor::name).toList());
  }
}
