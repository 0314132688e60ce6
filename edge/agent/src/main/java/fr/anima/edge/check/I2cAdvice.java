package fr.anima.edge.check;

import fr.anima.edge.configuration.Connection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What to do about a device on I2C that does not work, from what else is on its bus. Pure. */
final class I2cAdvice {
  private I2cAdvice() {}

  /**
   * The outcome in words that help.
   *
   * @param scan of the device's bus
   * @param taken addresses on that bus that the file gives to sensors
   */
  static Outcome on(Outcome outcome, Connection.I2c at, BusScan scan, Set<Integer> taken) {
    if (outcome.isWell() || !scan.isWhole()) {
      return outcome;
    }
    boolean isSilent = BusScan.shows(at.address()) && !scan.answers(at.address());
    String what =
        isSilent
            ? "nothing answers at "
                + BusScan.written(at.address())
                + "; check its plug, power and ground"
            : outcome.words();
    return Outcome.wrong(what + elsewhere(at, scan, taken));
  }

  private static String elsewhere(Connection.I2c at, BusScan scan, Set<Integer> taken) {
    Set<Integer> others =
        IntStream.rangeClosed(at.lowest(), at.highest())
            .filter(it -> it != at.address() && !taken.contains(it))
            .boxed()
            .collect(Collectors.toSet());
    for (int other : others) {
      if (scan.answers(other)) {
        return ". At "
            + BusScan.written(other)
            + " there is one that the file does not name: if this is it, "
            + change(at, other);
      }
    }
    // It would be seen only by a command, and an address that nobody named gets none.
    return others.isEmpty() || BusScan.shows(at.address())
        ? ""
        : ". If its board is set to another address, " + change(at, others.iterator().next());
  }

  private static String change(Connection.I2c at, int other) {
    String key = "address = " + BusScan.written(other);
    return at.isWritten()
        ? "write " + key + " in line " + at.line()
        : "add the line " + key + " below line " + at.line();
  }
}
