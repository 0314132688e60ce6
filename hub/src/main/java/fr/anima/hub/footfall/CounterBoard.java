package fr.anima.hub.footfall;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What officials see of all counters: today so far, and when each was last heard. */
final class CounterBoard {
  private final FootfallStore store;
  private final ZoneId zone;
  private final InstantSource clock;

  CounterBoard(FootfallStore store, ZoneId zone, InstantSource clock) {
    this.store = store;
    this.zone = zone;
    this.clock = clock;
  }

  /** The contract's Counter; without times when it never counted. */
  record View(
      String id,
      String name,
      double latitude,
      double longitude,
      double expectedEverySeconds,
      Optional<Instant> lastMeasuredAt,
      Optional<Instant> lastReceivedAt,
      FootfallDay today) {}

  Future<List<View>> all() {
    LocalDate today = clock.instant().atZone(zone).toLocalDate();
    Future<List<Counter>> counters = store.counters();
    Future<List<HourTotal>> hours = store.hours(FootfallDay.range(today, today, zone));
    Future<List<HourTotal>> newest = store.newestHours();
    return counters.compose(
        named ->
            hours.compose(
                counted ->
                    newest.map(
                        last ->
                            named.stream().map(it -> view(it, today, counted, last)).toList())));
  }

  private View view(
      Counter counter, LocalDate today, List<HourTotal> hours, List<HourTotal> newest) {
    Optional<HourTotal> last =
        of(counter, newest).stream().max(Comparator.comparing(HourTotal::lastMeasuredAt));
    return new View(
        counter.id(),
        counter.name(),
        counter.latitudeDegrees(),
        counter.longitudeDegrees(),
        counter.expectedEverySeconds(),
        last.map(HourTotal::lastMeasuredAt),
        last.map(HourTotal::lastReceivedAt),
        FootfallDay.of(today, zone, of(counter, hours)));
  }

  private static List<HourTotal> of(Counter counter, List<HourTotal> hours) {
    return hours.stream().filter(it -> it.counter().equals(counter.id())).toList();
  }
}
