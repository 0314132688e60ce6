package fr.anima.edge.sensors.gnss;

import fr.anima.edge.sensors.Sample;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Fixes out of sentences: exactly one per epoch, dated, and none that the receiver itself does not
 * vouch for.
 *
 * <p>Only RMC tells the date. An epoch without RMC takes the date that brings it nearest to the fix
 * before it; after a void epoch, or at the start, it waits for the next RMC that is at most a
 * minute away. An epoch whose RMC is void or has an impossible date gives no fix, whatever its GGA
 * says.
 */
public final class NmeaFixes {
  /** No receiver had anything to say to us earlier; two week rollovers end before it. */
  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final int MOST_WAITING = 120;

  private final Supplier<Instant> latest;
  private final Deque<Undated> waiting = new ArrayDeque<>();
  private NmeaEpoch epoch = new NmeaEpoch(OptionalLong.empty());
  private Optional<Instant> reference = Optional.empty();
  private Optional<Instant> told = Optional.empty();

  private record Undated(long timeOfDayMillis, NmeaPlace place) {}

  /**
   * Starts before the first sentence.
   *
   * @param latest no fix can be later than this: a day after now where the clock is known, {@link
   *     Instant#MAX} where it is not
   */
  public NmeaFixes(Supplier<Instant> latest) {
    this.latest = latest;
  }

  /** Takes the next sentence; answers the fixes that it completes, mostly none or one. */
  public List<Sample> take(NmeaSentence sentence) {
    OptionalInt field = NmeaEpoch.timeField(sentence.type());
    if (field.isEmpty()) {
      epoch.add(sentence);
      return List.of();
    }
    OptionalLong time = NmeaEpoch.timeOfDay(sentence.field(field.getAsInt()));
    if (time.equals(epoch.timeOfDayMillis())) {
      epoch.add(sentence);
      return List.of();
    }
    NmeaEpoch complete = epoch;
    epoch = new NmeaEpoch(time);
    epoch.add(sentence);
    return conclude(complete);
  }

  /** The stream has ended: the fixes of the last epoch. */
  public List<Sample> end() {
    NmeaEpoch complete = epoch;
    epoch = new NmeaEpoch(OptionalLong.empty());
    return conclude(complete);
  }

  private List<Sample> conclude(NmeaEpoch complete) {
    if (complete.timeOfDayMillis().isEmpty() && !complete.isVoid()) {
      return List.of();
    }
    Optional<NmeaPlace> place = complete.place();
    if (place.isEmpty()) {
      // A receiver that lost its fix may come back on another day: it has to say the date again.
      reference = Optional.empty();
      return List.of();
    }
    long timeOfDay = complete.timeOfDayMillis().getAsLong();
    Optional<Instant> time = timeOf(complete, timeOfDay);
    if (time.isEmpty()) {
      if (!complete.hasDateField()) {
        waiting.addLast(new Undated(timeOfDay, place.get()));
        if (waiting.size() > MOST_WAITING) {
          waiting.removeFirst();
        }
      }
      return List.of();
    }
    List<Sample> fixes = new ArrayList<>();
    redeem(time.get(), fixes);
    tell(place.get(), time.get(), fixes);
    return fixes;
  }

  private Optional<Instant> timeOf(NmeaEpoch complete, long timeOfDay) {
    Optional<Instant> time =
        complete.hasDateField()
            ? complete.date().map(date -> on(date, timeOfDay))
            : reference.map(near -> nearest(near, timeOfDay));
    return time.filter(it -> !it.isBefore(EARLIEST) && !it.isAfter(latest.get()));
  }

  /** Those that waited get the date of the first fix that has one. */
  private void redeem(Instant dated, List<Sample> fixes) {
    for (Undated each : waiting) {
      Instant time = nearest(dated, each.timeOfDayMillis());
      if (Duration.between(time, dated).abs().compareTo(NEAR) <= 0) {
        tell(each.place(), time, fixes);
      }
    }
    waiting.clear();
  }

  private void tell(NmeaPlace place, Instant time, List<Sample> fixes) {
    reference = Optional.of(time);
    if (!told.equals(reference)) {
      told = reference;
      fixes.add(place.at(time));
    }
  }

  private static Instant on(LocalDate date, long timeOfDayMillis) {
    return date.atStartOfDay(ZoneOffset.UTC).toInstant().plusMillis(timeOfDayMillis);
  }

  /** The instant with that time of day that is nearest, over midnight if need be. */
  private static Instant nearest(Instant reference, long timeOfDayMillis) {
    LocalDate day = LocalDate.ofInstant(reference, ZoneOffset.UTC);
    Instant best = on(day, timeOfDayMillis);
    for (Instant other :
        List.of(on(day.minusDays(1), timeOfDayMillis), on(day.plusDays(1), timeOfDayMillis))) {
      if (Duration.between(other, reference)
              .abs()
              .compareTo(Duration.between(best, reference).abs())
          < 0) {
        best = other;
      }
    }
    return best;
  }
}
