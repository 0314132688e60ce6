package fr.anima.hub.animals.limits;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.limits.ConditionJudge.Judged;
import fr.anima.hub.animals.limits.ConditionJudge.Reading;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The alerts that the limits of one side would have raised: {@link ConditionJudge} over readings of
 * the past, in order of measurement. Holds the newest alerts only, whatever is fed to it.
 */
public final class Preview {
  /** More are counted, not listed. */
  static final int MOST_LISTED = 50;

  private static final Duration HOUR = Duration.ofHours(1);

  private final Enclosure enclosure;
  private final Quantity quantity;
  private final Side side;
  private final ZoneId zone;
  private final Deque<Foreseen> past = new ArrayDeque<>();
  private Episode episode = Episode.NONE;
  private Optional<Foreseen> open = Optional.empty();
  private int alerts;
  private int hours;
  private long latestHour = Long.MIN_VALUE;

  /**
   * Of one side of a quantity.
   *
   * @param enclosure as it would be saved; its period says what a gap is
   * @param zone the farm's, by whose hours some limits hold
   */
  public Preview(Enclosure enclosure, Quantity quantity, Side side, ZoneId zone) {
    this.enclosure = enclosure;
    this.quantity = quantity;
    this.side = side;
    this.zone = zone;
  }

  /**
   * An alert that would have been.
   *
   * @param worst as bad as it became
   * @param furthest the value furthest beyond while it lasted
   * @param clearedAt empty when it would still last
   */
  public record Foreseen(
      Instant since,
      Instant raisedAt,
      Severity worst,
      double furthest,
      Optional<Instant> clearedAt) {
    private Foreseen with(Severity now, double value, Side side) {
      return new Foreseen(
          since,
          raisedAt,
          now.compareTo(worst) < 0 ? now : worst,
          side == Side.ABOVE ? Math.max(furthest, value) : Math.min(furthest, value),
          clearedAt);
    }

    private Foreseen cleared(Instant at) {
      return new Foreseen(since, raisedAt, worst, furthest, Optional.of(at));
    }
  }

  /**
   * What would have come of a side.
   *
   * @param hoursSeen in how many hours anything was measured; nothing is known of the others
   * @param alerts how many there would have been
   * @param listed the newest of them, oldest first
   */
  public record Outlook(
      Quantity quantity, Side side, int hoursSeen, int alerts, List<Foreseen> listed) {}

  /** Whose side this is. */
  public Quantity quantity() {
    return quantity;
  }

  /** Which of its sides this is. */
  public Side side() {
    return side;
  }

  /** The next reading. */
  public void take(Instant at, double value) {
    long hour = Math.floorDiv(at.getEpochSecond(), HOUR.toSeconds());
    hours += hour > latestHour ? 1 : 0;
    latestHour = Math.max(latestHour, hour);
    List<Limit> limits = enclosure.limits(quantity, side, LocalTime.ofInstant(at, zone));
    Judged judged = ConditionJudge.judge(enclosure, limits, episode, new Reading(at, value));
    episode = judged.episode();
    judged.signal().ifPresent(it -> happened(it, value));
    open = open.flatMap(it -> episode.severity().map(now -> it.with(now, value, side)));
  }

  private void happened(AlertSignal signal, double value) {
    if (signal.clearedAt().isPresent()) {
      open.ifPresent(it -> keep(it.cleared(signal.clearedAt().get())));
    } else if (signal.regraded().isEmpty()) {
      Beginning it = signal.alert();
      alerts++;
      open =
          Optional.of(
              new Foreseen(it.since(), it.raisedAt(), it.severity(), value, Optional.empty()));
    }
  }

  private void keep(Foreseen over) {
    past.addLast(over);
    if (past.size() > MOST_LISTED) {
      past.removeFirst();
    }
  }

  /** What came of all readings so far. */
  public Outlook outlook() {
    List<Foreseen> listed = new ArrayList<>(past);
    open.ifPresent(listed::add);
    return new Outlook(
        quantity,
        side,
        hours,
        alerts,
        List.copyOf(listed.subList(Math.max(0, listed.size() - MOST_LISTED), listed.size())));
  }
}
