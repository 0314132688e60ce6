package fr.anima.edge.check;

import fr.anima.edge.configuration.Connection;
import fr.anima.edge.configuration.StationSensor;
import fr.anima.edge.sensors.I2cBus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The I2C buses that a station uses: what answers on each, and what that means for its sensors. */
final class Buses {
  private final Page page;
  private final I2cBus i2c;
  private final Duration patience;
  private final Map<Integer, BusScan> scans = new TreeMap<>();
  private final Map<Integer, Set<Integer>> addressesInFile = new TreeMap<>();

  /**
   * Scans through that.
   *
   * @param patience how long one bus may take; a whole one takes some hundredths of a second
   */
  Buses(Page page, I2cBus i2c, Duration patience) {
    this.page = page;
    this.i2c = i2c;
    this.patience = patience;
  }

  /** Reads every address of the buses of those sensors, and tells which answered. */
  void scan(List<StationSensor> sensors) throws InterruptedException {
    for (StationSensor each : sensors) {
      if (each.connection() instanceof Connection.I2c at) {
        addressesInFile.computeIfAbsent(at.bus(), it -> new TreeSet<>()).add(at.address());
      }
    }
    for (int bus : addressesInFile.keySet()) {
      page.heading("On I2C bus " + bus + " answers, when it is read");
      BusScan scan =
          Errand.start("bus-" + bus, () -> BusScan.of(i2c, bus))
              .within(patience)
              .orElse(BusScan.hung(bus));
      scans.put(bus, scan);
      page.table(rows(scan));
    }
  }

  private List<List<String>> rows(BusScan scan) {
    if (!scan.isWhole()) {
      return List.of(
          List.of("!!", "the bus hangs: unplug its devices one by one until it does not"));
    }
    List<List<String>> rows = new ArrayList<>();
    for (int address : scan.answering()) {
      rows.add(List.of(BusScan.written(address), "may be " + BusScan.kindAt(address)));
    }
    if (rows.isEmpty()) {
      rows.add(List.of("", "nothing"));
    }
    if (!inFile(scan.bus()).stream().allMatch(BusScan::shows)) {
      rows.add(List.of("", "An SHT or SCD4x may not show here; it is asked below."));
    }
    return rows;
  }

  private Set<Integer> inFile(int bus) {
    return addressesInFile.getOrDefault(bus, Set.of());
  }

  /** What came of asking a sensor at that place, with what to do as far as the scan tells. */
  Outcome advised(Outcome outcome, Connection.I2c at) {
    BusScan scan = scans.getOrDefault(at.bus(), BusScan.hung(at.bus()));
    return I2cAdvice.on(outcome, at, scan, inFile(at.bus()));
  }
}
