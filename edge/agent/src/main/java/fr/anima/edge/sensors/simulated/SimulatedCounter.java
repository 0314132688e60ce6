package fr.anima.edge.sensors.simulated;

import fr.anima.edge.sensors.Sample;
import fr.anima.edge.sensors.Sensor;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * People who pass a place that nobody watches, following the hours of the day. Intervals begin at
 * multiples of their length since 1970, so quarters are those of the clock; the same interval has
 * the same counts however often it is computed.
 */
public final class SimulatedCounter implements Sensor {
  /** A clock that was set forward by years is no reason to invent years of counts. */
  private static final int MOST_AT_ONCE = 24;

  private final ZoneId zone;
  private final List<Double> inPerHour;
  private final List<Double> outPerHour;
  private final Duration interval;
  private final Dice inDice;
  private final Dice outDice;
  private Optional<Instant> toldUntil = Optional.empty();

  /**
   * The same seed and interval give the same counts.
   *
   * @param inPerHour people per hour inwards, one number for each local hour of the day
   * @param outPerHour the same outwards
   * @param interval length of an interval, at most an hour
   */
  public SimulatedCounter(
      long seed, ZoneId zone, List<Double> inPerHour, List<Double> outPerHour, Duration interval) {
    this.zone = zone;
    this.inPerHour = List.copyOf(inPerHour);
    this.outPerHour = List.copyOf(outPerHour);
    this.interval = interval;
    this.inDice = new Dice(seed, "in");
    this.outDice = new Dice(seed, "out");
  }

  @Override
  public List<Sample> sample(Instant now) {
    long length = interval.toMillis();
    Instant until = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
    // What ended before the first question was told by the run before this one.
    Instant before = toldUntil.orElse(until);
    toldUntil = Optional.of(until);
    List<Sample> counts = new ArrayList<>();
    Instant oldest = until.minus(interval.multipliedBy(MOST_AT_ONCE));
    Instant from = before.isBefore(oldest) ? oldest : before;
    for (; from.isBefore(until); from = from.plus(interval)) {
      counts.add(count(from, from.plus(interval)));
    }
    return counts;
  }

  private Sample count(Instant from, Instant until) {
    int hour = from.atZone(zone).getHour();
    double share = interval.toMillis() / 3_600_000.0;
    long number = from.toEpochMilli();
    return new Sample.Count(
        until,
        Sample.TimeOf.STATION,
        from,
        inDice.poisson(number, inPerHour.get(hour) * share),
        outDice.poisson(number, outPerHour.get(hour) * share));
  }
}
