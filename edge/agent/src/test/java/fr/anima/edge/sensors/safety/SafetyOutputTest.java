package fr.anima.edge.sensors.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import fr.anima.edge.sensors.MockPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SafetyOutputTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final int PIN = 27;
  private static final SafetyRule FAN =
      new SafetyRule(28, 26, Duration.ofMinutes(15), Duration.ofMinutes(5), Duration.ofMinutes(1));

  private final MockPins board = new MockPins();
  private final AtomicLong seconds = new AtomicLong(100);
  private final LatestValue latest = new LatestValue();

  @AfterEach
  void stopPi4j() {
    board.close();
  }

  @Test
  void each_switching_is_a_reading_with_its_own_time_and_the_state_one_a_minute() throws Exception {
    SafetyOutput fan = open(DigitalState.HIGH);

    assertEquals(List.of(told(NOW, 0)), says(fan, 20, 0));
    assertEquals(List.of(), says(fan, 20, 10));
    assertEquals(List.of(told(NOW.plusSeconds(20), 1)), says(fan, 29, 20));
    assertEquals(DigitalState.HIGH, board.level(PIN));
    assertEquals(List.of(), says(fan, 29, 50));
    assertEquals(List.of(told(NOW.plusSeconds(80), 1)), says(fan, 29, 80));
    assertEquals(List.of(told(NOW.plusSeconds(90), 0)), says(fan, 25, 90));
    assertEquals(DigitalState.LOW, board.level(PIN));
  }

  @Test
  void a_sensor_that_falls_silent_switches_it_off_and_says_so() throws Exception {
    SafetyOutput fan = open(DigitalState.HIGH);
    says(fan, 35, 0);
    seconds.set(161);

    List<Sample> samples = fan.sample(NOW.plusSeconds(61));

    assertEquals(List.of(told(NOW.plusSeconds(61), 0)), samples);
    assertEquals(DigitalState.LOW, board.level(PIN));
    assertEquals("off: no temperature of climate for 60 s", fan.complaint());
  }

  @Test
  void a_run_without_effect_ends_and_is_told_to_the_keepers() throws Exception {
    SafetyOutput fan = open(DigitalState.HIGH);
    says(fan, 35, 0);
    says(fan, 35, 900);

    assertEquals(DigitalState.LOW, board.level(PIN));
    assertTrue(fan.complaint().contains("ran 900 s without bringing"), fan.complaint());
  }

  @Test
  void a_board_that_wants_the_pin_low_gets_it_low() throws Exception {
    SafetyOutput fan = open(DigitalState.LOW);
    DigitalState before = board.level(PIN);
    says(fan, 35, 0);

    assertEquals(DigitalState.HIGH, before);
    assertEquals(DigitalState.LOW, board.level(PIN));
  }

  @Test
  void it_is_off_when_the_agent_stops() throws Exception {
    SafetyOutput fan = open(DigitalState.HIGH);
    says(fan, 35, 0);
    DigitalOutput relay = board.output(PIN);

    fan.close();

    assertEquals(DigitalState.LOW, relay.state());
  }

  @Test
  void a_watched_sensor_tells_what_it_always_told_and_possible_values_reach_the_output()
      throws Exception {
    double[] celsius = {400};
    Sensor sensor =
        now ->
            List.of(
                new Sample.Values(now, Sample.TimeOf.STATION, Map.of("temperature", celsius[0])));
    WatchedSensor watched = new WatchedSensor(sensor, "temperature", it -> it < 100, latest);

    List<Sample> told = watched.sample(NOW);
    boolean isImpossibleHidden = latest.within(Duration.ofDays(1), System.nanoTime()).isEmpty();
    celsius[0] = 31;
    watched.sample(NOW);

    assertEquals(sensorTold(400), told);
    assertTrue(isImpossibleHidden);
    assertEquals(31, latest.within(Duration.ofDays(1), System.nanoTime()).orElseThrow());
  }

  private SafetyOutput open(DigitalState onWhen) throws SensorException {
    return new SafetyOutput(
        board.pins,
        new SafetyOutput.Wiring(PIN, onWhen),
        FAN,
        "temperature of climate",
        latest,
        () -> TimeUnit.SECONDS.toNanos(seconds.get()));
  }

  /** The sensor says so at that second, and the output is asked at once. */
  private List<Sample> says(SafetyOutput fan, double celsius, long second) {
    seconds.set(100 + second);
    latest.told(celsius, TimeUnit.SECONDS.toNanos(seconds.get()));
    return fan.sample(NOW.plusSeconds(second));
  }

  private static List<Sample> sensorTold(double celsius) {
    return List.of(new Sample.Values(NOW, Sample.TimeOf.STATION, Map.of("temperature", celsius)));
  }

  private static Sample told(Instant at, double value) {
    return new Sample.Values(at, Sample.TimeOf.STATION, Map.of("output", value));
  }
}
