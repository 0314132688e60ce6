package fr.anima.hub.animals.rounds;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.rounds.Rounds.Missing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Whom an unfinished round calls, and when that is over: pure. */
final class RoundAlarms {
  private RoundAlarms() {}

  /** An alert of a round that is known, and whether it lasts. */
  record Known(Beginning alert, boolean isOpen) {}

  /**
   * What to announce. What is known is announced once, however often it is asked and whatever
   * stopped in between; what is no longer overdue is over: it was done, or the next round has
   * begun.
   *
   * @param overdue what is not done although its hour is over
   * @param known the alerts of rounds of the last days
   */
  static List<AlertSignal> news(Collection<Missing> overdue, Collection<Known> known, Instant now) {
    List<Beginning> called = overdue.stream().map(it -> alert(it, now)).toList();
    Set<UUID> ids = called.stream().map(Beginning::id).collect(Collectors.toSet());
    Set<UUID> told = known.stream().map(it -> it.alert().id()).collect(Collectors.toSet());
    List<AlertSignal> news = new ArrayList<>();
    called.stream()
        .filter(it -> !told.contains(it.id()))
        .map(AlertSignal::raised)
        .forEach(news::add);
    known.stream()
        .filter(it -> it.isOpen() && !ids.contains(it.alert().id()))
        .map(it -> AlertSignal.cleared(it.alert(), now))
        .forEach(news::add);
    return List.copyOf(news);
  }

  private static Beginning alert(Missing it, Instant now) {
    return Beginning.ofRound(it.enclosure(), it.round().word(), it.dueAt(), now);
  }
}
