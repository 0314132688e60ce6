package fr.anima.hub.animals.rules;

import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.eventlog.Json;
import fr.anima.wire.Measurement;
import fr.anima.wire.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One rule watching one enclosure by a clock of seconds; what it remembers goes through JSON after
 * each event that changes it, as it does in the field.
 */
final class Watched<M> {
  static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  private final Rule<M> rule;
  private Enclosure enclosure;
  private M memory;
  private Tick tick = Tick.first(TEN);
  private List<AlertSignal> signals = new ArrayList<>();
  private Set<Quantity> doubted = Set.of();

  Watched(Rule<M> rule, Map<String, Double> expectedEverySeconds) {
    this.rule = rule;
    this.memory = rule.blank();
    this.enclosure = expecting(expectedEverySeconds);
  }

  private static Enclosure expecting(Map<String, Double> everySeconds) {
    return new Enclosure("barn", "Étable", List.of("chèvre"), List.of(), everySeconds);
  }

  static Instant at(double second) {
    return TEN.plusMillis(Math.round(second * 1000));
  }

  void expects(Map<String, Double> everySeconds) {
    enclosure = expecting(everySeconds);
  }

  /** A reading that arrives when it is measured. */
  void hears(int second, String station, Quantity quantity, double value) {
    hears(second, second, station, quantity, value);
  }

  void hears(int measured, int arrived, String station, Quantity quantity, double value) {
    heard(new Heard(station, at(measured), at(arrived), false, list(quantity, value)));
  }

  /** A reading of a station that does not know the time. */
  void guesses(int measured, int arrived, String station, Quantity quantity, double value) {
    heard(new Heard(station, at(measured), at(arrived), true, list(quantity, value)));
  }

  private static List<Measurement> list(Quantity quantity, double value) {
    return List.of(new Measurement(quantity, value));
  }

  private void heard(Heard heard) {
    Ruling ruling = new Ruling();
    keep(rule.heard(enclosure, memory, heard, ruling), ruling);
  }

  void beats(int second, String station) {
    beats(second, station, Map.of());
  }

  void beats(int second, String station, Map<String, String> failing) {
    Ruling ruling = new Ruling();
    Beat beat = new Beat(station, at(second), true, failing);
    keep(rule.beaten(enclosure, memory, beat, ruling), ruling);
  }

  /** Ten seconds' ticks until then, as a hub that listens gives them. */
  void passes(int until) {
    for (Instant next = next(); !next.isAfter(at(until)); next = next()) {
      ticks(next);
    }
  }

  private Instant next() {
    return tick.now().plusSeconds(10);
  }

  /** One tick after the hub was away. */
  void returns(int second) {
    ticks(at(second));
  }

  private void ticks(Instant now) {
    Ruling ruling = new Ruling();
    tick = tick.next(now);
    keep(rule.passed(enclosure, memory, tick, ruling), ruling);
  }

  private void keep(M after, Ruling ruling) {
    if (!after.equals(memory)) {
      memory = Json.read(Json.bytes(after), rule.memory());
    }
    signals.addAll(ruling.signals());
    doubted = ruling.doubted();
  }

  boolean isDoubted(Quantity quantity) {
    return doubted.contains(quantity);
  }

  /** What was announced since last asked. */
  List<AlertSignal> news() {
    List<AlertSignal> news = signals;
    signals = new ArrayList<>();
    return news;
  }

  /** The same in words: {@code "offline pi-1 alerte +110"}. */
  List<String> told() {
    return news().stream().map(Watched::words).toList();
  }

  private static String words(AlertSignal signal) {
    AlertSignal.Beginning it = signal.alert();
    String what =
        it.kind().name().toLowerCase(Locale.ROOT)
            + it.quantity().map(q -> " " + q.word()).orElse("")
            + it.station().map(s -> " " + s).orElse("");
    if (signal.partOf().isPresent()) {
      return what + " is told of otherwise";
    }
    if (signal.clearedAt().isPresent()) {
      return what + " over " + seconds(signal.clearedAt().get());
    }
    return signal
        .regraded()
        .map(to -> what + " now " + to.severity() + " " + seconds(to.at()))
        .orElseGet(() -> what + " " + it.severity() + " " + seconds(it.raisedAt()));
  }

  private static long seconds(Instant at) {
    return at.getEpochSecond() - TEN.getEpochSecond();
  }
}
