package fr.anima.hub.animals.climate;

import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.history.Bucket;
import fr.anima.hub.history.TimeRange;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one quantity did during a period.
 *
 * @param low below which it is no longer comfortable, the mildest limit there is
 * @param high above which it is not
 * @param seen empty when nothing was measured
 * @param outside empty where there is no limit: nobody said what is comfortable
 * @param coverage the share of the period that was measured, 0 to 1
 */
record Climate(
    Quantity quantity,
    OptionalDouble low,
    OptionalDouble high,
    Optional<Seen> seen,
    Optional<Outside> outside,
    double coverage) {

  /** Of all values; the mean is the values' own. */
  record Seen(double min, double max, double mean) {}

  /**
   * How long it was beyond a limit, as far as it was measured.
   *
   * @param longest without a break; a gap is a break
   */
  record Outside(Duration total, Duration longest, Optional<Instant> longestSince) {}

  /**
   * What is summed up.
   *
   * @param limits of the enclosure, of any quantity
   * @param every how often a value is expected; empty when nobody knows
   */
  record Question(
      Quantity quantity,
      List<Limit> limits,
      Optional<Duration> every,
      TimeRange period,
      Duration step) {
    private List<Limit> mine() {
      return limits.stream().filter(it -> it.quantity() == quantity).toList();
    }

    private OptionalDouble bound(Side side) {
      var levels = mine().stream().filter(it -> it.side() == side).mapToDouble(Limit::raiseAt);
      return side == Side.ABOVE ? levels.min() : levels.max();
    }
  }

  /**
   * Sums steps up, each by its mean.
   *
   * @param steps in order of time, those that nobody measured left out
   */
  static Climate of(Question asked, List<Bucket> steps) {
    List<Limit> limits = asked.mine();
    Duration every = usual(asked, steps);
    Tally tally = new Tally();
    for (int place = 0; place < steps.size(); place++) {
      Bucket step = steps.get(place);
      Instant next = place + 1 < steps.size() ? steps.get(place + 1).at() : asked.period().until();
      boolean beyond = limits.stream().anyMatch(it -> it.isBeyond(step.mean()));
      tally.add(stretch(asked, every, step, next), beyond);
    }
    return new Climate(
        asked.quantity(),
        asked.bound(Side.BELOW),
        asked.bound(Side.ABOVE),
        steps.stream().reduce(Bucket::with).map(it -> new Seen(it.min(), it.max(), it.mean())),
        limits.isEmpty() ? Optional.empty() : Optional.of(tally.outside()),
        share(tally.covered, asked.period()));
  }

  /**
   * The time a step stands for. It goes on to the next one when that comes within three usual
   * distances, which is when a screen strikes a value through; else it is its own width. And no
   * value is good for longer than those three: a quarter of an hour with one reading is not whole.
   */
  private static TimeRange stretch(Question asked, Duration every, Bucket step, Instant next) {
    Duration good = every.multipliedBy(3);
    Instant end =
        next.isAfter(step.at().plus(longer(asked.step(), good)))
            ? step.at().plus(longer(asked.step(), every))
            : next;
    Instant from = later(step.at(), asked.period().from());
    end = earlier(end, from.plus(good.multipliedBy(step.count())));
    Instant until = earlier(end, asked.period().until());
    return new TimeRange(from, until.isBefore(from) ? from : until);
  }

  /**
   * How far apart values usually are in this period, by the median: a station may have been asked
   * for them less often then than today. Never less than what is expected today.
   */
  private static Duration usual(Question asked, List<Bucket> steps) {
    long[] apart = new long[steps.size()];
    for (int place = 0; place < apart.length; place++) {
      Bucket step = steps.get(place);
      Duration next =
          place + 1 < apart.length
              ? Duration.between(step.at(), steps.get(place + 1).at())
              : asked.step();
      apart[place] =
          next.compareTo(asked.step()) > 0
              ? next.toMillis()
              : asked.step().toMillis() / step.count();
    }
    Arrays.sort(apart);
    Duration median =
        apart.length == 0 ? Duration.ZERO : Duration.ofMillis(apart[apart.length / 2]);
    return longer(median, asked.every().orElse(Duration.ZERO));
  }

  /** Time that was measured, and of it that which was beyond a limit. */
  private static final class Tally {
    private Duration covered = Duration.ZERO;
    private Duration total = Duration.ZERO;
    private Duration longest = Duration.ZERO;
    private Optional<Instant> longestSince = Optional.empty();
    private Optional<TimeRange> run = Optional.empty();

    void add(TimeRange stretch, boolean beyond) {
      Duration length = Duration.between(stretch.from(), stretch.until());
      covered = covered.plus(length);
      if (!beyond) {
        run = Optional.empty();
        return;
      }
      total = total.plus(length);
      Instant since =
          run.filter(it -> it.until().equals(stretch.from()))
              .map(TimeRange::from)
              .orElse(stretch.from());
      run = Optional.of(new TimeRange(since, stretch.until()));
      Duration lasted = Duration.between(since, stretch.until());
      if (lasted.compareTo(longest) > 0) {
        longest = lasted;
        longestSince = Optional.of(since);
      }
    }

    Outside outside() {
      return new Outside(total, longest, longestSince);
    }
  }

  private static double share(Duration covered, TimeRange period) {
    long whole = Duration.between(period.from(), period.until()).toMillis();
    return whole == 0 ? 0 : (double) covered.toMillis() / whole;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
