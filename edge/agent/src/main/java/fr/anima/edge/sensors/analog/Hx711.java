package fr.anima.edge.sensors.analog;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An Avia HX711 (load cell amplifier, 24 bits), its clock made by hand: data falls when a reading
 * waits, each pulse brings a bit, the 25th chooses channel A at gain 128 (data sheet HX711, "serial
 * interface").
 */
public final class Hx711 implements Sensor {
  private static final int BITS = 24;

  /**
   * A clock that stays high for 60 µs switches the chip off. Linux may take the processor away in
   * the middle of a pulse; a reading with a pulse this long is thrown away.
   */
  private static final long LONGEST_PULSE_NANOS = 50_000;

  /** At 10 readings a second, and 400 ms to settle after power-on. */
  private static final Duration PATIENCE = Duration.ofMillis(600);

  private final GpioPins pins;
  private final int clockPin;
  private final int dataPin;
  private final DigitalOutput clock;
  private final DigitalInput data;
  private final Weighing weighing;
  private final LongSupplier nanos;

  /** Takes the two pins, by BCM number. */
  public Hx711(GpioPins pins, int clockPin, int dataPin, Weighing weighing) throws SensorException {
    this(pins, clockPin, dataPin, weighing, System::nanoTime);
  }

  Hx711(GpioPins pins, int clockPin, int dataPin, Weighing weighing, LongSupplier nanos)
      throws SensorException {
    this.pins = pins;
    this.clockPin = clockPin;
    this.dataPin = dataPin;
    this.weighing = weighing;
    this.nanos = nanos;
    clock = pins.output(clockPin, DigitalState.LOW);
    data = pins.input(dataPin, PullResistance.OFF);
  }

  @Override
  public List<Sample> sample(Instant now) throws SensorException, InterruptedException {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; counts.size() < weighing.readings() && i < weighing.readings() * 3; i++) {
      awaitReading();
      reading().ifPresent(counts::add);
    }
    if (counts.size() < weighing.readings()) {
      throw new SensorException(
          where() + "the clock was held up in two of three readings; this Pi is too busy for it");
    }
    return List.of(
        new Sample.Values(
            now, Sample.TimeOf.STATION, Map.of("feed-weight", weighing.kilograms(counts))));
  }

  private void awaitReading() throws SensorException, InterruptedException {
    long began = nanos.getAsLong();
    while (data.isHigh()) {
      if (nanos.getAsLong() - began > PATIENCE.toNanos()) {
        throw new SensorException(where() + "no reading comes; check supply, clock and data wires");
      }
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  /** One reading; empty when the clock was held up. */
  private OptionalInt reading() throws SensorException {
    int bits = 0;
    boolean isInTime = true;
    for (int i = 0; i < BITS; i++) {
      isInTime &= pulse();
      bits = bits << 1 | (data.isHigh() ? 1 : 0);
    }
    isInTime &= pulse();
    if (isInTime && data.isLow()) {
      // The 25th pulse makes data rise; a line that stays low is shorted, and read as 0.
      throw new SensorException(where() + "data is held low; check the data wire");
    }
    return isInTime ? OptionalInt.of(Weighing.signed(bits)) : OptionalInt.empty();
  }

  private boolean pulse() {
    long began = nanos.getAsLong();
    clock.high();
    clock.low();
    return nanos.getAsLong() - began <= LONGEST_PULSE_NANOS;
  }

  private String where() {
    return "hx711 on clock " + clockPin + " and data " + dataPin + ": ";
  }

  @Override
  public void close() {
    pins.release(clockPin);
    pins.release(dataPin);
  }
}
