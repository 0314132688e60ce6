package fr.anima.edge.check;

import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.StationSensor;
import fr.anima.edge.sensors.I2cBus;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at the machine, its buses, each sensor and the way to the hub, and tells what it sees to
 * whoever stands in front of it. Reads only: no output is switched, nothing is kept or sent.
 */
public final class StationCheck {
  private final AgentConfig config;
  private final Machine machine;
  private final I2cBus i2c;
  private final Duration patience;
  private final Page page;

  /**
   * Checks a station on that machine.
   *
   * @param patience how long a sensor may take to its first value; an SCD4x needs five seconds
   */
  public StationCheck(
      AgentConfig config, Machine machine, I2cBus i2c, Duration patience, PrintStream out) {
    this.config = config;
    this.machine = machine;
    this.i2c = i2c;
    this.patience = patience;
    this.page = new Page(out);
  }

  /**
   * Checks all, and prints as it goes.
   *
   * @param lock the file that a running agent of this station has locked
   * @return whether everything works
   */
  public boolean run(Path lock) throws InterruptedException {
    tellStation(lock);
    Map<StationSensor, Obstacle> obstacles = new LinkedHashMap<>();
    for (StationSensor each : config.sensors()) {
      Obstacle.to(each.connection(), machine).ifPresent(it -> obstacles.put(each, it));
    }
    new MachineTable(page, machine).tell(config.sensors(), obstacles);
    Buses buses = new Buses(page, i2c, patience);
    buses.scan(config.sensors().stream().filter(it -> !obstacles.containsKey(it)).toList());
    Errand<Optional<String>> hub =
        Errand.start(
            "hub", () -> HubReach.trouble(config.uplink(), config.clock().now(), patience));
    List<String> failed = new SensorRound(config, obstacles, buses, patience).ask(page);
    boolean isReached = tellHub(hub);
    sum(failed, isReached);
    return failed.isEmpty() && isReached;
  }

  private void tellStation(Path lock) {
    int count = config.sensors().size();
    page.paragraph(
        "The file has no mistakes: station "
            + config.uplink().station()
            + ", "
            + config.kind().word()
            + ", "
            + count
            + (count == 1 ? " sensor." : " sensors."));
    machine
        .holderOf(lock)
        .ifPresent(
            it ->
                page.paragraph(
                    "The agent runs (process "
                        + it
                        + ") and goes on. Its pins cannot be asked twice, and an SCD4x pauses"
                        + " for half a minute; to check these: sudo systemctl stop anima-edge"));
  }

  private boolean tellHub(Errand<Optional<String>> hub) throws InterruptedException {
    page.heading("The hub, " + config.uplink().hub());
    // Connection and certificate have the patience each.
    Optional<String> trouble =
        hub.within(patience.multipliedBy(2).plusSeconds(1))
            .orElse(Optional.of("its name takes too long to look up; check the network"));
    page.table(
        List.of(
            trouble
                .map(it -> List.of("!!", it))
                .orElse(List.of("ok", "can be reached; whether it takes the key is not tried"))));
    return trouble.isEmpty();
  }

  private void sum(List<String> failed, boolean isReached) {
    page.heading(
        failed.isEmpty()
            ? "All sensors work."
            : failed.size()
                + " of "
                + config.sensors().size()
                + (failed.size() == 1 ? " sensors does not work: " : " sensors do not work: ")
                + String.join(", ", failed)
                + ".");
    page.paragraph(
        isReached
            ? "The hub can be reached."
            : "The hub cannot be reached; readings are kept here until it can.");
  }
}
