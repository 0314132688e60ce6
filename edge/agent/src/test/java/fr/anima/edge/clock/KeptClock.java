package fr.anima.edge.clock;

import java.nio.file.Path;

/** The clock of a station whose machine keeps the time: for tests about something else. */
public final class KeptClock {
  private KeptClock() {}

  /** One that remembers in that folder. */
  public static StationClock in(Path folder) {
    return new StationClock(MachineTime.ofThisMachine(), StationClock.Trust.TRUSTED, folder);
  }
}
