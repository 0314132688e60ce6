package fr.anima.hub.animals;

import fr.anima.hub.animals.EnclosureStore.Described;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.care.Alert;
import fr.anima.hub.animals.care.AlertStore;
import fr.anima.hub.animals.care.Cleaning;
import fr.anima.hub.history.SeriesStore;
import fr.anima.hub.history.SeriesStore.Latest;
import fr.anima.hub.history.SeriesStore.SeriesField;
import fr.anima.hub.history.Step;
import fr.anima.hub.history.TimeRange;
import fr.anima.hub.history.Total;
import fr.anima.wire.ClockQuality;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What keepers see of all enclosures: the latest of every quantity, its last hours, its alerts. */
final class EnclosureBoard {
  private static final int QUARTERS = 24;

  private final EnclosureStore enclosures;
  private final AlertStore alerts;
  private final SeriesStore history;
  private final InstantSource clock;

  EnclosureBoard(
      EnclosureStore enclosures, AlertStore alerts, SeriesStore history, InstantSource clock) {
    this.enclosures = enclosures;
    this.alerts = alerts;
    this.history = history;
    this.clock = clock;
  }

  /** The contract's Condition; without value and times when nothing was ever measured. */
  record Condition(
      Quantity quantity,
      String unit,
      OptionalDouble value,
      Optional<Instant> measuredAt,
      Optional<Instant> receivedAt,
      Optional<ClockQuality> clock,
      double expectedEverySeconds,
      List<OptionalDouble> recent) {}

  /** The contract's Enclosure. */
  record View(
      String id,
      long version,
      String name,
      List<String> species,
      List<Condition> conditions,
      List<Limit> limits,
      List<Alert> alerts,
      Optional<Cleaning> cleaning) {}

  private record Ringing(List<Alert> alerts, List<Cleaning> cleanings) {}

  private record Seen(
      Map<SeriesField, Latest> latest, Map<SeriesField, List<Total>> quarters, Instant first) {}

  Future<List<View>> all() {
    TimeRange hours = lastHours(clock.instant());
    Future<List<Described>> known = enclosures.all();
    Future<Ringing> open =
        alerts
            .listed()
            .compose(listed -> alerts.beingCleaned().map(cleaned -> new Ringing(listed, cleaned)));
    Future<Map<SeriesField, Latest>> latest = history.latest(ConditionsSeries.MEASUREMENT);
    Future<Map<SeriesField, List<Total>>> quarters =
        history.totals(ConditionsSeries.MEASUREMENT, hours, Step.QUARTER);
    return known.compose(
        described ->
            open.compose(
                ringing ->
                    latest.compose(
                        newest ->
                            quarters.map(
                                means -> {
                                  Seen seen = new Seen(newest, means, hours.from());
                                  return described.stream()
                                      .map(it -> view(it, ringing, seen))
                                      .toList();
                                }))));
  }

  /** The last 24 quarters of an hour; the running one is the last. */
  static TimeRange lastHours(Instant now) {
    long width = Step.QUARTER.width().toSeconds();
    Instant end = Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), width) + 1) * width);
    return new TimeRange(end.minus(Step.QUARTER.width().multipliedBy(QUARTERS)), end);
  }

  private static View view(Described described, Ringing open, Seen seen) {
    Enclosure enclosure = described.enclosure();
    return new View(
        enclosure.id(),
        described.version(),
        enclosure.name(),
        enclosure.species(),
        Arrays.stream(Quantity.values())
            .filter(it -> enclosure.expectedEverySeconds().containsKey(it.word()))
            .map(it -> condition(enclosure, it, seen))
            .toList(),
        enclosure.limits(),
        open.alerts().stream().filter(it -> it.enclosure().equals(enclosure.id())).toList(),
        open.cleanings().stream().filter(it -> it.enclosure().equals(enclosure.id())).findFirst());
  }

  private static Condition condition(Enclosure enclosure, Quantity quantity, Seen seen) {
    SeriesField field =
        new SeriesField(ConditionsSeries.MEASUREMENT, enclosure.id(), quantity.word());
    Optional<Latest> latest = Optional.ofNullable(seen.latest().get(field));
    return new Condition(
        quantity,
        quantity.unit(),
        latest.map(it -> OptionalDouble.of(it.value())).orElse(OptionalDouble.empty()),
        latest.map(Latest::measuredAt),
        latest.map(Latest::arrivedAt),
        latest.map(it -> it.estimated() ? ClockQuality.ESTIMATED : ClockQuality.SYNCED),
        enclosure.expectedEverySeconds().getOrDefault(quantity.word(), 0.0),
        recent(seen.quarters().getOrDefault(field, List.of()), seen.first()));
  }

  /** Means in order of time; an empty place where nothing was measured. */
  static List<OptionalDouble> recent(List<Total> quarters, Instant first) {
    OptionalDouble[] means = new OptionalDouble[QUARTERS];
    Arrays.fill(means, OptionalDouble.empty());
    for (Total each : quarters) {
      long place =
          Math.floorDiv(
              each.at().getEpochSecond() - first.getEpochSecond(),
              Step.QUARTER.width().toSeconds());
      if (place >= 0 && place < QUARTERS) {
        means[(int) place] = OptionalDouble.of(each.mean());
      }
    }
    return List.of(means);
  }
}
