package fr.anima.edge.sensors.contacts;

import com.pi4j.io.gpio.digital.DigitalInput;
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
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Two light beams across a passage: people in and out, by the order in which they break them.
 * Counts are told for intervals that begin at multiples of their length since 1970, so quarters are
 * those of the clock; the first begins with the agent. Nothing about a person is seen or kept.
 */
public final class BeamPair implements Sensor {
  /** Nobody stands in a passage for so long: something is in the way, or out of line. */
  private static final Duration OBSTACLE = Duration.ofMinutes(2);

  /** A start of an interval computed from elapsed time is off by the granularity of the clocks. */
  private static final Duration ALMOST = Duration.ofSeconds(1);

  /**
   * How the beams are wired.
   *
   * @param outerBcm number of the pin of the beam that people coming in break first
   * @param innerBcm number of the other's
   * @param broken the level of a broken beam
   */
  public record Wiring(int outerBcm, int innerBcm, PullResistance pull, DigitalState broken) {}

  private final GpioPins pins;
  private final Wiring wiring;
  private final long intervalMillis;
  private final LongSupplier nanos;
  private final DigitalInput outer;
  private final DigitalInput inner;
  private final Crossings crossings = new Crossings();
  private final List<Crossings.Crossing> untold = new ArrayList<>();
  private long fromNanos;
  private Optional<Instant> toldUntil = Optional.empty();
  private long brokenSinceNanos;
  private String complaint = "";

  /** Takes both pins and listens; people count from now on. */
  public BeamPair(GpioPins pins, Wiring wiring, Duration interval) throws SensorException {
    this(pins, wiring, interval, System::nanoTime);
  }

  BeamPair(GpioPins pins, Wiring wiring, Duration interval, LongSupplier nanos)
      throws SensorException {
    this.pins = pins;
    this.wiring = wiring;
    this.intervalMillis = interval.toMillis();
    this.nanos = nanos;
    fromNanos = nanos.getAsLong();
    brokenSinceNanos = fromNanos;
    outer = pins.input(wiring.outerBcm(), wiring.pull());
    inner = pins.input(wiring.innerBcm(), wiring.pull());
    look();
    outer.addListener(it -> edge(Optional.of(it.state()), Optional.empty()));
    inner.addListener(it -> edge(Optional.empty(), Optional.of(it.state())));
  }

  private void look() {
    edge(Optional.empty(), Optional.empty());
  }

  /** Called by Pi4J's threads with the beam that changed; the other is looked at. */
  private void edge(Optional<DigitalState> outerNow, Optional<DigitalState> innerNow) {
    synchronized (crossings) {
      long at = nanos.getAsLong();
      if (!crossings.isBroken()) {
        brokenSinceNanos = at;
      }
      crossings.seen(
          at,
          outerNow.orElseGet(outer::state) == wiring.broken(),
          innerNow.orElseGet(inner::state) == wiring.broken());
    }
  }

  @Override
  public List<Sample> sample(Instant now) {
    look();
    long asked = nanos.getAsLong();
    synchronized (crossings) {
      untold.addAll(crossings.fetch());
      Duration broken = Duration.ofNanos(asked - brokenSinceNanos);
      complaint =
          crossings.isBroken() && broken.compareTo(OBSTACLE) > 0
              ? "a beam is broken for " + broken.toSeconds() + " s; look for an obstacle, align it"
              : "";
    }
    List<Sample> counts = new ArrayList<>();
    Instant from = from(now, asked);
    for (Instant until = endOf(from); !until.isAfter(now); until = endOf(from)) {
      counts.add(count(from, until, asked + Duration.between(now, until).toNanos()));
      from = until;
    }
    return counts;
  }

  /** Where the open interval began on the clock as it goes now, even if it was set meanwhile. */
  private Instant from(Instant now, long asked) {
    Instant began = now.minusNanos(asked - fromNanos);
    return toldUntil
        .filter(it -> Duration.between(it, began).abs().compareTo(ALMOST) < 0)
        .orElse(began);
  }

  private Instant endOf(Instant from) {
    return Instant.ofEpochMilli(
        (Math.floorDiv(from.toEpochMilli(), intervalMillis) + 1) * intervalMillis);
  }

  private Sample count(Instant from, Instant until, long untilNanos) {
    long in = 0;
    long out = 0;
    for (Crossings.Crossing each : untold) {
      if (each.nanos() < untilNanos) {
        in += each.inwards() ? 1 : 0;
        out += each.inwards() ? 0 : 1;
      }
    }
    untold.removeIf(it -> it.nanos() < untilNanos);
    fromNanos = untilNanos;
    toldUntil = Optional.of(until);
    return new Sample.Count(until, Sample.TimeOf.STATION, from, in, out);
  }

  @Override
  public String glance() {
    return "the outer beam is " + words(outer) + ", the inner one " + words(inner);
  }

  private String words(DigitalInput beam) {
    return beam.state() == wiring.broken() ? "broken" : "free";
  }

  @Override
  public String complaint() {
    return complaint;
  }

  @Override
  public void close() {
    pins.release(wiring.outerBcm());
    pins.release(wiring.innerBcm());
  }
}
