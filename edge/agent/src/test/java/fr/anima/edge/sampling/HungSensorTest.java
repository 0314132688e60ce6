package fr.anima.edge.sampling;

import static fr.anima.edge.sampling.SamplerRig.await;
import static fr.anima.edge.sampling.SamplerRig.plan;
import static fr.anima.edge.sampling.SamplerRig.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.I2cBoard;
import fr.anima.edge.sensors.I2cBus;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.climate.Sht;
import fr.anima.wire.Readings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reliability E9: one hung sensor stops only itself, is told in time, and costs one thread. */
class HungSensorTest {
  private static final int HANGS = 1000;

  @TempDir Path folder;

  private SamplerRig rig;

  @BeforeEach
  void aRig() {
    rig = new SamplerRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void a_thousand_sensors_that_hang_hold_a_thread_each_and_none_when_they_let_go() {
    SensorPlan[] plans = new SensorPlan[HANGS];
    Arrays.setAll(plans, i -> plan("x" + i, Duration.ofSeconds(1), () -> now -> rig.hang()));
    Sampler sampler = rig.start(plans);
    await().until(() -> sampler.failing().size() == HANGS);

    long whileAllHang = SamplerRig.threadsOf("x");
    rig.release();
    sampler.close();

    assertEquals(HANGS, whileAllHang);
    await().until(() -> SamplerRig.threadsOf("x") == 0);
  }

  @Test
  void a_sensor_that_hangs_and_fails_a_thousand_times_has_one_thread_all_the_time() {
    AtomicInteger hung = new AtomicInteger();
    AtomicInteger opened = new AtomicInteger();
    rig.start(
        plan(
            "again",
            Duration.ofMillis(1),
            () -> {
              opened.incrementAndGet();
              return now -> hangAndFail(hung);
            }));

    await()
        .until(
            () -> {
              assertEquals(1, SamplerRig.threadsOf("again"));
              return hung.get() >= HANGS;
            });

    assertTrue(opened.get() >= HANGS, opened + " times opened anew");
  }

  /** The shortest period there is, and one at which most stations ask. */
  @Test
  void a_hung_sensor_is_told_before_its_third_period_is_over() throws Exception {
    for (int millis : new int[] {100, 400}) {
      Duration period = Duration.ofMillis(millis);
      AtomicInteger asked = new AtomicInteger();
      Sampler sampler =
          rig.start(
              plan(
                  "hangs",
                  period,
                  () ->
                      now -> {
                        asked.incrementAndGet();
                        return rig.hang();
                      }));
      await().until(() -> asked.get() == 1);

      // The question began before now; a machine that is late asks later, never too early.
      TimeUnit.MILLISECONDS.sleep(3L * millis);

      String told = String.valueOf(sampler.failing().get("hangs"));
      assertTrue(told.startsWith("no answer for"), period + ": " + told);
    }
  }

  @Test
  void the_others_keep_their_period_while_one_hangs() {
    Duration period = Duration.ofMillis(200);
    List<Long> asked = new CopyOnWriteArrayList<>();
    Sampler sampler =
        rig.start(
            plan("hangs", period, () -> now -> rig.hang()),
            plan(
                "steady",
                period,
                () ->
                    now -> {
                      asked.add(System.nanoTime());
                      return values(now, 20);
                    }));

    // Of ten periods in a row, wherever a busy machine leaves it alone for so long.
    await().until(() -> error(asked, period) <= 0.05);

    assertEquals(Set.of("hangs"), sampler.failing().keySet());
  }

  /** How far the last ten periods were off in the mean, as a share of the right one. */
  private static double error(List<Long> asked, Duration period) {
    if (asked.size() <= 10) {
      return 1;
    }
    int last = asked.size() - 1;
    double mean = (asked.get(last) - asked.get(last - 10)) / 10.0;
    return Math.abs(mean / period.toNanos() - 1);
  }

  @Test
  void a_device_that_hangs_on_a_bus_stops_no_other_device_of_it() {
    I2cBoard board = new I2cBoard().hanging(0x44).sht4x(0x45);
    try (I2cBus bus = new I2cBus(() -> board)) {
      Sampler sampler = rig.start(sht("hangs", bus, 0x44), sht("well", bus, 0x45));

      await().until(() -> rig.journal.of(Readings.class).size() >= 10);

      assertEquals(Set.of("hangs"), sampler.failing().keySet());
      board.release();
    }
  }

  private static SensorPlan sht(String name, I2cBus bus, int address) {
    return new SensorPlan(
        name, Duration.ofMillis(100), () -> new Sht(Sht.Model.SHT4X, bus.device(1, address)));
  }

  private static List<Sample> hangAndFail(AtomicInteger hung) throws Exception {
    TimeUnit.MICROSECONDS.sleep(500);
    throw new IOException("let go after hang " + hung.incrementAndGet());
  }
}
