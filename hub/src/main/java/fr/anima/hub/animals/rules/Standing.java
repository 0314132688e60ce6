package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Limit.Severity;
import java.time.Instant;
import java.util.Optional;

/** An alert that was raised and is not over, as a rule remembers it. */
record Standing(Beginning alert, Severity severity) {
  static Standing of(Beginning alert) {
    return new Standing(alert, alert.severity());
  }

  /** As bad as it is now; tells when that is news. */
  Standing as(Severity now, Instant at, Ruling told) {
    if (now == severity) {
      return this;
    }
    told.add(AlertSignal.regraded(alert, severity, now, at));
    return new Standing(alert, now);
  }

  /** Whether it is the only one to tell of a quantity, or another sensor still does. */
  static Severity severity(boolean othersWork) {
    return othersWork ? Severity.ATTENTION : Severity.ALERTE;
  }

  /** Tells that what stood is over, if anything did. */
  static void clear(Optional<Standing> standing, Instant at, Ruling told) {
    standing.ifPresent(it -> told.add(AlertSignal.cleared(it.alert(), at)));
  }
}
