package fr.anima.edge.sampling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.wire.Heartbeat;
import fr.anima.wire.Readings;
import fr.anima.wire.SamplingPlan;
import fr.anima.wire.StationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplerTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path folder;

  private final MemoryJournal journal = new MemoryJournal();
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<Sampler> started = new ArrayList<>();

  @AfterEach
  void stop() {
    released.countDown();
    started.forEach(Sampler::close);
  }

  @Test
  void a_sensor_that_throws_hangs_or_answers_nonsense_stops_only_itself() {
    Sampler sampler =
        start(
            plan("good", SHORT, () -> now -> values(now, 20)),
            plan("broken", SHORT, () -> now -> fail("wire torn")),
            plan("hanging", SHORT, () -> now -> hang(released)),
            plan("absent", SHORT, () -> refuse("no such bus")),
            plan("mad", SHORT, () -> now -> values(now, Double.NaN)));

    await().until(() -> sampler.failing().size() == 4 && journal.of(Readings.class).size() >= 20);

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
        start(
            plan(
                "wire",
                SHORT,
                () -> {
                  opened.incrementAndGet();
                  return now -> torn.get() ? fail("wire torn") : values(now, 20);
                }));
    await().until(() -> sampler.failing().containsKey("wire"));

    torn.set(false);

    await().until(() -> sampler.failing().isEmpty() && !journal.of(Readings.class).isEmpty());
    assertTrue(opened.get() > 1, "opened anew after each failure");
  }

  @Test
  void the_heartbeat_names_what_fails_and_the_plan_in_force() {
    Sampler sampler = start(plan("broken", SHORT, () -> now -> fail("wire torn")));
    await().until(() -> !sampler.failing().isEmpty() && !journal.of(Heartbeat.class).isEmpty());
    sampler.follow(new SamplingPlan("plan-7", Map.of("broken", 30.0)));

    sampler.beat();

    List<Heartbeat> beats = journal.of(Heartbeat.class);
    Heartbeat last = beats.get(beats.size() - 1);
    assertEquals(Map.of("broken", "wire torn"), last.failing());
    assertEquals("plan-7", last.plan());
    assertEquals("", beats.get(0).plan());
  }

  @Test
  void a_plan_from_the_hub_changes_the_period_at_once() {
    Sampler sampler = start(plan("slow", LONG, () -> now -> values(now, 20)));
    await().until(() -> journal.of(Readings.class).size() == 1);

    sampler.follow(new SamplingPlan("fast", Map.of("slow", 0.1, "unknown", 5.0)));

    await().until(() -> journal.of(Readings.class).size() >= 5);
  }

  @Test
  void a_plan_survives_a_restart_and_a_damaged_one_is_left_aside() throws IOException {
    start().follow(new SamplingPlan("fast", Map.of("slow", 0.1)));

    start(plan("slow", LONG, () -> now -> values(now, 20)));
    await().until(() -> journal.of(Readings.class).size() >= 5);
    Files.writeString(folder.resolve("plan.json"), "{\"id\":");
    Sampler sampler = start();
    sampler.beat();

    List<Heartbeat> beats = journal.of(Heartbeat.class);
    assertEquals("", beats.get(beats.size() - 1).plan());
  }

  @Test
  void periods_are_kept() {
    start(plan("steady", SHORT, () -> now -> values(now, 20)));
    long began = System.nanoTime();

    await().until(() -> journal.of(Readings.class).size() >= 41);

    double each = Duration.ofNanos(System.nanoTime() - began).toMillis() / 40.0;
    // The upper bound is for a busy build machine; alone it is 50.
    assertTrue(each > 45 && each < 250, each + " ms between two samples");
  }

  @Test
  void a_recording_waits_while_the_journal_is_crowded_and_a_device_does_not() {
    journal.isCrowded = true;
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
        start(
            new SensorPlan("recording", SHORT, () -> recording),
            plan("device", SHORT, () -> now -> values(now, 20)));
    await().until(() -> journal.of(Readings.class).size() >= 5);
    int askedWhileCrowded = asked.get();

    journal.isCrowded = false;

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

    Sampler sampler = start(new SensorPlan("recording", SHORT, () -> recording));
    await().until(sampler::isFinished);

    String told = String.valueOf(sampler.failing().get("recording"));
    assertTrue(told.contains("400.0 is not possible") && told.contains("3 rows"), told);
  }

  @Test
  void a_hundred_hanging_sensors_leave_one_thread_each_and_none_when_they_let_go()
      throws Exception {
    SensorPlan[] plans = new SensorPlan[100];
    Arrays.setAll(plans, i -> plan("x" + i, SHORT, () -> now -> hang(released)));
    Sampler sampler = start(plans);
    await().until(() -> sampler.failing().size() == 100);

    long while100Hang = threads();
    released.countDown();
    sampler.close();

    assertEquals(100, while100Hang);
    await().until(() -> threads() == 0);
  }

  @Test
  void a_sensor_that_dies_of_an_error_is_told_and_opened_anew() {
    AtomicInteger asked = new AtomicInteger();
    Sampler sampler = start(plan("dying", SHORT, () -> now -> die(asked)));
    await().until(() -> asked.get() >= 3);

    assertEquals("deep", sampler.failing().get("dying"));
  }

  @Test
  void a_sensor_that_floods_is_held_and_the_others_keep_their_period() {
    Sampler sampler =
        start(
            plan("flood", SHORT, () -> now -> Collections.nCopies(5000, values(now, 1).get(0))),
            plan("good", SHORT, () -> now -> values(now, 20)));
    long began = System.nanoTime();

    await().until(() -> told(20) >= 41 && sampler.failing().containsKey("flood"));

    double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
    double each = seconds * 1000 / 40;
    assertTrue(each < 250, each + " ms between two samples of the other");
    assertTrue(told(1) <= 1000 + 100 * (seconds + 1), told(1) + " in " + seconds + " s");
    String why = String.valueOf(sampler.failing().get("flood"));
    assertTrue(why.contains("floods: ") && why.contains("of 5000 samples dropped"), why);
  }

  @Test
  void a_device_that_always_has_more_gets_a_breath_between_two_turns() {
    AtomicInteger asked = new AtomicInteger();
    long began = System.nanoTime();
    start(
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
  void a_sensor_with_news_is_asked_before_its_turn() {
    AtomicReference<Runnable> news = new AtomicReference<>(() -> {});
    start(
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
    await().until(() -> told(20) == 1);

    Optional.ofNullable(news.get()).orElseThrow().run();

    await().until(() -> told(20) == 2);
  }

  @Test
  void a_journal_that_takes_nothing_does_not_close_the_device() {
    AtomicInteger opened = new AtomicInteger();
    journal.isBroken = true;
    Sampler sampler =
        start(
            plan(
                "fan",
                SHORT,
                () -> {
                  opened.incrementAndGet();
                  return now -> values(now, 20);
                }));
    await().until(() -> sampler.failing().containsKey("fan"));

    journal.isBroken = false;

    await().until(() -> told(20) >= 3 && sampler.failing().isEmpty());
    assertEquals(1, opened.get());
  }

  private long told(double celsius) {
    return journal.of(Readings.class).stream()
        .filter(it -> it.values().get(0).value() == celsius)
        .count();
  }

  /** Patient, for a busy build machine. */
  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().startsWith("sensor-x"))
        .count();
  }

  /** A sensor of one method. */
  private interface Asked extends Sensor {}

  /** Opens a sensor of one method. */
  private interface Opens {
    Asked open() throws Exception;
  }

  private static SensorPlan plan(String name, Duration period, Opens opens) {
    return new SensorPlan(name, period, opens::open);
  }

  private Sampler start(SensorPlan... plans) {
    ClockGuard clock = new ClockGuard(InstantSource.system(), ClockGuard.Trust.TRUSTED, folder);
    Stamper stamper =
        new Stamper(new StationId("goat-barn"), SequenceNumbers.after(0, clock), clock, journal);
    Vitals vitals =
        (stamp, failing, plan) -> new Heartbeat(stamp, "test", 1, 0, 0, Map.of(), failing, plan);
    Sampler sampler =
        new Sampler(List.of(plans), stamper, vitals, new PlanFile(folder.resolve("plan.json")));
    started.add(sampler);
    sampler.start(LONG);
    return sampler;
  }

  private static List<Sample> values(Instant now, double celsius) {
    return List.of(new Sample.Values(now, Sample.TimeOf.STATION, Map.of("temperature", celsius)));
  }

  private static List<Sample> die(AtomicInteger asked) {
    asked.incrementAndGet();
    throw new StackOverflowError("deep");
  }

  private static List<Sample> fail(String why) throws IOException {
    throw new IOException(why);
  }

  private static Asked refuse(String why) throws IOException {
    throw new IOException(why);
  }

  private static List<Sample> hang(CountDownLatch never) {
    boolean isReleased = false;
    while (!isReleased) {
      try {
        never.await();
        isReleased = true;
      } catch (InterruptedException deaf) {
        // a device that blocks in the kernel does not hear either
      }
    }
    return List.of();
  }
}
