package fr.anima.hub.animals;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.animals.alerts.Enclosure;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.eventlog.Topics;
import fr.anima.hub.fixtures.Said;
import fr.anima.hub.fixtures.StreamRun;
import fr.anima.wire.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A station that was cut off while an alert got worse or better. */
class GradedBacklogTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Limit WARM =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 28, 27, 60, 60, Severity.ALERTE);
  private static final Limit HOT =
      new Limit(Quantity.TEMPERATURE, Side.ABOVE, 32, 31, 60, 60, Severity.URGENCE);
  private static final Enclosure BARN =
      new Enclosure("barn", "Étable", List.of(), List.of(WARM, HOT), Map.of("temperature", 30.0));

  private final StreamRun<AlertSignal> run =
      new StreamRun<>(new ConditionsTopology(ZoneOffset.UTC), Topics.READINGS, AlertSignal.TOPIC);
  private int sequence;

  GradedBacklogTest() {
    run.tells(Enclosure.TOPIC, BARN.id(), BARN);
  }

  @Test
  void what_rose_and_fell_within_it_rings_as_it_is_when_it_is_in() {
    late(29, 29, 29, 33, 33, 33, 29, 29, 29);
    run.passes(Duration.ofSeconds(10));
    run.passes(Duration.ofSeconds(10));

    assertEquals(List.of("raised ALERTE"), told());
  }

  @Test
  void what_it_reached_rings_as_that_when_the_present_confirms_it() {
    late(29, 29, 29, 33, 33, 33);
    fresh(33);
    fresh(33);

    assertEquals(List.of("raised URGENCE"), told());
  }

  @Test
  void an_emergency_that_the_present_denies_rings_as_the_warning_that_is_left() {
    late(29, 29, 29, 33, 33, 33);
    fresh(29);
    fresh(29);

    assertEquals(List.of("raised ALERTE"), told());
  }

  @Test
  void an_alert_that_was_worse_meanwhile_does_not_ring_for_that() {
    fresh(29, 29, 29);
    assertEquals(List.of("raised ALERTE"), told());

    late(33, 33, 33, 33);
    fresh(29, 29, 29, 29);

    assertEquals(List.of(), told().stream().filter(it -> it.contains("URGENCE")).toList());
    fresh(33, 33, 33);
    assertEquals(List.of("now URGENCE"), told());
  }

  @Test
  void an_alert_that_is_worse_since_then_rings_for_it_once() {
    fresh(29, 29, 29);
    late(33, 33, 33, 33);
    fresh(33, 33);

    assertEquals(List.of("raised ALERTE", "now URGENCE"), told());
  }

  private void late(int... celsius) {
    for (int each : celsius) {
      Instant at = TEN.plusSeconds(30L * ++sequence);
      run.arrives(
          BARN.id(), Said.by("pi-1").number(sequence).at(at).celsius(each), at.plusSeconds(7_200));
    }
  }

  private void fresh(int... celsius) {
    for (int each : celsius) {
      Instant at = TEN.plusSeconds(30L * ++sequence);
      run.arrives(
          BARN.id(), Said.by("pi-1").number(sequence).at(at).celsius(each), at.plusSeconds(1));
    }
  }

  private List<String> told() {
    return run.out().stream()
        .filter(it -> it.alert().kind() == AlertKind.LIMIT)
        .map(
            it ->
                it.regraded()
                    .map(Regraded::severity)
                    .map(to -> "now " + to)
                    .orElseGet(
                        () ->
                            it.clearedAt().isPresent()
                                ? "over"
                                : "raised " + it.alert().severity()))
        .toList();
  }
}
