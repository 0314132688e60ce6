package fr.anima.edge.sampling;

import fr.anima.edge.clock.Moment;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.wire.ClockQuality;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sensor and the one thread that asks it. Whatever the sensor does, throw, hang or talk
 * nonsense, stays on this thread; the others do not notice.
 */
final class SensorTurn implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SensorTurn.class);

  /** A sensor that takes two periods, and at least this, counts as hanging. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private static final long IDLE = Long.MIN_VALUE;
  private static final long STOP_MILLIS = 500;

  /** Between two turns of a device that asks for more or for an early turn without end. */
  private static final long BREATH_MILLIS = 10;

  private final SensorPlan plan;
  private final Stamper stamper;
  private final SensorTrouble trouble = new SensorTrouble();
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Allowance allowance = new Allowance(System.nanoTime());
  private volatile Duration period;
  private volatile long busySince = IDLE;
  private volatile boolean isFinished;
  private volatile boolean isStopped;
  private boolean isWoken;
  private boolean hasMore;

  SensorTurn(SensorPlan plan, Stamper stamper) {
    this.plan = plan;
    this.stamper = stamper;
    this.period = plan.period();
    this.thread = new Thread(this::run, "sensor-" + plan.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  String name() {
    return plan.name();
  }

  /** Takes effect at once, also for a sensor that is waiting for a far turn. */
  void follow(Optional<Duration> wanted) {
    lock.lock();
    try {
      period = wanted.orElse(plan.period());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why the sensor does not answer as it should; empty when it does. */
  String failing() {
    long since = busySince;
    Duration patience = period.plus(period);
    Duration busy = since == IDLE ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    return busy.compareTo(patience.compareTo(PATIENCE) > 0 ? patience : PATIENCE) > 0
        ? "no answer for " + Math.max(1, busy.toSeconds()) + " s; check the device and its wiring"
        : trouble.words();
  }

  /** Whether it will never tell anything again. */
  boolean isFinished() {
    return isFinished;
  }

  private void run() {
    Optional<Sensor> sensor = Optional.empty();
    long due = System.nanoTime();
    try {
      while (!isStopped && !isFinished) {
        busySince = System.nanoTime();
        sensor = turn(sensor);
        busySince = IDLE;
        due = hasMore ? System.nanoTime() : awaitNext(due);
      }
    } catch (InterruptedException stopped) {
      // Only close() interrupts.
    } finally {
      busySince = IDLE;
      sensor.ifPresent(this::letGo);
    }
  }

  private Optional<Sensor> turn(Optional<Sensor> open) throws InterruptedException {
    Optional<Sensor> sensor = open;
    String before = trouble.words();
    hasMore = false;
    try {
      if (sensor.isEmpty()) {
        sensor = Optional.of(plan.opening().open());
        sensor.get().onNews(this::wake);
      }
      ask(sensor.get());
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception | Error why) {
      trouble.failed(why);
      // Opened anew next time: a device that was unplugged needs its calibration read again.
      sensor.ifPresent(this::letGo);
      sensor = Optional.empty();
    }
    report(before, trouble.words());
    return sensor;
  }

  private void ask(Sensor sensor) throws Exception {
    if (sensor.canWait() && stamper.isCrowded()) {
      return;
    }
    Moment now = stamper.clock().now();
    List<Sample> samples = sensor.sample(now.at());
    trouble.begin(sensor.canWait());
    keep(samples, now.quality(), sensor.canWait());
    trouble.complained(sensor.complaint());
    isFinished = sensor.isFinished();
    hasMore = sensor.hasMore() && !isFinished;
    if (hasMore && !sensor.canWait()) {
      TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
    }
  }

  private void keep(List<Sample> samples, ClockQuality asked, boolean isRecording) {
    int flooded = 0;
    try {
      for (Sample each : samples) {
        if (isRecording || allowance.take(System.nanoTime())) {
          trouble.refused(stamper.take(each, asked));
        } else {
          flooded++;
        }
      }
    } catch (IOException why) {
      // The card's fault and not the device's: a relay must not fall because the card is full.
      trouble.failed(why);
    }
    if (flooded > 0) {
      trouble.refused(
          List.of(
              "floods: "
                  + flooded
                  + " of "
                  + samples.size()
                  + " samples dropped, "
                  + Allowance.PER_SECOND
                  + " a second are taken; check the device"));
    }
  }

  /** An early turn, asked for by the sensor from whatever thread. */
  private void wake() {
    lock.lock();
    try {
      isWoken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void report(String before, String after) {
    if (before.isEmpty() && !after.isEmpty()) {
      log.warn("sensor failing sensor={} reason={}", name(), after);
    } else if (!before.isEmpty() && after.isEmpty()) {
      log.info("sensor answers again sensor={}", name());
    }
    if (isFinished) {
      log.info("recording played to its end sensor={}", name());
    }
  }

  /**
   * Waits for the turn after {@code last}, or for an early one; turns that were missed are not made
   * up for.
   */
  private long awaitNext(long last) throws InterruptedException {
    lock.lock();
    try {
      long due = last + period.toNanos();
      if (due < System.nanoTime()) {
        due = System.nanoTime();
      }
      while (!isStopped && !isFinished && !isWoken && due > System.nanoTime()) {
        Duration before = period;
        changed.awaitNanos(due - System.nanoTime());
        if (!period.equals(before)) {
          due = Math.max(System.nanoTime(), last + period.toNanos());
        }
      }
      if (!isWoken) {
        return due;
      }
      isWoken = false;
    } finally {
      lock.unlock();
    }
    TimeUnit.MILLISECONDS.sleep(BREATH_MILLIS);
    return System.nanoTime();
  }

  private void letGo(Sensor sensor) {
    try {
      sensor.close();
    } catch (Exception why) {
      log.info("sensor did not close cleanly sensor={} reason={}", name(), why.getMessage());
    }
  }

  /** Stops asking. A sensor that hangs is left to its daemon thread. */
  @Override
  public void close() throws InterruptedException {
    isStopped = true;
    thread.interrupt();
    TimeUnit.MILLISECONDS.timedJoin(thread, STOP_MILLIS);
  }
}
