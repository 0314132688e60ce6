package fr.anima.hub.animals;

import fr.anima.hub.animals.Limit.Severity;
import fr.anima.hub.animals.Limit.Side;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** An alert as keepers see it, whole; the contract's Alert. */
record Alert(
    UUID id,
    String enclosure,
    Quantity quantity,
    Side side,
    Severity severity,
    State state,
    double raiseAt,
    Instant since,
    Instant raisedAt,
    double value,
    Optional<Instant> clearedAt,
    Optional<Instant> acknowledgedAt,
    Optional<String> acknowledgedBy,
    Optional<String> note,
    long version) {
  /** Every change of an alert, by enclosure. */
  static final Topic<Alert> TOPIC = Topic.json("anima.alerts.v1", Alert.class, Topic.Keep.EVENTS);

  /** Where an alert stands. Whether somebody took care of it is told beside, when it is cleared. */
  enum State {
    /** Nobody takes care of it yet. */
    RAISED,
    /** Somebody said they take care of it. */
    ACKNOWLEDGED,
    /** The condition is over. */
    CLEARED;

    static State of(boolean cleared, boolean acknowledged) {
      if (cleared) {
        return CLEARED;
      }
      return acknowledged ? ACKNOWLEDGED : RAISED;
    }
  }
}
