package fr.anima.edge.sampling;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Readings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Samplers over sensors of one method, with a journal that remembers. */
final class SamplerRig implements AutoCloseable {
  final MemoryJournal journal = new MemoryJournal();
  private final Path folder;
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Sampler> started = new ArrayList<>();

  SamplerRig(Path folder) {
    this.folder = folder;
  }

  /** A sensor of one method. */
  interface Asked extends Sensor {}

  /** Opens a sensor of one method. */
  interface Opens {
    Asked open() throws Exception;
  }

  static SensorPlan plan(String name, Duration period, Opens opens) {
    return new SensorPlan(name, period, opens::open);
  }

  Sampler start(SensorPlan... plans) {
    Stamper stamper = journal.stamper(folder);
    Vitals vitals =
        (stamp, failing, plan) ->
            new Heartbeat(stamp, "test", 1, 0, 0, Map.of(), failing, plan, List.of());
    Sampler sampler =
        new Sampler(List.of(plans), stamper, vitals, new PlanFile(folder.resolve("plan.json")));
    started.add(sampler);
    sampler.start(Duration.ofHours(1));
    return sampler;
  }

  static List<Sample> values(Instant now, double celsius) {
    return List.of(new Sample.Values(now, Sample.TimeOf.STATION, Map.of("temperature", celsius)));
  }

  /** How many readings of that value the journal has. */
  long told(double celsius) {
    return journal.of(Readings.class).stream()
        .filter(it -> it.values().get(0).value() == celsius)
        .count();
  }

  /** Until it is released, deaf to interrupts, as a device that blocks in the kernel. */
  List<Sample> hang() {
    while (released.getCount() > 0) {
      try {
        released.await();
      } catch (InterruptedException deaf) {
        // a call into the kernel does not hear either
      }
    }
    return List.of();
  }

  /** Lets go of whatever hangs. */
  void release() {
    released.countDown();
  }

  /** Threads of sensors whose name begins so. */
  static long threadsOf(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("sensor-" + name))
        .count();
  }

  /** Patient, for a busy build machine. */
  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  @Override
  public void close() {
    release();
    started.forEach(Sampler::close);
  }
}
