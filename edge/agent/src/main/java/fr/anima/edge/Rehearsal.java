package fr.anima.edge;

import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.spool.Spool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code anima-edge simulate}: a station as its file says, with invented sensors where it needs
 * hardware. What is invented never gets into a real journal, nor to a hub under the name of a
 * station that has measured.
 */
final class Rehearsal {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);

  private Rehearsal() {}

  /**
   * The station without hardware, loudly.
   *
   * @throws IOException when this machine has run the station for real, or that cannot be seen
   */
  static AgentConfig of(AgentConfig real, long seed) throws IOException {
    Path lock = Spool.lockIn(StationRun.journal(real));
    if (!Files.notExists(lock)) {
      throw new IOException(
          real.directory()
              + (Files.exists(lock) ? " holds what " : " cannot be looked into: it may hold what ")
              + real.uplink().station()
              + " has measured, and invented values would get into its history on the hub; add a"
              + " station for trying there, and give its name, key and another directory");
    }
    AgentConfig simulated = real.simulated(seed);
    log.warn("ALL VALUES ARE INVENTED: no sensor is read, no output is switched seed={}", seed);
    log.warn(
        "the hub keeps them as the history of station={}; never run it for real under that name"
            + " kept={}",
        real.uplink().station(),
        simulated.directory());
    return simulated;
  }

  /** The version that the hub shows. */
  static String version(String version) {
    return version + " (simulated)";
  }
}
