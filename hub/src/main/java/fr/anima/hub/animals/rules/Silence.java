package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.AlertSignal.Known;
import fr.anima.hub.animals.alerts.AlertSignal.Sensor;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.rules.Roll.Source;
import fr.anima.hub.animals.rules.Roll.Voice;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Tells of each sensor that says nothing for three of its periods, and of whole stations that are
 * away, which then stand for all of their sensors.
 *
 * <p>Deadlines are in hub time, from the last time the sensor is known to have worked. A station
 * that beats every minute is away when it misses one beat and some sensor is overdue; any other one
 * is away when all of its sensors are overdue. Where a sensor's silence may yet turn out to be its
 * station's, it is waited for a little. Everything clears by itself.
 */
final class Silence implements Rule<Roll> {
  private static final int PERIODS = 3;

  /** For the way from the sensor to the log. */
  static final Duration GRACE = Duration.ofSeconds(10);

  /** A heartbeat comes every minute. */
  static final Duration BEAT = Duration.ofSeconds(65);

  /** How much later than its period a reading may come that is in time. */
  static final Duration UNEVEN = Duration.ofSeconds(2);

  /** How long a sensor's alarm waits for what would make it its station's. */
  static final Duration UNDECIDED = Duration.ofSeconds(20);

  /** A source that is silent while another one measures the same has been replaced by it. */
  static final Duration REPLACED = Duration.ofHours(24);

  private static final int LONGEST_DETAIL = 200;

  @Override
  public String name() {
    return "silence";
  }

  @Override
  public Class<Roll> memory() {
    return Roll.class;
  }

  @Override
  public Roll blank() {
    return new Roll(Map.of());
  }

  @Override
  public Roll heard(Enclosure enclosure, Roll before, Heard heard, Ruling ruling) {
    Source source = before.source(heard.station()).heardAt(heard.arrivedAt());
    for (Measurement each : heard.values()) {
      if (enclosure.period(each.quantity()).isPresent()) {
        source = source.with(each, heard);
      }
    }
    Roll now = before.with(heard.station(), source);
    return back(enclosure, now, heard.station(), heard.arrivedAt(), ruling);
  }

  @Override
  public Roll beaten(Enclosure enclosure, Roll before, Beat beat, Ruling ruling) {
    Source source = before.source(beat.station()).heardAt(beat.arrivedAt()).beaten(beat);
    return back(
        enclosure, before.with(beat.station(), source), beat.station(), beat.arrivedAt(), ruling);
  }

  /** The station is there: it is not away, and sensors that spoke in time are not silent. */
  private static Roll back(
      Enclosure enclosure, Roll now, String station, Instant at, Ruling ruling) {
    Source source = now.source(station);
    Standing.clear(source.away(), at, ruling);
    Map<String, Voice> voices = new TreeMap<>();
    source
        .voices()
        .forEach(
            (word, voice) -> {
              boolean speaks =
                  voice.told().isPresent() && !isOverdue(enclosure, word, source, voice, at);
              if (speaks) {
                Standing.clear(voice.told(), voice.spokeAt(), ruling);
              }
              voices.put(word, speaks ? voice.told(Optional.empty()) : voice);
            });
    Source present = source.away().isPresent() ? source.backAt(at) : source;
    return now.with(station, present.with(voices));
  }

  @Override
  public Roll passed(Enclosure enclosure, Roll before, Tick tick, Ruling ruling) {
    Roll now = forgotten(enclosure, before, tick.now(), ruling);
    if (tick.isPatient()) {
      return now;
    }
    for (String station : now.sources().keySet()) {
      now = now.with(station, judged(enclosure, now, station, tick.now(), ruling));
    }
    return now;
  }

  private static Source judged(
      Enclosure enclosure, Roll roll, String station, Instant now, Ruling ruling) {
    Source source = roll.source(station);
    List<String> due =
        source.voices().keySet().stream()
            .filter(word -> isDue(enclosure, word, source, source.voice(word), now))
            .toList();
    if (!due.isEmpty()
        && (source.away().isPresent() || isMute(enclosure, source, due.size(), now))) {
      return away(enclosure, roll, station, now, ruling);
    }
    Map<String, Voice> voices = new TreeMap<>(source.voices());
    for (String word : due) {
      Voice voice = source.voice(word);
      Severity severity = Standing.severity(roll.isHeardElsewhere(enclosure, station, word, now));
      if (voice.told().isPresent()) {
        voices.put(word, voice.told(voice.told().map(it -> it.as(severity, now, ruling))));
      } else if (isDecided(enclosure, word, source, now)) {
        Beginning silent = silent(enclosure, station, word, severity, now, source);
        ruling.add(AlertSignal.raised(silent));
        voices.put(word, voice.told(Optional.of(Standing.of(silent))));
      }
    }
    return source.with(voices);
  }

  /** Several sensors, none of them missing when their station was last heard, are it. */
  private static boolean isMute(Enclosure enclosure, Source source, int due, Instant now) {
    boolean all = due == source.voices().size();
    boolean atOnce =
        source.voices().keySet().stream().allMatch(word -> isInTime(enclosure, word, source));
    return source.beats()
        ? !source.heardAt().plus(BEAT).isAfter(now) || (all && atOnce && due > 1)
        : all;
  }

