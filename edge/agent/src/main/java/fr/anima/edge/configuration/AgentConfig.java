package fr.anima.edge.configuration;

import fr.anima.edge.sampling.ClockGuard;
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
 * @param sensors what to ask, in the order of the file
 */
public record AgentConfig(
    StationKind kind,
    UplinkConfig uplink,
    Path directory,
    SpoolLimits spool,
    Duration heartbeat,
    ClockGuard clock,
    List<SensorPlan> sensors) {
  /** Keeps a copy of the sensors. */
  public AgentConfig {
    sensors = List.copyOf(sensors);
  }

  /** The configuration in a line, without its key. */
  public String summary() {
    return uplink.station()
        + ", "
        + kind.word()
        + ", to "
        + uplink.hub()
        + ", sensors "
        + String.join(", ", sensors.stream().map(SensorPlan::name).toList());
  }
}
