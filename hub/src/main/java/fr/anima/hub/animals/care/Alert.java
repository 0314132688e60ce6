package fr.anima.hub.animals.care;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.Life.FalseAlarm;
import fr.anima.hub.animals.care.Life.Given;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Settled;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * An alert as keepers see it, whole; the contract's Alert. What its kind does not have is empty, as
 * in the signal that began it.
 *
 * @param severity how bad it is now
 * @param partOf the alert that tells of this one since it was cleared for that reason
 * @param quiet why it rings nobody for now
 * @param given whom it was given to, while they have not taken it on
 * @param closedAt since when nobody has to look at it any more
 * @param raises how many of its like began within the hour, where it stands for them all
 * @param latched whether somebody has to look at what it left before it is closed
 */
public record Alert(
    UUID id,
    AlertKind kind,
    String enclosure,
    Optional<Quantity> quantity,
    Optional<String> station,
    Optional<Side> side,
    Severity severity,
    State state,
    OptionalDouble raiseAt,
    Instant since,
    Instant raisedAt,
    OptionalDouble value,
    Optional<Doubt> doubt,
    Optional<String> detail,
    List<Quantity> missing,
    Optional<Instant> clearedAt,
    Optional<UUID> partOf,
    Optional<Instant> acknowledgedAt,
    Optional<String> acknowledgedBy,
    Optional<String> note,
    Optional<Quiet> quiet,
    Optional<Given> given,
    Optional<Settled> settled,
    Optional<FalseAlarm> falseAlarm,
    Optional<Instant> closedAt,
    OptionalInt raises,
    boolean latched,
    long version) {
  /** Every change of an alert, by enclosure. */
  public static final Topic<Alert> TOPIC =
      Topic.json("anima.alerts.v1", Alert.class, Topic.Keep.EVENTS);

  /** Where an alert stands. Whether somebody took care of it is told beside, when it is cleared. */
  public enum State {
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
