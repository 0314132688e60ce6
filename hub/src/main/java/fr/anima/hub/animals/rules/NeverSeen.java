package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.AlertSignal.Known;
import fr.anima.hub.animals.alerts.AlertSignal.Sensor;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Tells of each quantity that an enclosure's form expects and nobody has ever measured, three
 * periods after it was first expected. The first reading ends it, for good.
 */
final class NeverSeen implements Rule<NeverSeen.Awaited> {
  /**
   * What is expected, by the quantity's word.
   *
   * @param quantities since when each is waited for
   */
  record Awaited(Map<String, Wait> quantities) {
    Awaited {
      quantities = Collections.unmodifiableMap(new TreeMap<>(quantities));
    }
  }

  /**
   * A quantity that is expected.
   *
   * @param since hub time at which it was first expected
   * @param isSeen whether it was ever measured
   * @param told the alert that tells that it was not
   */
  record Wait(Instant since, boolean isSeen, Optional<Standing> told) {}

  @Override
  public String name() {
    return "never-seen";
  }

  @Override
  public Class<Awaited> memory() {
    return Awaited.class;
  }

  @Override
  public Awaited blank() {
    return new Awaited(Map.of());
  }

  @Override
  public Awaited heard(Enclosure enclosure, Awaited before, Heard heard, Ruling ruling) {
    Map<String, Wait> now = new TreeMap<>(before.quantities());
    heard
        .values()
        .forEach(
            each ->
                now.compute(
                    each.quantity().word(),
                    (word, wait) -> {
                      Optional.ofNullable(wait)
                          .ifPresent(it -> Standing.clear(it.told(), heard.arrivedAt(), ruling));
                      return wait != null && wait.isSeen()
                          ? wait
                          : new Wait(heard.arrivedAt(), true, Optional.empty());
                    }));
    return new Awaited(now);
  }

  @Override
  public Awaited passed(Enclosure enclosure, Awaited before, Tick tick, Ruling ruling) {
    Map<String, Wait> now = new TreeMap<>();
    before
        .quantities()
        .forEach(
            (word, wait) -> {
              if (enclosure.expectedEverySeconds().containsKey(word) || wait.isSeen()) {
                now.put(word, wait);
              } else {
                Standing.clear(wait.told(), tick.now(), ruling);
              }
            });
    for (String word : enclosure.expectedEverySeconds().keySet()) {
      Wait wait =
          Optional.ofNullable(now.get(word))
              .orElseGet(() -> new Wait(tick.now(), false, Optional.empty()));
      now.put(
          word,
          isLate(enclosure, word, wait, tick) ? told(enclosure, word, wait, tick, ruling) : wait);
    }
    return new Awaited(now);
  }

  private static boolean isLate(Enclosure enclosure, String word, Wait wait, Tick tick) {
    Duration patience = Silence.patience(enclosure, Quantity.ofWord(word)).orElse(Duration.ZERO);
    return !wait.isSeen()
        && wait.told().isEmpty()
        && !tick.now().isBefore(wait.since().plus(patience))
        && !tick.isPatient();
  }

  private static Wait told(Enclosure enclosure, String word, Wait wait, Tick tick, Ruling ruling) {
    Known nothing =
        new Known(
            wait.since(), tick.now(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    Beginning never =
        Beginning.ofSensor(
            AlertKind.SILENT,
            enclosure.id(),
            new Sensor(Optional.empty(), Quantity.ofWord(word)),
            Standing.severity(false),
            nothing);
    ruling.add(AlertSignal.raised(never));
    return new Wait(wait.since(), false, Optional.of(Standing.of(never)));
  }
}
