package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.AlertSignal.Known;
import fr.anima.hub.animals.alerts.AlertSignal.Sensor;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Doubts a sensor whose value jumps faster than air can, has been exactly the same for longer than
 * it ever is, or is what no air is. What is doubted is kept in history and is used by no later
 * rule; it clears by itself. A value that stays where it jumped to is believed at the third
 * reading.
 *
 * <p>Runs on the station's time. A reading older than the newest of its sensor is not doubted; what
 * a backlog shows is doubted as well, but rings only if it still is so in a fresh reading. Values
 * outside the physical range never come here: they are refused at the door.
 */
final class Suspicion implements Rule<Suspicion.Notes> {
  private static final int BELIEVED_AFTER = 3;
  private static final int PERIODS = 3;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  /** What is remembered of an enclosure's sensors, by station and quantity. */
  record Notes(Map<String, Note> sensors) {
    Notes {
      sensors = Collections.unmodifiableMap(new TreeMap<>(sensors));
    }
  }

  /**
   * What is remembered of a sensor.
   *
   * @param heardAt hub time of its newest reading
   * @param newest measured-at of it
   * @param value that reading
   * @param believedAt measured-at of the latest one that was no jump
   * @param believed that reading
   * @param apart how many readings in a row jumped from there and agree with each other
   * @param sameSince measured-at of the first reading with exactly that value
   * @param same how many there have been since
   * @param told the alert that tells of the doubt
   */
  record Note(
      Instant heardAt,
      Instant newest,
      double value,
      Instant believedAt,
      double believed,
      int apart,
      Instant sameSince,
      int same,
      Optional<Standing> told) {
    /** Earlier releases did not write down when they heard. */
    Note {
      heardAt = Objects.requireNonNullElse(heardAt, newest);
    }

    private static Note first(Heard heard, double value) {
      Instant at = heard.measuredAt();
      return new Note(heard.arrivedAt(), at, value, at, value, 0, at, 1, Optional.empty());
    }

    private Note next(Habit habit, Heard heard, double now) {
      Instant at = heard.measuredAt();
      boolean isSame = now == value;
      boolean isApart = habit.isJump(believed, now, between(at));
      boolean agrees = apart > 0 && !habit.isJump(value, now, Duration.between(newest, at));
      int further = isApart ? (agrees ? apart + 1 : 1) : 0;
      boolean isBelieved = further == 0 || further >= BELIEVED_AFTER;
      return new Note(
          heard.arrivedAt(),
          at,
          now,
          isBelieved ? at : believedAt,
          isBelieved ? now : believed,
          isBelieved ? 0 : further,
          isSame ? sameSince : at,
          isSame ? same + 1 : 1,
          told);
    }

    /** The longer nothing was believed, the more is possible; while readings come, not for ever. */
    private Duration between(Instant at) {
      Duration gap = Duration.between(newest, at);
      Duration most = gap.compareTo(LONGEST) > 0 ? gap : LONGEST;
      Duration since = Duration.between(believedAt, at);
      return since.compareTo(most) > 0 ? most : since;
    }

    private Optional<Doubt> doubt(Habit habit, Quantity quantity) {
      if (Habit.isImpossible(quantity, value)) {
        return Optional.of(Doubt.IMPOSSIBLE);
      }
      if (apart > 0) {
        return Optional.of(Doubt.JUMP);
      }
      return habit.isStuck(quantity, value, same, Duration.between(sameSince, newest))
          ? Optional.of(Doubt.CONSTANT)
          : Optional.empty();
    }

    private Note told(Optional<Standing> now) {
      return new Note(heardAt, newest, value, believedAt, believed, apart, sameSince, same, now);
    }
  }

  @Override
  public String name() {
    return "suspicion";
  }

  @Override
  public Class<Notes> memory() {
    return Notes.class;
  }

  @Override
  public Notes blank() {
    return new Notes(Map.of());
  }

