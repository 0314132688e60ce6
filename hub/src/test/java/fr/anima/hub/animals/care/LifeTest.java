package fr.anima.hub.animals.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.animals.alerts.AlertSignal.Regraded;
import fr.anima.hub.animals.alerts.Limit.Severity;
import fr.anima.hub.animals.care.Life.FalseAlarm;
import fr.anima.hub.animals.care.Life.Given;
import fr.anima.hub.animals.care.Life.Grade;
import fr.anima.hub.animals.care.Life.Quiet;
import fr.anima.hub.animals.care.Life.Remedy;
import fr.anima.hub.animals.care.Life.Settled;
import fr.anima.hub.animals.care.Life.Taken;
import fr.anima.hub.animals.care.Life.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The alarm lifecycle without a database (mission 5.2). */
class LifeTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant NEXT_DAY = TEN.plus(Duration.ofDays(1));
  private static final UUID ANNE = new UUID(1, 1);
  private static final UUID PAUL = new UUID(1, 2);
  private static final Taken BY_ANNE = new Taken(ANNE, "Anne", TEN, Optional.empty());
  private static final Given TO_PAUL = new Given(PAUL, "Paul", "Anne", TEN);
  private static final Settled WITH_WATER =
      new Settled(Remedy.WATER, "Anne", TEN, Optional.empty(), Optional.empty());
  private static final FalseAlarm SENSOR = new FalseAlarm("Nadia", TEN, "sonde au soleil");
  private static final Quiet SHELVED =
      new Quiet(Why.SHELVED, NEXT_DAY, Optional.of("Anne"), Optional.of("vu"));

  private final Life urgent = began(Severity.URGENCE);
  private final Life warning = began(Severity.ALERTE);

  @Test
  void what_lasts_never_closes_whatever_people_say() {
    Life seen = urgent.taken(BY_ANNE).settled(WITH_WATER, ANNE);

    assertTrue(seen.closing(NEXT_DAY).closedAt().isEmpty());
  }

  @Test
  void what_is_over_and_was_seen_closes_at_once() {
    Life over = urgent.taken(BY_ANNE).cleared(TEN, Optional.empty());

    assertEquals(Optional.of(NEXT_DAY), over.closing(NEXT_DAY).closedAt());
  }

  @Test
  void a_warning_closes_by_itself_at_24_hours_and_an_emergency_never() {
    Life over = warning.cleared(TEN, Optional.empty());

    assertTrue(over.closing(NEXT_DAY.minusMillis(1)).closedAt().isEmpty());
    assertEquals(Optional.of(NEXT_DAY), over.closing(NEXT_DAY).closedAt());
    Life emergency = urgent.cleared(TEN, Optional.empty());
    assertSame(emergency, emergency.closing(TEN.plus(Duration.ofDays(365))));
  }

  @Test
  void what_was_over_when_it_was_heard_of_is_for_nobody_except_an_emergency_of_the_last_day() {
    Life fresh = urgent.cleared(TEN, Optional.empty());

    assertTrue(fresh.closingUntold(NEXT_DAY.minusMillis(1)).closedAt().isEmpty());
    assertTrue(fresh.closingUntold(NEXT_DAY).closedAt().isPresent());
    assertTrue(warning.cleared(TEN, Optional.empty()).closingUntold(TEN).closedAt().isPresent());
    assertSame(urgent, urgent.closingUntold(NEXT_DAY));
  }

  @Test
  void what_another_alert_tells_of_closes_with_that() {
    Life part = urgent.cleared(TEN, Optional.of(new UUID(3, 3)));

    assertTrue(part.closing(TEN).closedAt().isPresent());
  }

  @Test
  void what_gets_worse_is_nobodys_rings_and_is_settled_no_longer() {
    Life cared = warning.settled(WITH_WATER, ANNE).quieted(SHELVED);

    Life worse = cared.regraded(to(Severity.URGENCE, true, TEN));

    assertEquals(urgent.regraded(to(Severity.URGENCE, false, TEN)).severity(), worse.severity());
    assertEquals(OptionalDouble.of(33), worse.grade().raiseAt());
    assertEquals(OptionalDouble.of(30.4), worse.grade().value(), "no reading was told with it");
    assertTrue(worse.taken().isEmpty() && worse.quiet().isEmpty() && worse.settled().isEmpty());
  }

  @Test
  void what_gets_better_stays_quiet_and_whose_it_was() {
    Life better = urgent.taken(BY_ANNE).quieted(SHELVED).regraded(to(Severity.ALERTE, false, TEN));

    assertEquals(Optional.of(SHELVED), better.quiet());
    assertEquals(Optional.of(BY_ANNE), better.taken());
  }

  @Test
  void older_news_of_severity_change_nothing() {
    Life now = warning.regraded(to(Severity.URGENCE, true, TEN));

    assertSame(now, now.regraded(to(Severity.ATTENTION, false, TEN)));
    assertSame(now, now.regraded(to(Severity.ATTENTION, false, TEN.minusSeconds(1))));
  }

  @Test
  void a_false_alarm_is_over_and_closed_until_it_gets_worse() {
    Life dismissed = warning.dismissed(SENSOR, TEN).closing(TEN);

    Life worse = dismissed.regraded(to(Severity.URGENCE, true, TEN.plusSeconds(60)));

    assertEquals(Optional.of(TEN), dismissed.closedAt());
    assertFalse(worse.isOver(), "nobody can wave away what gets worse");
    assertTrue(worse.closedAt().isEmpty() && worse.falseAlarm().isEmpty());
  }

  @Test
  void what_is_given_is_nobodys_until_taken_and_giving_it_to_its_caretaker_changes_nothing() {
    Life given = urgent.taken(BY_ANNE).given(TO_PAUL);

    assertTrue(given.taken().isEmpty());
    assertEquals(Optional.empty(), given.taken(BY_ANNE).given());
    Life pauls = urgent.taken(new Taken(PAUL, "Paul", TEN, Optional.empty()));
    assertSame(pauls, pauls.given(TO_PAUL));
  }

  @Test
  void taking_back_what_closed_an_emergency_opens_it_again_but_not_what_was_settled() {
    Life over = urgent.cleared(TEN, Optional.empty());

    Life back = over.taken(BY_ANNE).closing(TEN).released().closing(TEN);
    Life settled = over.settled(WITH_WATER, ANNE).closing(TEN).released().closing(TEN);

    assertEquals(over, back);
    assertTrue(settled.closedAt().isPresent());
  }

  @Test
  void what_is_latched_closes_by_what_somebody_found_there_afterwards_and_by_nothing_else() {
    Life lasting = began(Severity.ALERTE, true).taken(BY_ANNE).settled(found(TEN), ANNE);
    Life over = lasting.cleared(TEN.plusSeconds(1), Optional.empty());

    assertTrue(over.closing(NEXT_DAY.plus(Duration.ofDays(365))).closedAt().isEmpty());
    assertTrue(over.settled(WITH_WATER, ANNE).closing(NEXT_DAY).closedAt().isEmpty());
    assertTrue(over.awaitsInspection(TEN.plusSeconds(1)));
    assertFalse(over.awaitsInspection(TEN), "it lasted then");
    Life inspected = over.settled(found(TEN.plusSeconds(1)), ANNE);
    assertFalse(inspected.awaitsInspection(NEXT_DAY));
    assertEquals(Optional.of(NEXT_DAY), inspected.closing(NEXT_DAY).closedAt());
    assertTrue(over.dismissed(SENSOR, TEN).closing(TEN).closedAt().isPresent());
  }

  @Test
  void
      what_was_latched_while_it_was_worse_stays_so_and_also_when_it_was_over_before_it_was_heard() {
    Regraded worse = latching(to(Severity.URGENCE, true, TEN));
    Life better = warning.regraded(worse).regraded(to(Severity.ALERTE, false, TEN.plusSeconds(9)));

    Life over = better.cleared(TEN.plusSeconds(10), Optional.empty());

    assertTrue(over.awaitsInspection(NEXT_DAY));
    assertTrue(over.closingUntold(NEXT_DAY).closedAt().isEmpty());
  }

  private static Settled found(Instant at) {
    return new Settled(Remedy.DOOR, "Anne", at, Optional.of("six poules"), Optional.empty());
  }

  private static Regraded latching(Regraded it) {
    return new Regraded(it.severity(), it.isWorse(), it.at(), it.raiseAt(), it.value(), true);
  }

  private static Regraded to(Severity severity, boolean isWorse, Instant at) {
    return new Regraded(
        severity, isWorse, at, OptionalDouble.of(33), OptionalDouble.empty(), false);
  }

  private static Life began(Severity severity) {
    return began(severity, false);
  }

  private static Life began(Severity severity, boolean latched) {
    return new Life(
        new Grade(
            severity, OptionalDouble.of(30), OptionalDouble.of(30.4), Optional.empty(), latched),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }
}
