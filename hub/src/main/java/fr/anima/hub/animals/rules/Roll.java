package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.wire.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who speaks of an enclosure and when each was last heard; what {@link Silence} remembers.
 *
 * @param sources by station
 */
record Roll(Map<String, Source> sources) {
  Roll {
    sources = sorted(sources);
  }

  /**
   * A station.
   *
   * @param heardAt hub time at which anything came from it
   * @param backAt when it came back after it was away
   * @param beats whether it says every minute how it is, whatever its sensors do
   * @param failing what it said of its sensors last
   * @param voices what it measures, by the quantity's word
   * @param away the alert that tells that it is away
   */
  record Source(
      Instant heardAt,
      Optional<Instant> backAt,
      boolean beats,
      Map<String, String> failing,
      Map<String, Voice> voices,
      Optional<Standing> away) {
    private static final Source NEW =
        new Source(Instant.EPOCH, Optional.empty(), false, Map.of(), Map.of(), Optional.empty());

    Source {
      failing = sorted(failing);
      voices = sorted(voices);
    }

    Source heardAt(Instant at) {
      return new Source(later(heardAt, at), backAt, beats, failing, voices, away);
    }

    /** It is here again: its sensors have until three periods from now. */
    Source backAt(Instant at) {
      return new Source(heardAt, Optional.of(at), beats, failing, voices, Optional.empty());
    }

    Source beaten(Beat beat) {
      return new Source(heardAt, backAt, beats || beat.byItself(), beat.failing(), voices, away);
    }

    Source with(Map<String, Voice> now) {
      return new Source(heardAt, backAt, beats, failing, now, away);
    }

    Source with(Measurement measured, Heard heard) {
      Map<String, Voice> now = new TreeMap<>(voices);
      String word = measured.quantity().word();
      now.put(word, Voice.of(Optional.ofNullable(voices.get(word)), measured.value(), heard));
      return with(now);
    }

    Source away(Optional<Standing> now) {
      return new Source(heardAt, backAt, beats, failing, voices, now);
    }

    Voice voice(String word) {
      return Optional.ofNullable(voices.get(word))
          .orElseThrow(() -> new IllegalArgumentException("no " + word + " is measured there"));
    }
  }

  /**
   * A quantity that a station measures.
   *
   * @param spokeAt hub time at which it is known to have worked, from its latest reading
   * @param heardAt hub time at which a reading came, whatever its age
   * @param lateSince since when its readings have been coming late, one after the other
   * @param value the latest one
   * @param told the alert that tells of its silence
   */
  record Voice(
      Instant spokeAt,
      Instant heardAt,
      Optional<Instant> lateSince,
      double value,
      Optional<Standing> told) {
    /** Readings of a backlog come at least so often. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** A backlog that takes longer is a clock that is wrong. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private static Voice of(Optional<Voice> before, double value, Heard heard) {
      Instant spoke = heard.spokeAt();
      Optional<Instant> late =
          heard.isFresh() || heard.estimated()
              ? Optional.empty()
              : before
                  .filter(it -> !it.heardAt.plus(PAUSE).isBefore(heard.arrivedAt()))
                  .flatMap(Voice::lateSince)
                  .or(() -> Optional.of(heard.arrivedAt()));
      return before
          .map(
              it ->
                  new Voice(
                      later(it.spokeAt, spoke),
                      later(it.heardAt, heard.arrivedAt()),
                      late,
                      spoke.isBefore(it.spokeAt) ? it.value : value,
                      it.told))
          .orElseGet(() -> new Voice(spoke, heard.arrivedAt(), late, value, Optional.empty()));
    }

    Voice told(Optional<Standing> now) {
      return new Voice(spokeAt, heardAt, lateSince, value, now);
    }

    /** A backlog is coming in: what is now comes after it. */
    boolean isCatchingUp(Instant now) {
      return lateSince.filter(it -> it.plus(LONGEST).isAfter(now)).isPresent()
          && heardAt.plus(PAUSE).isAfter(now);
    }
  }

  /** The station, maybe as one that was never heard. */
  Source source(String station) {
    return Optional.ofNullable(sources.get(station)).orElse(Source.NEW);
  }

  Roll with(String station, Source source) {
    Map<String, Source> now = new TreeMap<>(sources);
    now.put(station, source);
    return new Roll(now);
  }

  /** Whether another station measures that quantity at present. */
  boolean isHeardElsewhere(Enclosure enclosure, String station, String word, Instant now) {
    return sources.entrySet().stream()
        .filter(it -> !it.getKey().equals(station) && it.getValue().voices().containsKey(word))
        .map(Map.Entry::getValue)
        .anyMatch(it -> !Silence.isDue(enclosure, word, it, it.voice(word), now));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