  @Override
  public Notes heard(Enclosure enclosure, Notes before, Heard heard, Ruling ruling) {
    Map<String, Note> now = new TreeMap<>(before.sensors());
    for (Measurement each : heard.values()) {
      Habit.of(each.quantity())
          .filter(habit -> enclosure.period(each.quantity()).isPresent())
          .ifPresent(
              habit -> {
                String key = key(heard.station(), each.quantity());
                Optional<Note> known = Optional.ofNullable(now.get(key));
                if (known.filter(it -> !heard.measuredAt().isAfter(it.newest())).isEmpty()) {
                  Note next =
                      known
                          .map(it -> it.next(habit, heard, each.value()))
                          .orElseGet(() -> Note.first(heard, each.value()));
                  now.put(key, judged(enclosure, now, next, each.quantity(), heard, ruling));
                }
              });
    }
    return new Notes(now);
  }

  /**
   * A sensor that is gone is in doubt no longer: its silence is told instead. One that tells of the
   * day before yesterday is not gone.
   */
  @Override
  public Notes passed(Enclosure enclosure, Notes before, Tick tick, Ruling ruling) {
    Map<String, Note> now = new TreeMap<>(before.sensors());
    now.entrySet()
        .removeIf(
            it -> {
              boolean isGone =
                  enclosure.period(quantity(it.getKey())).isEmpty()
                      || it.getValue().heardAt().plus(Silence.REPLACED).isBefore(tick.now());
              if (isGone) {
                Standing.clear(it.getValue().told(), tick.now(), ruling);
              }
              return isGone;
            });
    return new Notes(now);
  }

  private static Note judged(
      Enclosure enclosure,
      Map<String, Note> all,
      Note note,
      Quantity quantity,
      Heard heard,
      Ruling ruling) {
    Optional<Doubt> doubt = Habit.of(quantity).flatMap(it -> note.doubt(it, quantity));
    if (doubt.isEmpty()) {
      Standing.clear(note.told(), heard.measuredAt(), ruling);
      return note.told(Optional.empty());
    }
    ruling.doubt(quantity);
    Limit.Severity severity =
        Standing.severity(isBelievedElsewhere(enclosure, all, quantity, heard));
    if (note.told().isPresent()) {
      return note.told(note.told().map(it -> it.as(severity, heard.measuredAt(), ruling)));
    }
    if (!heard.isFresh()) {
      return note;
    }
    Instant since = doubt.get() == Doubt.CONSTANT ? note.sameSince() : heard.measuredAt();
    Beginning suspect =
        Beginning.ofSensor(
            AlertKind.SUSPECT,
            enclosure.id(),
            new Sensor(Optional.of(heard.station()), quantity),
            severity,
            new Known(
                since,
                heard.measuredAt(),
                OptionalDouble.of(note.value()),
                doubt,
                Optional.empty()));
    ruling.add(AlertSignal.raised(suspect));
    return note.told(Optional.of(Standing.of(suspect)));
  }

  /** Whether another station measures the same at that time and is not in doubt. */
  private static boolean isBelievedElsewhere(
      Enclosure enclosure, Map<String, Note> all, Quantity quantity, Heard heard) {
    Duration recently =
        enclosure.period(quantity).map(it -> it.multipliedBy(PERIODS)).orElse(Duration.ZERO);
    return all.entrySet().stream()
        .filter(it -> it.getKey().endsWith("/" + quantity.word()))
        .filter(it -> !it.getKey().equals(key(heard.station(), quantity)))
        .map(Map.Entry::getValue)
        .anyMatch(
            it ->
                it.told().isEmpty()
                    && it.apart() == 0
                    && !it.newest().plus(recently).isBefore(heard.measuredAt()));
  }

  private static String key(String station, Quantity quantity) {
    return station + "/" + quantity.word();
  }

  private static Quantity quantity(String key) {
    return Quantity.ofWord(key.substring(key.lastIndexOf('/') + 1));
  }
}
