package fr.anima.edge.sensors.contacts;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;
import com.pi4j.io.gpio.digital.PullResistance;
import fr.anima.edge.sensors.GpioPins;
import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import fr.anima.edge.sensors.SensorException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A door contact or a motion detector. Each change is told with the time at which it began, at
 * once; the state is told at every turn without one, so that silence means that the station is
 * silent.
 */
public final class Contact implements Sensor {
  /** A contact that never comes to rest is given up for this turn after so many of its times. */
  private static final int MOST_WAITS = 5;

  /**
   * How the contact is wired.
   *
   * @param bcm number of the pin
   * @param quantity {@code door} or {@code motion}
   * @param onWhen the level that is 1: open, or motion
   * @param steady how long a level must last to count
   */
  public record Wiring(
      int bcm, PullResistance pull, String quantity, DigitalState onWhen, Duration steady) {}

  private final GpioPins pins;
  private final Wiring wiring;
  private final LongSupplier nanos;
  private final DigitalInput input;
  private final Debounce debounce;
  private volatile Runnable wake = () -> {};
  private volatile boolean isWoken;
  private String complaint = "";

  /** Takes the pin and listens to it. */
  public Contact(GpioPins pins, Wiring wiring) throws SensorException {
    this(pins, wiring, System::nanoTime);
  }

  Contact(GpioPins pins, Wiring wiring, LongSupplier nanos) throws SensorException {
    this.pins = pins;
    this.wiring = wiring;
    this.nanos = nanos;
    input = pins.input(wiring.bcm(), wiring.pull());
    debounce = new Debounce(wiring.steady(), isOn(input.state()), nanos.getAsLong());
    input.addListener(this::edge);
  }

  @Override
  public void onNews(Runnable wake) {
    this.wake = wake;
  }

  /** Called by Pi4J's thread. */
  private void edge(DigitalStateChangeEvent<?> event) {
    synchronized (debounce) {
      debounce.seen(nanos.getAsLong(), isOn(event.state()));
    }
    isWoken = true;
    wake.run();
  }

  @Override
  public List<Sample> sample(Instant now) throws InterruptedException {
    long asked = nanos.getAsLong();
    boolean wasWoken = isWoken;
    isWoken = false;
    Duration open = look();
    for (int i = 0; i < MOST_WAITS && !open.isZero(); i++) {
      // A moment later it is known whether this was a change or a bounce.
      TimeUnit.NANOSECONDS.sleep(open.toNanos());
      open = look();
    }
    complaint =
        open.isZero()
            ? ""
            : "pin " + wiring.bcm() + " never comes to rest; check contact, wire and pull";
    synchronized (debounce) {
      List<Sample> changes =
          debounce.changes(nanos.getAsLong()).stream()
              .map(it -> told(now.plusNanos(it.nanos() - asked), it.level()))
              .toList();
      return changes.isEmpty() && !wasWoken ? List.of(told(now, debounce.level())) : changes;
    }
  }

  /** Looks at the pin itself, in case an edge was not told. */
  private Duration look() {
    synchronized (debounce) {
      long at = nanos.getAsLong();
      debounce.seen(at, isOn(input.state()));
      return debounce.unsettled(at);
    }
  }

  private Sample told(Instant at, boolean isOn) {
    return new Sample.Values(
        at, Sample.TimeOf.STATION, Map.of(wiring.quantity(), isOn ? 1.0 : 0.0));
  }

  private boolean isOn(DigitalState state) {
    return state == wiring.onWhen();
  }

  @Override
  public String complaint() {
    return complaint;
  }

  @Override
  public void close() {
    pins.release(wiring.bcm());
  }
}
