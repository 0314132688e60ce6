package fr.anima.hub.animals.rounds;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** When rounds are to be done and which are not: pure, for whoever shows it or calls somebody. */
public final class Rounds {
  private Rounds() {}

  /** The two rounds of a day, in their order. */
  public enum Round {
    /** When the animals wake. */
    MORNING,
    /** Before the night. */
    EVENING;

    /** The word used in the contract and in the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What is looked after in an enclosure. */
  public enum Task {
    /** They have clean water. */
    WATER,
    /** They have been fed. */
    FEED,
    /** Their bedding is dry. */
    BEDDING,
    /** Each of them was looked at. */
    LOOK;

    /** The word used in the contract and in the database. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** From when a round can be done, and until when it has to be, by the farm's clock. */
  public record Hours(LocalTime opens, LocalTime due) {}

  /** The farm's hours. */
  public record Schedule(Hours morning, Hours evening) {
    /** The hours of a round. */
    public Hours of(Round round) {
      return switch (round) {
        case MORNING -> morning;
        case EVENING -> evening;
      };
    }

    /** Whether each round ends before the next one begins. */
    boolean isOrdered() {
      return morning.opens().isBefore(morning.due())
          && !morning.due().isAfter(evening.opens())
          && evening.opens().isBefore(evening.due());
    }
  }

  /**
   * Something was looked after.
   *
   * @param day the farm's day
   * @param at when, by the keeper's device
   */
  public record Tick(
      UUID id,
      LocalDate day,
      Round round,
      String enclosure,
      Task task,
      String by,
      Instant at,
      Instant recordedAt) {}

  /** A round of an enclosure that should be done by now, and what is missing. */
  public record Missing(
      String enclosure, LocalDate day, Round round, Instant dueAt, List<Task> tasks) {}

  /** When a round of a day can begin. */
  static Instant opensAt(LocalDate day, Round round, Schedule schedule, ZoneId zone) {
    return instant(day, schedule.of(round).opens(), zone);
  }

  /** When a round of a day has to be done. */
  static Instant dueAt(LocalDate day, Round round, Schedule schedule, ZoneId zone) {
    return instant(day, schedule.of(round).due(), zone);
  }

  /**
   * What is not done although its hour is over. It stays so until the next round begins, which then
   * matters more: what was left out by then is left out for good.
   *
   * @param enclosures where rounds are made
   * @param ticks of the day of {@code now} and the day before, in any order
   */
  public static List<Missing> overdue(
      Collection<String> enclosures,
      Collection<Tick> ticks,
      Schedule schedule,
      ZoneId zone,
      Instant now) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    List<Missing> missing = new ArrayList<>();
    for (LocalDate day : List.of(today.minusDays(1), today)) {
      for (Round round : Round.values()) {
        Instant due = dueAt(day, round, schedule, zone);
        if (!now.isBefore(due) && now.isBefore(nextOpens(day, round, schedule, zone))) {
          enclosures.forEach(it -> add(missing, it, day, round, due, ticks));
        }
      }
    }
    return List.copyOf(missing);
  }

  private static void add(
      List<Missing> missing,
      String enclosure,
      LocalDate day,
      Round round,
      Instant due,
      Collection<Tick> ticks) {
    Set<Task> left = EnumSet.allOf(Task.class);
    ticks.stream()
        .filter(it -> it.enclosure().equals(enclosure))
        .filter(it -> it.day().equals(day) && it.round() == round)
        .forEach(it -> left.remove(it.task()));
    if (!left.isEmpty()) {
      missing.add(new Missing(enclosure, day, round, due, List.copyOf(left)));
    }
  }

  private static Instant nextOpens(LocalDate day, Round round, Schedule schedule, ZoneId zone) {
    return round == Round.MORNING
        ? opensAt(day, Round.EVENING, schedule, zone)
        : opensAt(day.plusDays(1), Round.MORNING, schedule, zone);
  }

  /** An hour that the clocks skip is the one after; one that comes twice is its second coming. */
  private static Instant instant(LocalDate day, LocalTime hour, ZoneId zone) {
    return day.atTime(hour).atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }
}
