package fr.anima.hub.animals.rounds;

import fr.anima.hub.animals.rounds.Rounds.Round;
import fr.anima.hub.animals.rounds.Rounds.Task;
import fr.anima.hub.animals.rounds.Rounds.Tick;
import fr.anima.hub.web.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What somebody ticked; the contract has checked its form, not its sense. */
record TickForm(LocalDate day, Round round, String enclosure, Task task, Instant at) {
  /** A phone may have been away for so long. */
  private static final int MOST_DAYS_LATE = 30;

  /** The first mistake that shows without looking anything up. */
  Optional<Problem> mistake(LocalDate today) {
    if (day.isAfter(today) || day.isBefore(today.minusDays(MOST_DAYS_LATE))) {
      return Optional.of(
          Problem.of(
                  400,
                  "invalid-tick",
                  "rounds of " + day + " cannot be ticked on " + today + ": see the device's date")
              .at("/day"));
    }
    return at.isBefore(Instant.EPOCH)
        ? Optional.of(Problem.of(400, "invalid-tick", "nothing was done at " + at).at("/at"))
        : Optional.empty();
  }

  boolean isAbout(Tick tick) {
    return day.equals(tick.day())
        && round == tick.round()
        && enclosure.equals(tick.enclosure())
        && task == tick.task();
  }
}
