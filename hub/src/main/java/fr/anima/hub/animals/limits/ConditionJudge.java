package fr.anima.hub.animals.limits;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.limits.Episode.Phase;
import fr.anima.hub.animals.limits.Episode.Rung;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides, reading by reading of one quantity, when an alert begins, becomes worse or better, and
 * is over. Runs on the stations' time only, so that a backlog that arrives tonight is judged as it
 * was measured.
 *
 * <p>Each limit of a side goes from rest to PENDING, ACTIVE, RECOVERING and back to rest; together
 * they make one alert, as bad as the worst of them that holds it. Who is beyond the worse limit is
 * beyond the milder one: when a worse one lets go, the milder one holds on, and lets go in its own
 * time. Both ways have hysteresis: a pending limit is forgotten only when the value is safe, not
 * when it trembles around the limit, and it rings only on a reading beyond the limit. A gap of more
 * than two periods proves nothing, so it starts the pending and the recovering clocks anew. A
 * reading older than the newest judged one neither rings nor clears; of two of the same instant the
 * worse decides.
 */
public final class ConditionJudge {
  private ConditionJudge() {}

  /** One value of the quantity that is judged. */
  public record Reading(Instant measuredAt, double value) {}

  /** What comes of a reading: the episode afterwards and, rarely, something to announce. */
  public record Judged(Episode episode, Optional<AlertSignal> signal) {}

  /**
   * Judges one reading of an enclosure by the limits of one side. Where none is left an alert is
   * cleared: what no limit asks for must not stand for ever.
   *
   * @param limits of one quantity and side, the worst first
   */
  public static Judged judge(
      Enclosure enclosure, List<Limit> limits, Episode before, Reading reading) {
    Instant at = reading.measuredAt();
    if (before.newest().filter(at::isBefore).isPresent()) {
      return new Judged(before, Optional.empty());
    }
    boolean gap =
        !limits.isEmpty() && before.isAfterGap(at, enclosure.period(limits.get(0).quantity()));
    List<Rung> rungs = rungs(limits, before, reading, gap);
    Optional<Severity> was = before.severity();
    Optional<Severity> is = worst(rungs);
    Episode now = new Episode(Optional.of(at), rungs, is.flatMap(it -> before.alert()));
    if (was.equals(is)) {
      return new Judged(now, Optional.empty());
    }
    if (is.isEmpty()) {
      return new Judged(now, before.alert().map(it -> AlertSignal.cleared(it, at)));
    }
    Limit holding = holding(limits, is.get());
    if (was.isEmpty()) {
      Beginning beginning =
          Beginning.of(enclosure.id(), holding, since(rungs, at), at, reading.value());
      return new Judged(
          new Episode(now.newest(), rungs, Optional.of(beginning)),
          Optional.of(AlertSignal.raised(beginning)));
    }
    return new Judged(
        now,
        before
            .alert()
            .map(it -> AlertSignal.regraded(it, was.get(), holding, at, reading.value())));
  }

  private static List<Rung> rungs(
      List<Limit> limits, Episode before, Reading reading, boolean gap) {
    boolean again = before.newest().filter(reading.measuredAt()::equals).isPresent();
    List<Rung> rungs = new ArrayList<>(limits.size());
    boolean worseHolds = false;
    for (Limit limit : limits) {
      Optional<Rung> rung = before.rung(limit.severity());
      Optional<Rung> next =
          again && !limit.isBeyond(reading.value())
              ? rung
              : rung.filter(Rung::isHeld).isPresent() || worseHolds
                  ? held(limit, rung, reading, gap, worseHolds)
                  : waiting(limit, rung, reading, gap);
      next.ifPresent(rungs::add);
      worseHolds |= next.filter(Rung::isHeld).isPresent();
    }
    return worseHolds ? rungs : takenOver(limits, before, reading, rungs);
  }

  /** An alert whose limit was given another severity goes on under the mildest that is crossed. */
  private static List<Rung> takenOver(
      List<Limit> limits, Episode before, Reading reading, List<Rung> rungs) {
    boolean isOrphan =
        before
            .severity()
            .filter(it -> limits.stream().noneMatch(limit -> limit.severity() == it))
            .isPresent();
    if (!isOrphan || limits.isEmpty()) {
      return rungs;
    }
    Limit mildest = limits.get(limits.size() - 1);
    return mildest.isBeyond(reading.value())
        ? List.of(new Rung(mildest.severity(), Phase.ACTIVE, reading.measuredAt()))
        : rungs;
  }

  private static Optional<Rung> waiting(
      Limit limit, Optional<Rung> before, Reading reading, boolean gap) {
    Optional<Rung> rung = gap ? Optional.empty() : before;
    if (limit.isSafe(reading.value())) {
      return Optional.empty();
    }
    if (!limit.isBeyond(reading.value())) {
      return rung;
    }
    Instant at = reading.measuredAt();
    Instant since = rung.map(Rung::since).orElse(at);
    boolean lasted = Duration.between(since, at).compareTo(limit.raiseAfter()) >= 0;
    return Optional.of(new Rung(limit.severity(), lasted ? Phase.ACTIVE : Phase.PENDING, since));
  }

  private static Optional<Rung> held(
      Limit limit, Optional<Rung> before, Reading reading, boolean gap, boolean worseHolds) {
    Instant at = reading.measuredAt();
    if (!limit.isSafe(reading.value())) {
      return before
          .filter(it -> it.phase() == Phase.ACTIVE)
          .or(() -> Optional.of(active(limit, before, at)));
    }
    Instant since =
        before.filter(it -> it.phase() == Phase.RECOVERING && !gap).map(Rung::since).orElse(at);
    boolean lasted = Duration.between(since, at).compareTo(limit.clearAfter()) >= 0;
    return lasted && !worseHolds
        ? Optional.empty()
        : Optional.of(new Rung(limit.severity(), Phase.RECOVERING, since));
  }

  /** A worse limit was reached for long enough before this one was: its time counts. */
  private static Rung active(Limit limit, Optional<Rung> before, Instant at) {
    Instant since = before.filter(it -> it.phase() == Phase.PENDING).map(Rung::since).orElse(at);
    return new Rung(limit.severity(), Phase.ACTIVE, since);
  }

  private static Optional<Severity> worst(List<Rung> rungs) {
    return rungs.stream().filter(Rung::isHeld).map(Rung::severity).findFirst();
  }

  private static Instant since(List<Rung> rungs, Instant at) {
    return rungs.stream().map(Rung::since).min(Comparator.naturalOrder()).orElse(at);
  }

  private static Limit holding(List<Limit> limits, Severity severity) {
    return limits.stream().filter(it -> it.severity() == severity).findFirst().orElseThrow();
  }
}
