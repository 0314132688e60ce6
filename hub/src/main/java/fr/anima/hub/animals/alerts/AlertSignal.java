package fr.anima.hub.animals.alerts;

import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topic;
import fr.anima.wire.Quantity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the rules announce: an alert begins, becomes better or worse, or is over. Each says how the
 * alert began, so that it can be understood without the others.
 *
 * @param regraded how bad it is from now on; empty when that did not change
 * @param clearedAt since when it is over; empty while it lasts
 * @param partOf the alert that tells of this one from now on; only when this one is thereby over
 */
public record AlertSignal(
    Beginning alert,
    Optional<Regraded> regraded,
    Optional<Instant> clearedAt,
    Optional<UUID> partOf) {
  /** The signals of an enclosure, in order; the alert store keeps them. */
  public static final Topic<AlertSignal> TOPIC =
      Topic.json("anima.alert-signals.v1", AlertSignal.class, Topic.Keep.EVENTS);

  /**
   * How bad an alert became, and when.
   *
   * @param isWorse whether that is worse than before
   * @param raiseAt the level that holds it from now on; empty where no limit does
   * @param value the reading that made it so; empty as well
   * @param latched whether somebody has to look at what it left
   */
  public record Regraded(
      Severity severity,
      boolean isWorse,
      Instant at,
      OptionalDouble raiseAt,
      OptionalDouble value,
      boolean latched) {}

  /**
   * How an alert began. What a kind does not have is empty: a limit has a quantity, a side, a level
   * and a value; silence a quantity, its station where one ever spoke, and the last value; an
   * offline station its name and what is missing; a doubt a quantity, a station and a value.
   *
   * @param since when it began: measured-at, or hub time where nothing was measured
   * @param raisedAt when it had lasted long enough to be told
   * @param value the reading that raised it, or the last one that came
   * @param detail what the station said of its sensors, in its words; which round it is
   * @param missing what an offline station measured
   * @param latched whether somebody has to look at what it left when it is over
   */
  public record Beginning(
      UUID id,
      AlertKind kind,
      String enclosure,
      Optional<Quantity> quantity,
      Optional<String> station,
      Optional<Side> side,
      Severity severity,
      OptionalDouble raiseAt,
      Instant since,
      Instant raisedAt,
      OptionalDouble value,
      Optional<Doubt> doubt,
      Optional<String> detail,
      List<Quantity> missing,
      boolean latched) {
    /** Before there were kinds, every alert was of a limit, and none was written. */
    public Beginning {
      kind = Objects.requireNonNullElse(kind, AlertKind.LIMIT);
      missing = List.copyOf(Objects.requireNonNullElse(missing, List.of()));
    }

    /** The same episode has the same id however often it is computed. */
    public static Beginning of(
        String enclosure, Limit limit, Instant since, Instant raisedAt, double value) {
      return new Beginning(
          id(enclosure, limit.quantity().word(), limit.side(), since),
          AlertKind.LIMIT,
          enclosure,
          Optional.of(limit.quantity()),
          Optional.empty(),
          Optional.of(limit.side()),
          limit.severity(),
          OptionalDouble.of(limit.raiseAt()),
          since,
          raisedAt,
          OptionalDouble.of(value),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          limit.latching());
    }

    /** The same episode for somebody who hears of it only now, when another limit holds it. */
    public Beginning heldBy(Limit limit, double now) {
      return new Beginning(
          id,
          kind,
          enclosure,
          quantity,
          station,
          side,
          limit.severity(),
          OptionalDouble.of(limit.raiseAt()),
          since,
          raisedAt,
          OptionalDouble.of(now),
          doubt,
          detail,
          missing,
          latched || limit.latching());
    }

    /** Of a sensor that is no sensor to rely on: silent, or in doubt. */
    public static Beginning ofSensor(
        AlertKind kind, String enclosure, Sensor sensor, Severity severity, Known known) {
      return new Beginning(
          id(enclosure, kind, sensor.station().orElse(""), sensor.quantity().word(), known.since()),
          kind,
          enclosure,
          Optional.of(sensor.quantity()),
          sensor.station(),
          Optional.empty(),
          severity,
          OptionalDouble.empty(),
          known.since(),
          known.raisedAt(),
          known.value(),
          known.doubt(),
          known.detail(),
          List.of(),
          false);
    }

    /** Of a station that is away with all that it measures. */
    public static Beginning ofStation(
        String enclosure,
        String station,
        List<Quantity> missing,
        Severity severity,
        Instant since,
        Instant raisedAt) {
      return new Beginning(
          id(enclosure, AlertKind.OFFLINE, station, since),
          AlertKind.OFFLINE,
          enclosure,
          Optional.empty(),
          Optional.of(station),
          Optional.empty(),
          severity,
          OptionalDouble.empty(),
          since,
          raisedAt,
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          missing,
          false);
    }

    /**
     * Of a daily round that is not finished.
     *
     * @param round the round's word, kept as the detail
     */
    public static Beginning ofRound(
        String enclosure, String round, Instant dueAt, Instant raisedAt) {
      return new Beginning(
          id(enclosure, AlertKind.ROUND, round, dueAt),
          AlertKind.ROUND,
          enclosure,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Severity.ALERTE,
          OptionalDouble.empty(),
          dueAt,
          raisedAt,
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.of(round),
          List.of(),
          false);
    }

    /**
     * Of heat.
     *
     * @param value hours of heat in a day, or the lowest index of a night
     * @param limit how many hours are too many, or the index that is heat
     */
    public static Beginning ofHeat(
        AlertKind kind,
        String enclosure,
        Instant since,
        Instant raisedAt,
        double value,
        double limit) {
      return new Beginning(
          id(enclosure, kind, since),
          kind,
          enclosure,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Severity.ALERTE,
          OptionalDouble.of(limit),
          since,
          raisedAt,
          OptionalDouble.of(value),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          false);
    }

    private static UUID id(Object... identity) {
      String text = Stream.of(identity).map(Object::toString).collect(Collectors.joining("/"));
      return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** What measures a quantity; no station where none ever did. */
  public record Sensor(Optional<String> station, Quantity quantity) {}

  /** What is known of a sensor when it is told of. */
  public record Known(
      Instant since,
      Instant raisedAt,
      OptionalDouble value,
      Optional<Doubt> doubt,
      Optional<String> detail) {}

  /** It begins. */
  public static AlertSignal raised(Beginning alert) {
    return new AlertSignal(alert, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** It is over. */
  public static AlertSignal cleared(Beginning alert, Instant at) {
    return new AlertSignal(alert, Optional.empty(), Optional.of(at), Optional.empty());
  }

  /** It becomes better or worse. */
  public static AlertSignal regraded(Beginning alert, Severity before, Severity now, Instant at) {
    return regraded(
        alert,
        new Regraded(
            now,
            now.compareTo(before) < 0,
            at,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            false));
  }

  /** Another limit of its side holds it from now on. */
  public static AlertSignal regraded(
      Beginning alert, Severity before, Limit now, Instant at, double value) {
    return regraded(
        alert,
        new Regraded(
            now.severity(),
            now.severity().compareTo(before) < 0,
            at,
            OptionalDouble.of(now.raiseAt()),
            OptionalDouble.of(value),
            now.latching()));
  }

  private static AlertSignal regraded(Beginning alert, Regraded regraded) {
    return new AlertSignal(alert, Optional.of(regraded), Optional.empty(), Optional.empty());
  }

  /** It is told as part of another one from now on. */
  public static AlertSignal partOf(Beginning alert, UUID other, Instant at) {
    return new AlertSignal(alert, Optional.empty(), Optional.of(at), Optional.of(other));
  }
}
