package fr.anima.edge.sampling;

import static fr.anima.edge.sampling.SamplerRig.await;
import static fr.anima.edge.sampling.SamplerRig.plan;
import static fr.anima.edge.sampling.SamplerRig.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Readings;
import fr.anima.wire.SamplingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sensor at its period, the plan of the hub, the heartbeat. */
class SamplerTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofHours(1);

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
  void the_heartbeat_names_what_fails_and_the_plan_in_force() {
    Sampler sampler = rig.start(plan("broken", SHORT, () -> now -> fail("wire torn")));
    await().until(() -> !sampler.failing().isEmpty() && !rig.journal.of(Heartbeat.class).isEmpty());
    sampler.follow(new SamplingPlan("plan-7", Map.of("broken", 30.0)));

    sampler.beat();

    List<Heartbeat> beats = rig.journal.of(Heartbeat.class);
    Heartbeat last = beats.get(beats.size() - 1);
    assertEquals(Map.of("broken", "wire torn"), last.failing());
    assertEquals("plan-7", last.plan());
    assertEquals("", beats.get(0).plan());
  }

  @Test
  void a_plan_from_the_hub_changes_the_period_at_once() {
    Sampler sampler = rig.start(plan("slow", LONG, () -> now -> values(now, 20)));
    await().until(() -> rig.journal.of(Readings.class).size() == 1);

    sampler.follow(new SamplingPlan("fast", Map.of("slow", 0.1, "unknown", 5.0)));

    await().until(() -> rig.journal.of(Readings.class).size() >= 5);
  }

  @Test
  void a_plan_survives_a_restart_and_a_damaged_one_is_left_aside() throws IOException {
    rig.start().follow(new SamplingPlan("fast", Map.of("slow", 0.1)));

    rig.start(plan("slow", LONG, () -> now -> values(now, 20)));
    await().until(() -> rig.journal.of(Readings.class).size() >= 5);
    Files.writeString(folder.resolve("plan.json"), "{\"id\":");
    Sampler sampler = rig.start();
    sampler.beat();

    List<Heartbeat> beats = rig.journal.of(Heartbeat.class);
    assertEquals("", beats.get(beats.size() - 1).plan());
  }

  @Test
  void periods_are_kept() {
    rig.start(plan("steady", SHORT, () -> now -> values(now, 20)));
    long began = System.nanoTime();

    await().until(() -> rig.journal.of(Readings.class).size() >= 41);

    double each = Duration.ofNanos(System.nanoTime() - began).toMillis() / 40.0;
    // The upper bound is for a busy build machine; alone it is 50.
    assertTrue(each > 45 && each < 250, each + " ms between two samples");
  }

  @Test
  void a_recording_waits_while_the_journal_is_crowded_and_a_device_does_not() {
    rig.journal.isCrowded = true;
    AtomicInteger asked = new AtomicInteger();
    Sensor recording =
        new Sensor() {
          @Override
          public List<Sample> sample(Instant now) {
            asked.incrementAndGet();
            return List.of();
          }

          @Override
          public boolean canWait() {
            return true;
          }

          @Override
          public boolean isFinished() {
            return asked.get() > 0;
          }
        };
    Sampler sampler =
        rig.start(
            new SensorPlan("recording", SHORT, () -> recording),
            plan("device", SHORT, () -> now -> values(now, 20)));
    await().until(() -> rig.journal.of(Readings.class).size() >= 5);
    int askedWhileCrowded = asked.get();

    rig.journal.isCrowded = false;

    await().until(() -> asked.get() > 0);
    assertEquals(0, askedWhileCrowded);
    assertFalse(sampler.isFinished(), "a device never finishes");
  }

  @Test
  void what_a_recording_could_not_give_stays_told_after_its_end() {
    Sensor recording =
        new Sensor() {
          @Override
          public List<Sample> sample(Instant now) {
            return values(now, 400);
          }

          @Override
          public boolean canWait() {
            return true;
          }

          @Override
          public boolean isFinished() {
            return true;
          }

          @Override
          public String complaint() {
            return "3 rows unreadable";
          }
        };

    Sampler sampler = rig.start(new SensorPlan("recording", SHORT, () -> recording));
    await().until(sampler::isFinished);

    String told = String.valueOf(sampler.failing().get("recording"));
    assertTrue(told.contains("400.0 is not possible") && told.contains("3 rows"), told);
  }

  @Test
  void a_sensor_with_news_is_asked_before_its_turn() {
    AtomicReference<Runnable> news = new AtomicReference<>(() -> {});
    rig.start(
        new SensorPlan(
            "door",
            LONG,
            () ->
                new Sensor() {
                  @Override
                  public List<Sample> sample(Instant now) {
                    return values(now, 20);
                  }

                  @Override
                  public void onNews(Runnable wake) {
                    news.set(wake);
                  }
                }));
    await().until(() -> rig.told(20) == 1);

    Optional.ofNullable(news.get()).orElseThrow().run();

    await().until(() -> rig.told(20) == 2);
  }

  private static List<Sample> fail(String why) throws IOException {
    throw new IOException(why);
  }
}
