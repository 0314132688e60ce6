package fr.anima.hub.animals.care;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.animals.alerts.AlertKind;
import fr.anima.hub.animals.alerts.AlertSignal;
import fr.anima.hub.animals.alerts.AlertSignal.Beginning;
import fr.anima.hub.animals.alerts.AlertSignal.Known;
import fr.anima.hub.animals.alerts.AlertSignal.Sensor;
import fr.anima.hub.animals.alerts.Doubt;
import fr.anima.hub.animals.alerts.Limit;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.alerts.Limit.Side;
import fr.anima.hub.animals.care.AlertStore.Care;
import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.eventlog.Json;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.fixtures.Contract;
import fr.anima.hub.fixtures.Logged;
import fr.anima.hub.orders.MovableClock;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.wire.Quantity;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlertStoreTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Database DATABASE = TestDatabase.fresh();
  private static final AtomicInteger PLACES = new AtomicInteger();
  private static final Viewer ANNE = Ask.person("Anne", Role.KEEPER);
  private static final Viewer PAUL = Ask.person("Paul", Role.KEEPER);
  private static final Optional<String> NO_NOTE = Optional.empty();

  private final Logged outbox = new Logged();
  private final AlertStore store = new AlertStore(DATABASE, outbox);
  private final Beginning hot = beginning("barn-" + PLACES.incrementAndGet());

  @Test
  void a_raised_alert_is_open_and_told_once_however_often_it_is_signalled() {
    await(store.project(List.of(raised(), raised())));
    await(store.project(List.of(raised())));

    Alert alert = alert();
    assertEquals(Alert.State.RAISED, alert.state());
    assertEquals(1, alert.version());
    assertEquals(List.of(alert), outbox.events(Alert.class));
    Contract.demands("Alert", Json.object(alert));
  }

  @Test
  void an_emergency_that_is_over_is_told_once_and_stays_listed() {
    await(store.project(List.of(raised(), cleared())));
    await(store.project(List.of(raised(), cleared())));

    assertEquals(Alert.State.CLEARED, alert().state());
    assertEquals(List.of(1L, 2L), versions());
    assertEquals(1, listedHere());
    Contract.demands("Alert", Json.object(alert()));
  }

  @Test
  void an_alert_that_was_over_before_it_was_known_is_kept_whole_and_never_told_as_raised() {
    await(store.project(List.of(cleared())));
    await(store.project(List.of(cleared())));

    assertEquals(Optional.of(TEN.plusSeconds(600)), alert().clearedAt());
    assertEquals(List.of(alert()), outbox.events(Alert.class));
  }

  @Test
  void taking_care_twice_changes_nothing_the_second_time() {
    await(store.project(List.of(raised())));

    Alert first =
        settled(await(store.acknowledge(hot.id(), ANNE, at(TEN), Optional.of("J'y vais"))));
    Alert second =
        settled(await(store.acknowledge(hot.id(), ANNE, at(TEN.plusSeconds(9)), NO_NOTE)));

    assertEquals(Alert.State.ACKNOWLEDGED, first.state());
    assertEquals(Optional.of("J'y vais"), first.note());
    assertEquals(first, second);
    assertEquals(List.of(1L, 2L), versions());
  }

  @Test
  void who_comes_second_is_told_who_was_first() {
    await(store.project(List.of(raised())));
    await(store.acknowledge(hot.id(), ANNE, at(TEN), NO_NOTE));

    Care care = await(store.acknowledge(hot.id(), PAUL, at(TEN), NO_NOTE));

    assertEquals(Optional.of("Anne"), somebodyElses(care).acknowledgedBy());
    assertEquals(List.of(1L, 2L), versions());
  }

  @Test
  void of_many_at_once_exactly_one_is_first() {
    await(store.project(List.of(raised())));
    List<Future<Care>> tries = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Viewer keeper = Ask.person("Keeper " + i, Role.KEEPER);
      tries.add(store.acknowledge(hot.id(), keeper, at(TEN), NO_NOTE));
    }

    await(Future.all(tries));

    long first = tries.stream().filter(it -> it.result() instanceof Care.AsWished).count();
    assertEquals(1, first);
    assertEquals(List.of(1L, 2L), versions());
  }

  @Test
  void only_who_took_care_can_withdraw_and_withdrawing_twice_changes_nothing() {
    await(store.project(List.of(raised())));
    await(store.acknowledge(hot.id(), ANNE, at(TEN), NO_NOTE));

    assertEquals(2, somebodyElses(await(store.withdraw(hot.id(), PAUL, TEN))).version());
    Alert withdrawn = settled(await(store.withdraw(hot.id(), ANNE, TEN)));
    Alert again = settled(await(store.withdraw(hot.id(), ANNE, TEN)));

    assertEquals(Alert.State.RAISED, withdrawn.state());
    assertEquals(Optional.empty(), withdrawn.acknowledgedBy());
    assertEquals(withdrawn, again);
    assertEquals(List.of(1L, 2L, 3L), versions());
  }

  @Test
  void a_cleared_alert_can_still_be_acknowledged() {
    await(store.project(List.of(raised(), cleared())));

    Alert alert = settled(await(store.acknowledge(hot.id(), ANNE, at(TEN), NO_NOTE)));

    assertEquals(Alert.State.CLEARED, alert.state());
    assertEquals(Optional.of("Anne"), alert.acknowledgedBy());
  }

  @Test
  void what_gets_worse_is_nobodys_any_more_and_what_gets_better_stays_whose_it_was() {
    await(store.project(List.of(raised())));
    await(store.acknowledge(hot.id(), ANNE, at(TEN), NO_NOTE));

    await(store.project(List.of(now(Severity.ALERTE, Severity.ATTENTION, 60))));
    assertEquals(Severity.ATTENTION, alert().severity());
    assertEquals(Alert.State.ACKNOWLEDGED, alert().state());
    await(store.project(List.of(now(Severity.ATTENTION, Severity.URGENCE, 90))));
    await(store.project(List.of(now(Severity.ATTENTION, Severity.URGENCE, 90))));
    await(store.project(List.of(now(Severity.ALERTE, Severity.ATTENTION, 60))));

    assertEquals(Severity.URGENCE, alert().severity());
    assertEquals(Alert.State.RAISED, alert().state());
    assertEquals(List.of(1L, 2L, 3L, 4L), versions());
  }

  @Test
  void every_kind_is_kept_and_told_as_the_contract_demands() {
    List<Beginning> all = kinds(hot.enclosure());

    all.forEach(
        it ->
            await(
                store.project(
                    List.of(
                        Logged.record(
                            AlertSignal.TOPIC, it.enclosure(), AlertSignal.raised(it), TEN)))));

    List<Alert> told = outbox.events(Alert.class);
    assertEquals(
        all.stream().map(Beginning::kind).toList(), told.stream().map(Alert::kind).toList());
    told.forEach(it -> Contract.demands("Alert", Json.object(it)));
  }

  @Test
  void what_is_told_of_otherwise_is_over_and_says_where() {
    await(store.project(List.of(raised())));
    UUID other = UUID.fromString("00000000-0000-4000-8000-000000000001");
    AlertSignal signal = AlertSignal.partOf(hot, other, TEN.plusSeconds(90));

    await(store.project(List.of(Logged.record(AlertSignal.TOPIC, hot.enclosure(), signal, TEN))));

    assertEquals(Optional.of(other), alert().partOf());
    assertEquals(Alert.State.CLEARED, alert().state());
    Contract.demands("Alert", Json.object(alert()));
  }

  private static List<Beginning> kinds(String enclosure) {
    Known known =
        new Known(
            TEN,
            TEN.plusSeconds(100),
            OptionalDouble.of(20),
            Optional.of(Doubt.CONSTANT),
            Optional.of("dht22: no answer"));
    Known drifted =
        new Known(
            TEN.plusSeconds(1),
            TEN.plusSeconds(100),
            OptionalDouble.of(24),
            Optional.of(Doubt.DRIFT),
            Optional.empty());
    Known nothing =
        new Known(
            TEN, TEN.plusSeconds(100), OptionalDouble.empty(), Optional.empty(), Optional.empty());
    Sensor sensor = new Sensor(Optional.of("pi-1"), Quantity.TEMPERATURE);
    Sensor nobody = new Sensor(Optional.empty(), Quantity.HUMIDITY);
    return List.of(
        Beginning.ofSensor(AlertKind.SILENT, enclosure, sensor, Severity.ALERTE, known),
        Beginning.ofSensor(AlertKind.SILENT, enclosure, nobody, Severity.ALERTE, nothing),
        Beginning.ofSensor(AlertKind.SUSPECT, enclosure, sensor, Severity.ATTENTION, known),
        Beginning.ofSensor(AlertKind.SUSPECT, enclosure, sensor, Severity.ATTENTION, drifted),
        Beginning.ofStation(
            enclosure,
            "pi-1",
            List.of(Quantity.HUMIDITY, Quantity.TEMPERATURE),
            Severity.ALERTE,
            TEN,
            TEN.plusSeconds(100)));
  }

  @Test
  void the_fifth_of_an_hour_is_told_for_all_and_the_sixth_rings_nobody_until_the_hour_is_over() {
    String barn = "flapping-barn";
    for (int n = 0; n < 6; n++) {
      Rung one = Rung.in(barn, Severity.URGENCE, TEN.plus(Duration.ofMinutes(9L * n)));
      await(store.project(List.of(one.raised())));
      if (n < 5) {
        await(store.project(List.of(one.cleared())));
      }
    }

    List<Alert> begun =
        outbox.events(Alert.class).stream().filter(it -> it.version() == 1).toList();
    assertEquals(
        List.of(0, 0, 0, 0, 5, 0), begun.stream().map(it -> it.raises().orElse(0)).toList());
    Alert sixth = begun.get(5);
    assertEquals(
        Optional.of(TEN.plus(Duration.ofMinutes(36 + 60))), sixth.quiet().map(Life.Quiet::until));
    begun.forEach(it -> Contract.demands("Alert", Json.object(it)));
    MovableClock clock = new MovableClock(TEN.plus(Duration.ofMinutes(96)).toString());
    await(new DueStore(DATABASE, outbox, clock).look());
    Alert last = outbox.events(Alert.class).get(outbox.events(Alert.class).size() - 1);
    assertEquals(sixth.id(), last.id());
    assertEquals(Optional.empty(), last.quiet());
  }

  @Test
  void an_alert_nobody_knows_is_unknown() {
    UUID nobodys = UUID.fromString("00000000-0000-4000-8000-000000000000");

    assertEquals(new Care.Unknown(), await(store.acknowledge(nobodys, ANNE, at(TEN), NO_NOTE)));
    assertEquals(new Care.Unknown(), await(store.withdraw(nobodys, ANNE, TEN)));
  }

  private static Beginning beginning(String enclosure) {
    Limit limit = new Limit(Quantity.TEMPERATURE, Side.ABOVE, 30, 28, 60, 60, Severity.URGENCE);
    return Beginning.of(enclosure, limit, TEN, TEN.plusSeconds(60), 33.5);
  }

  private static Deed.Times at(Instant when) {
    return new Deed.Times(when, when);
  }

  private LogRecord<AlertSignal> raised() {
    return Logged.record(AlertSignal.TOPIC, hot.enclosure(), AlertSignal.raised(hot), TEN);
  }

  private LogRecord<AlertSignal> cleared() {
    AlertSignal signal = AlertSignal.cleared(hot, TEN.plusSeconds(600));
    return Logged.record(AlertSignal.TOPIC, hot.enclosure(), signal, TEN);
  }

  private LogRecord<AlertSignal> now(Severity before, Severity now, int second) {
    AlertSignal signal = AlertSignal.regraded(hot, before, now, TEN.plusSeconds(second));
    return Logged.record(AlertSignal.TOPIC, hot.enclosure(), signal, TEN);
  }

  private Alert alert() {
    return await(store.latest()).stream()
        .filter(it -> it.id().equals(hot.id()))
        .findFirst()
        .orElseThrow();
  }

  private long listedHere() {
    return await(store.listed()).stream().filter(it -> it.id().equals(hot.id())).count();
  }

  private List<Long> versions() {
    return outbox.events(Alert.class).stream().map(Alert::version).toList();
  }

  private static Alert settled(Care care) {
    return ((Care.AsWished) care).alert();
  }

  private static Alert somebodyElses(Care care) {
    return ((Care.SomebodyElses) care).alert();
  }
}
