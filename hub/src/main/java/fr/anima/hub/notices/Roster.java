package fr.anima.hub.notices;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Who is on call: a week that repeats in the site's time, and swaps that take precedence. On the
 * day summer time begins, a turn that would start in the hour that is left out starts an hour
 * later; on the day it ends, one in the hour that comes twice starts the first time.
 *
 * @param swaps of two for the same moment, the later in this list holds
 */
record Roster(ZoneId zone, List<Turn> turns, List<Swap> swaps) {
  private static final int WEEK_DAYS = 7;

  /** Nobody looks for the next person beyond. */
  private static final Duration HORIZON = Duration.ofDays(14);

  /** From then on, until the next turn of the week starts; nobody when there is no person. */
  record Turn(DayOfWeek day, LocalTime from, Optional<UUID> person) {}

  /** Somebody instead of whoever the week says. */
  record Swap(UUID id, Instant from, Instant until, UUID person) {
    boolean holds(Instant at) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }

  /** Who is on call from when until when, and by which swap; as long as nothing of it changes. */
  record Watch(Instant from, Instant until, Optional<UUID> person, Optional<UUID> swap) {
    private Watch until(Instant end) {
      return new Watch(from, end, person, swap);
    }

    private boolean goesOnWith(Watch next) {
      return person.equals(next.person) && swap.equals(next.swap);
    }
  }

  /** Without turns nobody is meant in particular. */
  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** The same roster without those who are not here any more. */
  Roster of(Predicate<UUID> here) {
    return new Roster(
        zone,
        turns.stream().map(it -> new Turn(it.day(), it.from(), it.person().filter(here))).toList(),
        swaps.stream().filter(it -> here.test(it.person())).toList());
  }

  /** Who is on call at that moment. */
  Optional<UUID> onDuty(Instant at) {
    return swap(at).map(Swap::person).or(() -> weekly(at));
  }

  /** Who is on call next after whoever is now; empty when that is the same person for long. */
  Optional<UUID> nextAfter(Instant at) {
    Optional<UUID> now = onDuty(at);
    return watches(at, at.plus(HORIZON)).stream()
        .map(Watch::person)
        .flatMap(Optional::stream)
        .filter(it -> !now.equals(Optional.of(it)))
        .findFirst();
  }

  /** The hours without anybody; none when there is no roster to have holes. */
  List<Watch> gaps(Instant from, Instant until) {
    return isEmpty()
        ? List.of()
        : watches(from, until).stream().filter(it -> it.person().isEmpty()).toList();
  }

  /** Who is on call when, in order and without holes. */
  List<Watch> watches(Instant from, Instant until) {
    List<Watch> watches = new ArrayList<>();
    TreeSet<Instant> changes = changes(from, until);
    for (Instant start = from; start.isBefore(until); ) {
      Instant end = Optional.ofNullable(changes.higher(start)).orElse(until);
      Watch next = new Watch(start, end, onDuty(start), swap(start).map(Swap::id));
      int last = watches.size() - 1;
      if (last >= 0 && watches.get(last).goesOnWith(next)) {
        watches.set(last, watches.get(last).until(end));
      } else {
        watches.add(next);
      }
      start = end;
    }
    return watches;
  }

  private TreeSet<Instant> changes(Instant from, Instant until) {
    TreeSet<Instant> changes = new TreeSet<>();
    for (Swap each : swaps) {
      changes.add(each.from());
      changes.add(each.until());
    }
    LocalDate last = until.atZone(zone).toLocalDate();
    for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); ) {
      for (Turn each : turnsOf(day)) {
        changes.add(startOf(each, day));
      }
      day = day.plusDays(1);
    }
    return new TreeSet<>(changes.headSet(until));
  }

  private Optional<Swap> swap(Instant at) {
    return swaps.stream().filter(it -> it.holds(at)).reduce((earlier, later) -> later);
  }

  private Optional<UUID> weekly(Instant at) {
    LocalDate today = at.atZone(zone).toLocalDate();
    for (int back = 0; back <= WEEK_DAYS; back++) {
      LocalDate day = today.minusDays(back);
      for (Turn each : turnsOf(day)) {
        if (!startOf(each, day).isAfter(at)) {
          return each.person();
        }
      }
    }
    return Optional.empty();
  }

  private List<Turn> turnsOf(LocalDate day) {
    return turns.stream()
        .filter(it -> it.day() == day.getDayOfWeek())
        .sorted(Comparator.comparing(Turn::from).reversed())
        .toList();
  }

  private Instant startOf(Turn turn, LocalDate day) {
    return day.atTime(turn.from()).atZone(zone).toInstant();
  }
}
