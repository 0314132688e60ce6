package fr.anima.edge.sampling;

import static fr.anima.edge.sampling.SamplerRig.await;
import static fr.anima.edge.sampling.SamplerRig.plan;
import static fr.anima.edge.sampling.SamplerRig.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.wire.Readings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a sensor does stays with it. */
class FaultySensorTest {
  private static final Duration SHORT = Duration.ofMillis(50);

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
  void a_sensor_that_throws_hangs_or_answers_nonsense_stops_only_itself() {
    Sampler sampler =
        rig.start(
            plan("good", SHORT, () -> now -> values(now, 20)),
            plan("broken", SHORT, () -> now -> fail("wire torn")),
            plan("hanging", SHORT, () -> now -> rig.hang()),
            plan("absent", SHORT, () -> refuse("no such bus")),
            plan("mad", SHORT, () -> now -> values(now, Double.NaN)));

    await()
        .until(() -> sampler.failing().size() == 4 && rig.journal.of(Readings.class).size() >= 20);

    Map<String, String> failing = sampler.failing();
    assertEquals(Set.of("broken", "hanging", "absent", "mad"), failing.keySet());
    assertEquals("wire torn", failing.get("broken"));
    assertTrue(String.valueOf(failing.get("hanging")).startsWith("no answer for"));
    assertEquals("no such bus", failing.get("absent"));
    assertTrue(String.valueOf(failing.get("mad")).contains("NaN is not possible"));
  }

  @Test
  void a_sensor_that_answers_again_is_no_longer_failing() {
    AtomicBoolean torn = new AtomicBoolean(true);
    AtomicInteger opened = new AtomicInteger();
    Sampler sampler =
        rig.start(
            plan(
                "wire",
                SHORT,
                () -> {
                  opened.incrementAndGet();
                  return now -> torn.get() ? fail("wire torn") : values(now, 20);
                }));
    await().until(() -> sampler.failing().containsKey("wire"));

    torn.set(false);

    await().until(() -> sampler.failing().isEmpty() && !rig.journal.of(Readings.class).isEmpty());
    assertTrue(opened.get() > 1, "opened anew after each failure");
  }

  @Test
  void a_sensor_that_dies_of_an_error_is_told_and_opened_anew() {
    AtomicInteger asked = new AtomicInteger();
    Sampler sampler = rig.start(plan("dying", SHORT, () -> now -> die(asked)));
    await().until(() -> asked.get() >= 3);

    assertEquals("deep", sampler.failing().get("dying"));
  }

  @Test
  void a_sensor_that_floods_is_held_and_the_others_keep_their_period() {
    Sampler sampler =
        rig.start(
            plan("flood", SHORT, () -> now -> Collections.nCopies(5000, values(now, 1).get(0))),
            plan("good", SHORT, () -> now -> values(now, 20)));
    long began = System.nanoTime();

    await().until(() -> rig.told(20) >= 41 && sampler.failing().containsKey("flood"));

    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    double each = seconds * 1000 / 40;
    assertTrue(each < 250, each + " ms between two samples of the other");
    assertTrue(rig.told(1) <= 1000 + 100 * (seconds + 1), rig.told(1) + " in " + seconds + " s");
    String why = String.valueOf(sampler.failing().get("flood"));
    assertTrue(why.contains("floods: ") && why.contains("of 5000 samples dropped"), why);
  }

  @Test
  void a_device_that_always_has_more_gets_a_breath_between_two_turns() {
    AtomicInteger asked = new AtomicInteger();
    long began = System.nanoTime();
    rig.start(
        new SensorPlan(
            "greedy",
            SHORT,
            () ->
                new Sensor() {
                  @Override
                  public List<Sample> sample(Instant now) {
                    asked.incrementAndGet();
                    return List.of();
                  }

                  @Override
                  public boolean hasMore() {
                    return true;
                  }
                }));

    await().until(() -> asked.get() >= 20);

    assertTrue(Duration.ofNanos(System.nanoTime() - began).toMillis() >= 190);
  }

  @Test
  void a_journal_that_takes_nothing_does_not_close_the_device() {
    AtomicInteger opened = new AtomicInteger();
    rig.journal.isBroken = true;
    Sampler sampler =
        rig.start(
            plan(
                "fan",
                SHORT,
                () -> {
                  opened.incrementAndGet();
                  return now -> values(now, 20);
                }));
    await().until(() -> sampler.failing().containsKey("fan"));

    rig.journal.isBroken = false;

    await().until(() -> rig.told(20) >= 3 && sampler.failing().isEmpty());
    assertEquals(1, opened.get());
  }

  private static List<Sample> die(AtomicInteger asked) {
    asked.incrementAndGet();
    throw new StackOverflowError("deep");
  }

  private static List<Sample> fail(String why) throws IOException {
    throw new IOException(why);
  }

  private static SamplerRig.Asked refuse(String why) throws IOException {
    throw new IOException(why);
  }
}
