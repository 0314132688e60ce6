package fr.anima.wire;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hub to station: how often to sample. Replaces the plan before it; a sensor that is not named
 * keeps the period of the station's configuration.
 *
 * @param id identifier of the plan, told back in the {@link Heartbeat}, 1 to 64 characters
 * @param periodSeconds seconds between two samples, by sensor name, 0.1 to 86 400
 */
public record SamplingPlan(String id, Map<String, Double> periodSeconds) {
  /**
   * Refuses periods that would flood or forget.
   *
   * @throws WireException reason {@link Flaw#IMPOSSIBLE_VALUE}
   */
  public SamplingPlan {
    periodSeconds = Collections.unmodifiableMap(new TreeMap<>(periodSeconds));
    if (id.isBlank() || id.length() > 64) {
      throw new WireException(Flaw.UNREADABLE, "a plan's id has 1 to 64 characters");
    }
    periodSeconds.forEach(
        (sensor, seconds) -> {
          if (!(seconds >= 0.1 && seconds <= 86_400)) {
            throw new WireException(
                Flaw.IMPOSSIBLE_VALUE,
                "period of " + sensor + " is " + seconds + " s; expected 0.1 to 86 400");
          }
        });
  }
}
