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

/**
 * Fixes out of sentences: exactly one per epoch, dated, and none that the receiver itself does not
 * vouch for.
 *
 * <p>Only RMC and ZDA tell the date. An epoch without them takes the date that brings it nearest to
 * the fix before it; after a void epoch, or at the start, it waits for the next date that is at
 * most a minute away. An epoch whose RMC is void or has an impossible date gives no fix, whatever
 * its GGA says.
 */
public final class NmeaFixes {
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final int MOST_WAITING = 120;

  private final FixDates dates;
  private final Deque<Undated> waiting = new ArrayDeque<>();
  private NmeaEpoch epoch = new NmeaEpoch(OptionalLong.empty());
  private Optional<Instant> reference = Optional.empty();
  private Optional<Instant> told = Optional.empty();
  private boolean isTorn = true;
  private long misdated;

  private record Undated(long timeOfDayMillis, Place place) {}

  /** Starts before the first sentence. */
  public NmeaFixes(FixDates dates) {
    this.dates = dates;
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
    List<Sample> fixes = conclude(complete);
    // What was under way when the listening began is not whole; the next epoch is.
    isTorn = complete.timeOfDayMillis().isEmpty();
    return fixes;
  }

  /** The stream has ended: the fixes of the last epoch. */
  public List<Sample> end() {
    NmeaEpoch complete = epoch;
    epoch = new NmeaEpoch(OptionalLong.empty());
    isTorn = true;
    return conclude(complete);
  }

  /** Fixes whose receiver gave them a time that cannot be. */
  public long misdated() {
    return misdated;
  }

  private List<Sample> conclude(NmeaEpoch complete) {
    if (complete.timeOfDayMillis().isEmpty() && !complete.isVoid()) {
      return List.of();
    }
    Optional<Place> place = complete.place();
    if (place.isEmpty()) {
      // A receiver that lost its fix may come back on another day: it has to say the date again.
      reference = Optional.empty();
      return List.of();
    }
    long timeOfDay = complete.timeOfDayMillis().getAsLong();
    Optional<Instant> time = timeOf(complete, timeOfDay);
    if (time.isEmpty()) {
      leaveOut(complete, new Undated(timeOfDay, place.get()));
      return List.of();
    }
    if (complete.isGllAlone() && !isNews(time.get())) {
      return List.of();
    }
    List<Sample> fixes = new ArrayList<>();
    redeem(time.get(), fixes);
    tell(place.get(), time.get(), fixes);
    return fixes;
  }

  private void leaveOut(NmeaEpoch complete, Undated undated) {
    if (complete.hasDateField()) {
      misdated++;
      return;
    }
    if (complete.isGllAlone()) {
      return;
    }
    waiting.addLast(undated);
    if (waiting.size() > MOST_WAITING) {
      waiting.removeFirst();
    }
  }

  /**
   * Whether a moment of which only GLL was heard counts. A torn one does not: what denies it may be
   * missing. Neither does one that receivers repeat a second later.
   */
  private boolean isNews(Instant time) {
    return !isTorn && told.map(time::isAfter).orElse(true);
  }

  private Optional<Instant> timeOf(NmeaEpoch complete, long timeOfDay) {
    Optional<Instant> time =
        complete.hasDateField()
            ? complete.date().map(date -> on(date, timeOfDay))
            : reference.map(near -> nearest(near, timeOfDay));
    return time.flatMap(dates::judged);
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

  private void tell(Place place, Instant time, List<Sample> fixes) {
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
