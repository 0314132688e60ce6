package fr.anima.hub.history;

import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every store of history goes by, whatever it is made of.
 *
 * @param zone whose days are days
 */
public record HistoryRules(Retention retention, ZoneId zone, InstantSource clock) {
  /** Points that are kept, and those that never can be. */
  public record Sorted(List<Point> kept, List<Refused> refused) {}

  /** Parts points that can be kept from those that cannot, in the order given. */
  public Sorted sort(List<Point> points) {
    Instant now = clock.instant();
    List<Point> kept = new ArrayList<>(points.size());
    List<Refused> refused = new ArrayList<>();
    for (Point point : points) {
      refusal(point, now).ifPresentOrElse(refused::add, () -> kept.add(point));
    }
    return new Sorted(kept, refused);
  }

  /** The part of a range of which samples of a measurement are still shown. */
  public TimeRange kept(String measurement, TimeRange range) {
    Instant oldest = oldest(measurement);
    Instant from = range.from().isBefore(oldest) ? oldest : range.from();
    return from.isBefore(range.until())
        ? new TimeRange(from, range.until())
        : new TimeRange(range.until(), range.until());
  }

  /** The newest values that are still shown. */
  public Map<SeriesField, Latest> kept(String measurement, Map<SeriesField, Latest> latest) {
    Instant oldest = oldest(measurement);
    Map<SeriesField, Latest> kept = new LinkedHashMap<>(latest);
    kept.values().removeIf(it -> it.measuredAt().isBefore(oldest));
    return kept;
  }

  /** The step whose roll-ups are kept for what is asked: days are summed from another. */
  public Step kept(Step step, TimeRange range) {
    return step == Step.DAY ? Step.partOfDay(zone, range.from()) : step;
  }

  /**
   * What has to be read of those for the buckets that begin within a range: for days, from the
   * first one's beginning to the last one's end.
   */
  public TimeRange parts(TimeRange range, Step step) {
    return step == Step.DAY ? new TimeRange(dayFrom(range.from()), dayFrom(range.until())) : range;
  }

  private Instant dayFrom(Instant at) {
    Instant start = Step.DAY.start(at, zone);
    return start.equals(at) ? at : Step.DAY.end(at, zone);
  }

  /** Parts in order of time, those that belong together summed to the step that was asked for. */
  public <S extends Summed<S>> List<S> together(List<S> parts, Step step) {
    List<S> sums = new ArrayList<>(parts.size());
    for (S part : parts) {
      Instant start = step.start(part.at(), zone);
      int last = sums.size() - 1;
      if (last >= 0 && sums.get(last).at().equals(start)) {
        sums.set(last, sums.get(last).with(part));
      } else {
        sums.add(part.at(start));
      }
    }
    return sums;
  }

  private Instant oldest(String measurement) {
    return clock.instant().minus(retention.of(measurement));
  }

  private Optional<Refused> refusal(Point point, Instant now) {
    if (point.fields().isEmpty()) {
      return Optional.of(new Refused(point, "nothing-said", "a point needs at least one field"));
    }
    for (var field : point.fields().entrySet()) {
      if (!Double.isFinite(field.getValue())) {
        return Optional.of(
            new Refused(
                point,
                "not-a-number",
                field.getKey() + " is " + field.getValue() + "; expected a finite number"));
      }
    }
    Instant oldest = now.minus(retention.of(point.measurement()));
    return point.measuredAt().isBefore(oldest)
        ? Optional.of(
            new Refused(
                point,
                "too-old",
                "measured at " + point.measuredAt() + "; history keeps what is after " + oldest))
        : Optional.empty();
  }
}
