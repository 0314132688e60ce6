package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Logged;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** An alert as the rules signal it: a barn that nobody else's test knows is too hot. */
record Rung(Beginning beginning, Instant heardAt) {
  /** From its beginning until it is over. */
  static final Duration LASTS = Duration.ofMinutes(10);

  private static final AtomicInteger BARNS = new AtomicInteger();

  /** An emergency, raised at that time in a barn of that name. */
  static Rung urgent(String barn, Instant at) {
    return in(barn + "-" + BARNS.incrementAndGet(), Severity.URGENCE, at);
  }

  /** The same, and no emergency. */
  static Rung warning(String barn, Instant at) {
    return in(barn + "-" + BARNS.incrementAndGet(), Severity.ALERTE, at);
  }

  /** The same, and leaves something to look at. */
  static Rung latched(String barn, Instant at) {
    Limit limit =
        new Limit(Quantity.DOOR, Side.ABOVE, 1, 0, 60, 0, Severity.ALERTE, Optional.empty(), true);
    String enclosure = barn + "-" + BARNS.incrementAndGet();
    return new Rung(Beginning.of(enclosure, limit, at, at, 1), at);
  }

  static Rung in(String enclosure, Severity severity, Instant at) {
    Limit limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 60, severity);
    return new Rung(Beginning.of(enclosure, limit, at, at, 33.5), at);
  }

  UUID id() {
    return beginning.id();
  }

  LogRecord<AlertSignal> raised() {
    return heard(AlertSignal.raised(beginning));
  }

  LogRecord<AlertSignal> cleared() {
    return heard(AlertSignal.cleared(beginning, beginning.raisedAt().plus(LASTS)));
  }

  /** It becomes an emergency. */
  LogRecord<AlertSignal> worse() {
    Instant at = beginning.raisedAt().plusSeconds(60);
    return heard(AlertSignal.regraded(beginning, beginning.severity(), Severity.URGENCE, at));
  }

  private LogRecord<AlertSignal> heard(AlertSignal signal) {
    return Logged.record(AlertSignal.TOPIC, beginning.enclosure(), signal, heardAt);
  }
}
