package fr.anima.edge.check;

import fr.anima.edge.configuration.AgentConfig;
import fr.anima.edge.configuration.Connection;
import fr.anima.edge.configuration.StationSensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks all sensors of a station at once and tells in the order of the file. */
final class SensorRound {
  private final AgentConfig config;
  private final Map<StationSensor, Obstacle> obstacles;
  private final Buses buses;
  private final Duration patience;

  /** A fifth more: to open a sensor, to end the question that has begun, to close it. */
  private final Duration longest;

  SensorRound(
      AgentConfig config, Map<StationSensor, Obstacle> obstacles, Buses buses, Duration patience) {
    this.config = config;
    this.obstacles = obstacles;
    this.buses = buses;
    this.patience = patience;
    this.longest = patience.multipliedBy(6).dividedBy(5);
  }

  /** Names of the sensors that do not work. */
  List<String> ask(Page page) throws InterruptedException {
    page.heading("Each sensor, asked once (some take " + patience.toSeconds() + " s)");
    Map<StationSensor, Errand<Outcome>> asked = new LinkedHashMap<>();
    for (StationSensor each : config.sensors()) {
      if (!obstacles.containsKey(each) && !(each.connection() instanceof Connection.Switch)) {
        Question question = new Question(each, config.clock(), patience);
        asked.put(each, Errand.start(each.name(), question));
      }
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (StationSensor each : config.sensors()) {
      Errand<Outcome> errand = asked.get(each);
      Outcome outcome = errand == null ? unasked(each) : answer(each, errand);
      if (!outcome.isWell()) {
        failed.add(each.name());
      }
      rows.add(List.of(outcome.isWell() ? "ok" : "!!", each.name(), each.type(), outcome.words()));
    }
    page.table(rows);
    return failed;
  }

  private Outcome unasked(StationSensor sensor) {
    Optional<Obstacle> obstacle = Optional.ofNullable(obstacles.get(sensor));
    if (obstacle.isEmpty() && sensor.connection() instanceof Connection.Switch it) {
      return Outcome.well("not switched by this check; GPIO " + it.bcm() + ", by " + it.watched());
    }
    return Outcome.wrong("not asked, see above: " + obstacle.map(Obstacle::what).orElse(""));
  }

  private Outcome answer(StationSensor sensor, Errand<Outcome> errand) throws InterruptedException {
    Outcome outcome =
        errand
            .within(longest)
            .orElse(
                Outcome.wrong(
                    "hangs: no answer for "
                        + longest.toSeconds()
                        + " s; take its power away for a moment, check its wires"));
    return sensor.connection() instanceof Connection.I2c at ? buses.advised(outcome, at) : outcome;
  }
}
