package fr.anima.edge.sensors.safety;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A relay with a fan or a buzzer behind it, switched by a rule on the station itself. It is asked
 * like a sensor, on a thread of its own, so neither the hub nor the sensor it watches can hold it
 * up; what it did is told as readings with their own time, whenever the hub comes back.
 */
public final class SafetyOutput implements Sensor {
  /** Between two readings of an output that does not change. */
  private static final Duration UNCHANGED = Duration.ofMinutes(1);

  private final GpioPins pins;
  private final int bcm;
  private final DigitalState onWhen;
  private final SafetyRule rule;
  private final String watched;
  private final LatestValue latest;
  private final LongSupplier nanos;
  private final DigitalOutput relay;
  private SafetyRule.State state;
  private long toldNanos;

  /**
   * The pin.
   *
   * @param onWhen the level that switches the relay on; many boards want it low
   */
  public record Wiring(int bcm, DigitalState onWhen) {}

  /**
   * Takes the pin, off.
   *
   * @param watched what the rule looks at, in words, such as {@code temperature of climate}
   */
  public SafetyOutput(
      GpioPins pins, Wiring wiring, SafetyRule rule, String watched, LatestValue latest)
      throws SensorException {
    this(pins, wiring, rule, watched, latest, System::nanoTime);
  }

  SafetyOutput(
      GpioPins pins,
      Wiring wiring,
      SafetyRule rule,
      String watched,
      LatestValue latest,
      LongSupplier nanos)
      throws SensorException {
    this.pins = pins;
    this.bcm = wiring.bcm();
    this.onWhen = wiring.onWhen();
    this.rule = rule;
    this.watched = watched;
    this.latest = latest;
    this.nanos = nanos;
    relay = pins.output(bcm, level(false));
    state = SafetyRule.State.off(nanos.getAsLong());
    toldNanos = state.sinceNanos() - UNCHANGED.toNanos();
  }

  @Override
  public List<Sample> sample(Instant now) {
    long at = nanos.getAsLong();
    boolean before = state.isOn();
    state = rule.judge(state, latest.within(rule.lost(), at), at);
    // Written every time: a relay that lost its supply is set right by the next turn.
    relay.state(level(state.isOn()));
    if (state.isOn() == before && at - toldNanos < UNCHANGED.toNanos()) {
      return List.of();
    }
    toldNanos = at;
    return List.of(
        new Sample.Values(now, Sample.TimeOf.STATION, Map.of("output", state.isOn() ? 1.0 : 0.0)));
  }

  @Override
  public String complaint() {
    return switch (state.reason()) {
      case CALM, BEYOND -> "";
      case RESTING ->
          "off: ran "
              + rule.longest().toSeconds()
              + " s without bringing "
              + watched
              + " back, rests "
              + rule.rest().toSeconds()
              + " s; look after the animals";
      case SENSOR_LOST -> "off: no " + watched + " for " + rule.lost().toSeconds() + " s";
    };
  }

  private DigitalState level(boolean isOn) {
    boolean isHigh = isOn == (onWhen == DigitalState.HIGH);
    return isHigh ? DigitalState.HIGH : DigitalState.LOW;
  }

  @Override
  public void close() {
    relay.state(level(false));
    pins.release(bcm);
  }
}
