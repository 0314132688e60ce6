package fr.anima.edge.sampling;

import fr.anima.wire.SamplingPlan;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each sensor at its period, on a thread of its own, and beats the station's heart. The hub
 * may change the periods while it runs.
 */
public final class Sampler implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(Sampler.class);

  private final List<SensorTurn> turns;
  private final Stamper stamper;
  private final Vitals vitals;
  private final PlanFile planFile;
  private final ScheduledExecutorService heart;
  private volatile String planInForce = "";

  /** Takes up the plan the hub last sent; nothing is asked before {@link #start}. */
  public Sampler(List<SensorPlan> sensors, Stamper stamper, Vitals vitals, PlanFile planFile) {
    this.turns = sensors.stream().map(it -> new SensorTurn(it, stamper)).toList();
    this.stamper = stamper;
    this.vitals = vitals;
    this.planFile = planFile;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "heartbeat");
              thread.setDaemon(true);
              return thread;
            });
    planFile.read().ifPresent(this::apply);
  }

  /** Begins; the first heartbeat is at once. */
  public void start(Duration betweenHeartbeats) {
    turns.forEach(SensorTurn::start);
    long millis = betweenHeartbeats.toMillis();
    heart.scheduleAtFixedRate(this::beat, 0, millis, TimeUnit.MILLISECONDS);
  }

  /** Follows another plan from now on, also after a restart, and tells so at once. */
  public synchronized void follow(SamplingPlan plan) {
    apply(plan);
    try {
      planFile.write(plan);
    } catch (IOException why) {
      log.warn(
          "sampling plan in force but not on disk, a restart will forget it plan={} reason={}",
          plan.id(),
          why.toString());
    }
    log.info("sampling plan in force plan={}", plan.id());
    heart.execute(this::beat);
  }

  private void apply(SamplingPlan plan) {
    Map<String, Double> periods = new TreeMap<>(plan.periodSeconds());
    for (SensorTurn each : turns) {
      each.follow(
          Optional.ofNullable(periods.remove(each.name()))
              .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000))));
    }
    if (!periods.isEmpty()) {
      log.warn(
          "sampling plan names sensors this station does not have plan={} sensors={}",
          plan.id(),
          periods.keySet());
    }
    planInForce = plan.id();
  }

  /** Sensors that do not answer as they should, each with the reason. */
  public Map<String, String> failing() {
    Map<String, String> failing = new TreeMap<>();
    for (SensorTurn each : turns) {
      String reason = each.failing();
      if (!reason.isEmpty()) {
        failing.put(each.name(), reason);
      }
    }
    return failing;
  }

  /** Whether every sensor was a recording and has been played to its end. */
  public boolean isFinished() {
    return turns.stream().allMatch(SensorTurn::isFinished);
  }

  /** Tells at once how the station is. */
  public void beat() {
    try {
      stamper.take(stamp -> vitals.heartbeat(stamp, failing(), planInForce));
    } catch (IOException | RuntimeException why) {
      log.error("no heartbeat, the journal does not take it reason={}", why.toString());
    }
  }

  /** Stops asking, in at most half a second per hanging sensor. */
  @Override
  public void close() {
    heart.shutdownNow();
    try {
      for (SensorTurn each : turns) {
        each.close();
      }
    } catch (InterruptedException why) {
      Thread.currentThread().interrupt();
    }
  }
}
