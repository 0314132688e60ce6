package fr.anima.hub.animals.limits;

import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What {@link ConditionJudge} remembers between readings of one quantity on one side. There is one
 * per enclosure, quantity and side, written with every reading, so it holds only what is not
 * normal.
 *
 * @param newest measured-at of the newest judged reading
 * @param rungs where each limit of the side stands, the worst first; those at rest are left out
 * @param alert how the alert began; present while any rung holds it
 */
public record Episode(Optional<Instant> newest, List<Rung> rungs, Optional<Beginning> alert) {
  /** Before the first reading. */
  public static final Episode NONE = new Episode(Optional.empty(), List.of(), Optional.empty());

  /** How it is kept; what was kept before a side could have several limits is read as well. */
  public static final Topic.Codec<Episode> CODEC =
      new Topic.Codec<>() {
        @Override
        public byte[] encode(Episode value) {
          return Json.bytes(value);
        }

        @Override
        public Episode decode(byte[] bytes) {
          return Json.read(bytes, Kept.class).episode();
        }
      };

  public Episode {
    rungs = List.copyOf(rungs);
  }

  /** Where a limit stands that is not at rest. */
  public enum Phase {
    /** Beyond the limit, not yet for long enough. */
    PENDING,
    /** Beyond the limit for long enough. */
    ACTIVE,
    /** Safe again, not yet for long enough; the limit still holds the alert. */
    RECOVERING
  }

  /**
   * One limit of the side, told by its severity.
   *
   * @param since when it went beyond the limit; while recovering, when it became safe
   */
  public record Rung(Severity severity, Phase phase, Instant since) {
    boolean isHeld() {
      return phase != Phase.PENDING;
    }
  }

  /** How bad the alert is: the worst limit that holds it; empty while there is none. */
  public Optional<Severity> severity() {
    return alert.flatMap(it -> rungs.stream().filter(Rung::isHeld).map(Rung::severity).findFirst());
  }

  /** Whether it is beyond a limit, and for none of them for long enough. */
  public boolean onlyWaits() {
    return alert.isEmpty() && !rungs.isEmpty();
  }

  /** Whether more than two periods went by without a reading. */
  public boolean isAfterGap(Instant at, Optional<Duration> period) {
    return newest.isPresent()
        && period.isPresent()
        && Duration.between(newest.get(), at).compareTo(period.get().multipliedBy(2)) > 0;
  }

  /**
   * Without the worse limits that a value is safe of, whatever they wait for, where nobody was told
   * of them yet; the mildest that holds the alert still does.
   */
  public Episode calmedBy(List<Limit> limits, double value) {
    List<Rung> left = new ArrayList<>(rungs);
    for (Limit limit : limits) {
      if (left.size() > 1 && limit.isSafe(value)) {
        left.removeIf(it -> it.severity() == limit.severity());
      }
    }
    return new Episode(newest, left, alert);
  }

  Optional<Rung> rung(Severity severity) {
    for (Rung each : rungs) {
      if (each.severity() == severity) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** As stores have it: today's fields, and those of a side's one limit in earlier releases. */
  private record Kept(
      Optional<Instant> newest,
      List<Rung> rungs,
      Optional<Beginning> alert,
      String phase,
      Optional<Instant> since,
      Optional<Instant> safeSince) {
    Episode episode() {
      return new Episode(newest, Objects.requireNonNullElseGet(rungs, this::before), alert);
    }

    /** Nobody wrote down which severity waits; those that no limit asks for are dropped later. */
    private List<Rung> before() {
      return switch (Objects.requireNonNullElse(phase, "normal").toUpperCase(Locale.ROOT)) {
        case "PENDING" ->
            Arrays.stream(Severity.values())
                .flatMap(it -> since.map(at -> new Rung(it, Phase.PENDING, at)).stream())
                .toList();
        case "ACTIVE" -> held(Phase.ACTIVE, newest);
        case "RECOVERING" -> held(Phase.RECOVERING, safeSince);
        default -> List.of();
      };
    }

    private List<Rung> held(Phase now, Optional<Instant> from) {
      return alert
          .flatMap(it -> from.map(at -> new Rung(it.severity(), now, at)))
          .map(List::of)
          .orElse(List.of());
    }
  }
}
