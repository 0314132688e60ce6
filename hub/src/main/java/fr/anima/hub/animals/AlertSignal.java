package fr.anima.hub.animals;

import fr.anima.hub.animals.Limit.Severity;
import fr.anima.hub.animals.Limit.Side;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What {@link ConditionsTopology} announces: an alert begins, or is over. Either says how the alert
 * began, so that each can be understood without the other.
 *
 * @param clearedAt measured-at of the reading that cleared it; empty when it was just raised
 */
record AlertSignal(Beginning alert, Optional<Instant> clearedAt) {
  /** The signals of an enclosure, in order; {@link AlertStore} keeps them. */
  static final Topic<AlertSignal> TOPIC =
      Topic.json("anima.alert-signals.v1", AlertSignal.class, Topic.Keep.EVENTS);

  /**
   * How an alert began.
   *
   * @param since measured-at of the first reading beyond the limit
   * @param raisedAt measured-at of the reading that completed the duration
   * @param value the reading that raised it
   */
  record Beginning(
      UUID id,
      String enclosure,
      Quantity quantity,
      Side side,
      Severity severity,
      double raiseAt,
      Instant since,
      Instant raisedAt,
      double value) {
    /** The same episode has the same id however often it is computed. */
    static Beginning of(
        String enclosure, Limit limit, Instant since, Instant raisedAt, double value) {
      String identity =
          enclosure + "/" + limit.quantity().word() + "/" + limit.side() + "/" + since;
      return new Beginning(
          UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)),
          enclosure,
          limit.quantity(),
          limit.side(),
          limit.severity(),
          limit.raiseAt(),
          since,
          raisedAt,
          value);
    }
  }

  static AlertSignal raised(Beginning alert) {
    return new AlertSignal(alert, Optional.empty());
  }

  static AlertSignal cleared(Beginning alert, Instant at) {
    return new AlertSignal(alert, Optional.of(at));
  }
}