  private static boolean isInTime(Enclosure enclosure, String word, Source source) {
    return enclosure
        .period(Quantity.ofWord(word))
        .map(it -> source.voice(word).heardAt().plus(it).plus(UNEVEN))
        .filter(source.heardAt()::isAfter)
        .isEmpty();
  }

  /** The station stands for its sensors, also for those of which was told before. */
  private static Source away(
      Enclosure enclosure, Roll roll, String station, Instant now, Ruling ruling) {
    Source source = roll.source(station);
    boolean othersWork =
        source.voices().keySet().stream()
            .allMatch(word -> roll.isHeardElsewhere(enclosure, station, word, now));
    Severity severity = Standing.severity(othersWork);
    Standing away =
        source
            .away()
            .map(it -> it.as(severity, now, ruling))
            .orElseGet(
                () -> {
                  Beginning offline =
                      Beginning.ofStation(
                          enclosure.id(),
                          station,
                          source.voices().keySet().stream().map(Quantity::ofWord).toList(),
                          severity,
                          source.heardAt(),
                          now);
                  ruling.add(AlertSignal.raised(offline));
                  return Standing.of(offline);
                });
    Map<String, Voice> voices = new TreeMap<>();
    source
        .voices()
        .forEach(
            (word, voice) -> {
              voice
                  .told()
                  .ifPresent(
                      it -> ruling.add(AlertSignal.partOf(it.alert(), away.alert().id(), now)));
              voices.put(word, voice.told(Optional.empty()));
            });
    return source.with(voices).away(Optional.of(away));
  }

  /** Whether the sensor's silence is surely its own, or was waited for long enough. */
  private static boolean isDecided(Enclosure enclosure, String word, Source source, Instant now) {
    Voice voice = source.voice(word);
    return !source.beats()
        || !isInTime(enclosure, word, source)
        || deadline(enclosure, word, source, voice)
            .filter(it -> it.plus(UNDECIDED).isAfter(now))
            .isEmpty();
  }

  private static Beginning silent(
      Enclosure enclosure,
      String station,
      String word,
      Severity severity,
      Instant now,
      Source source) {
    Voice voice = source.voice(word);
    return Beginning.ofSensor(
        AlertKind.SILENT,
        enclosure.id(),
        new Sensor(Optional.of(station), Quantity.ofWord(word)),
        severity,
        new Known(
            voice.spokeAt(),
            now,
            OptionalDouble.of(voice.value()),
            Optional.empty(),
            detail(source.failing())));
  }

  private static Optional<String> detail(Map<String, String> failing) {
    List<String> words = new ArrayList<>();
    failing.forEach((name, why) -> words.add(name + ": " + why));
    String text = String.join("; ", words);
    return Optional.of(text.substring(0, Math.min(text.length(), LONGEST_DETAIL)))
        .filter(it -> !it.isEmpty());
  }

  /** Without what the form no longer expects, and without what has been replaced. */
  private static Roll forgotten(Enclosure enclosure, Roll roll, Instant now, Ruling ruling) {
    Map<String, Source> sources = new TreeMap<>();
    roll.sources()
        .forEach(
            (station, source) -> {
              Map<String, Voice> voices = new TreeMap<>(source.voices());
              voices
                  .entrySet()
                  .removeIf(
                      it -> {
                        boolean gone = isGone(enclosure, roll, station, it, now);
                        if (gone) {
                          Standing.clear(it.getValue().told(), now, ruling);
                        }
                        return gone;
                      });
              if (voices.isEmpty()) {
                Standing.clear(source.away(), now, ruling);
              }
              boolean isOver = voices.isEmpty() && !source.heardAt().plus(REPLACED).isAfter(now);
              if (!isOver) {
                sources.put(
                    station,
                    voices.isEmpty()
                        ? source.with(voices).away(Optional.empty())
                        : source.with(voices));
              }
            });
    return new Roll(sources);
  }

  private static boolean isGone(
      Enclosure enclosure, Roll roll, String station, Map.Entry<String, Voice> voice, Instant now) {
    return !enclosure.expectedEverySeconds().containsKey(voice.getKey())
        || (!voice.getValue().spokeAt().plus(REPLACED).isAfter(now)
            && roll.isHeardElsewhere(enclosure, station, voice.getKey(), now));
  }

  static boolean isDue(Enclosure enclosure, String word, Source source, Voice voice, Instant now) {
    return !voice.isCatchingUp(now) && isOverdue(enclosure, word, source, voice, now);
  }

  private static boolean isOverdue(
      Enclosure enclosure, String word, Source source, Voice voice, Instant now) {
    return deadline(enclosure, word, source, voice).filter(it -> !it.isAfter(now)).isPresent();
  }

  private static Optional<Instant> deadline(
      Enclosure enclosure, String word, Source source, Voice voice) {
    Instant from =
        source.backAt().filter(it -> it.isAfter(voice.spokeAt())).orElse(voice.spokeAt());
    return patience(enclosure, Quantity.ofWord(word)).map(from::plus);
  }

  /** From one reading to the time at which the next is overdue. */
  static Optional<Duration> patience(Enclosure enclosure, Quantity quantity) {
    return enclosure.period(quantity).map(it -> it.multipliedBy(PERIODS).plus(GRACE));
  }
}
