package fr.anima.edge.sampling;

import fr.anima.wire.Heartbeat;
import fr.anima.wire.Stamp;
import java.util.Map;

/** What a heartbeat tells beyond the sensors' state: the spool, the losses, the version. */
public interface Vitals {
  /**
   * The heartbeat of this moment.
   *
   * @param failing sensors that do not answer as they should, with the reason
   * @param plan identifier of the plan in force, empty for the configuration's
   */
  Heartbeat heartbeat(Stamp stamp, Map<String, String> failing, String plan);
}
