package fr.anima.hub.notices;

import static fr.anima.hub.notices.AlertNews.Severity.ALERTE;
import static fr.anima.hub.notices.AlertNews.Severity.URGENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.eventlog.Json;
import fr.anima.hub.notices.AlertNews.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What changes, and when it escalates; both without a database. */
class TransitionTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final NewsOf HOT = new NewsOf(new UUID(1, 1), TEN);

  @Test
  void an_alert_that_is_new_and_open_is_raised() {
    assertEquals(Optional.of(Transition.RAISED), between(Optional.empty(), HOT.raised(ALERTE)));
  }

  @Test
  void an_alert_that_was_over_when_it_became_known_is_nothing() {
    assertEquals(Optional.empty(), between(Optional.empty(), HOT.cleared(URGENCE, 1)));
  }

  @Test
  void the_same_news_again_and_older_news_are_nothing() {
    Optional<AlertNews> known = Optional.of(HOT.changed(URGENCE, 3));

    assertEquals(Optional.empty(), between(known, HOT.changed(URGENCE, 3)));
    assertEquals(Optional.empty(), between(known, HOT.raised(ALERTE)));
  }

  @Test
  void acknowledging_is_nothing_that_others_are_told() {
    assertEquals(
        Optional.empty(), between(Optional.of(HOT.raised(URGENCE)), HOT.taken(URGENCE, 2)));
  }

  @Test
  void severity_goes_up_and_down_once_per_change() {
    assertEquals(
        Optional.of(Transition.WORSE),
        between(Optional.of(HOT.raised(ALERTE)), HOT.changed(URGENCE, 2)));
    assertEquals(
        Optional.of(Transition.BETTER),
        between(Optional.of(HOT.changed(URGENCE, 2)), HOT.changed(ALERTE, 3)));
  }

  @Test
  void an_alert_that_another_tells_of_now_is_not_told_as_over() {
    assertEquals(
        Optional.empty(), between(Optional.of(HOT.raised(ALERTE)), HOT.partOfAnother(ALERTE, 2)));
  }

  @Test
  void what_was_open_and_is_not_is_over_and_changes_no_more() {
    assertEquals(
        Optional.of(Transition.CLEARED),
        between(Optional.of(HOT.raised(URGENCE)), HOT.cleared(ALERTE, 2)));
    assertEquals(
        Optional.empty(), between(Optional.of(HOT.cleared(ALERTE, 2)), HOT.cleared(URGENCE, 3)));
  }

  @Test
  void what_is_quiet_tells_nobody_of_anything_and_does_not_escalate() {
    AlertNews shelved = NewsOf.quiet(HOT.changed(URGENCE, 2));

    assertEquals(Optional.empty(), between(Optional.empty(), NewsOf.quiet(HOT.raised(URGENCE))));
    assertEquals(Optional.empty(), between(Optional.of(HOT.raised(URGENCE)), shelved));
    assertEquals(
        Optional.empty(), between(Optional.of(shelved), NewsOf.quiet(HOT.changed(ALERTE, 3))));
    assertEquals(Optional.empty(), between(Optional.of(shelved), HOT.cleared(URGENCE, 3)));
    assertEquals(Optional.empty(), after(raised(URGENCE), shelved).escalatesAt());
  }

  @Test
  void what_is_quiet_no_longer_and_lasts_is_told_and_escalates_anew() {
    AlertState shelved = after(raised(URGENCE), NewsOf.quiet(HOT.changed(URGENCE, 2)));

    AlertState audible = after(shelved, HOT.changed(URGENCE, 3));

    assertEquals(
        Optional.of(Transition.SHELF_ENDED),
        between(Optional.of(shelved.news()), HOT.changed(URGENCE, 3)));
    assertEquals(
        Optional.of(TEN.plusSeconds(120).plus(Duration.ofMinutes(10))), audible.escalatesAt());
  }

  @Test
  void what_never_rang_is_told_as_begun_when_it_may() {
    AlertNews cleaned = NewsOf.quiet(HOT.raised(URGENCE), "cleaning");

    assertEquals(
        Optional.of(Transition.RAISED), between(Optional.of(cleaned), HOT.changed(URGENCE, 2)));
    assertEquals(Optional.empty(), between(Optional.of(cleaned), HOT.cleared(URGENCE, 2)));
  }

  @Test
  void what_comes_and_goes_is_told_as_that_and_rings() {
    assertEquals(
        Optional.of(Transition.FLAPPING), between(Optional.empty(), HOT.flapping(URGENCE, 5)));
    assertEquals(true, Transition.FLAPPING.rings());
  }

  @Test
  void what_gets_worse_on_the_shelf_is_told_as_worse() {
    AlertNews shelved = NewsOf.quiet(HOT.raised(ALERTE));

    assertEquals(
        Optional.of(Transition.WORSE), between(Optional.of(shelved), HOT.changed(URGENCE, 2)));
  }

  @Test
  void whom_it_is_given_to_is_told_once_also_while_it_is_quiet() {
    UUID paul = new UUID(2, 2);
    AlertNews given = NewsOf.given(HOT.changed(URGENCE, 2), paul);

    assertEquals(Optional.of(Transition.GIVEN), between(Optional.of(HOT.raised(URGENCE)), given));
    assertEquals(
        Optional.of(Transition.GIVEN),
        between(Optional.of(NewsOf.quiet(HOT.raised(URGENCE))), NewsOf.quiet(given)));
    assertEquals(
        Optional.empty(), between(Optional.of(given), NewsOf.given(HOT.changed(URGENCE, 3), paul)));
  }

  @Test
  void an_emergency_escalates_after_10_and_20_minutes_and_then_no_more() {
    AlertState rang = raised(URGENCE);

    AlertState once = rang.escalated();

    assertEquals(Optional.of(TEN.plus(Duration.ofMinutes(10))), rang.escalatesAt());
    assertEquals(Transition.NEXT_PERSON, rang.nextStep());
    assertEquals(Optional.of(TEN.plus(Duration.ofMinutes(20))), once.escalatesAt());
    assertEquals(Transition.EVERYBODY, once.nextStep());
    assertEquals(Optional.empty(), once.escalated().escalatesAt());
  }

  @Test
  void what_is_no_emergency_is_taken_care_of_or_is_over_does_not_escalate() {
    AlertState rang = raised(URGENCE);

    assertEquals(Optional.empty(), raised(ALERTE).escalatesAt());
    assertEquals(Optional.empty(), after(rang, HOT.taken(URGENCE, 2)).escalatesAt());
    assertEquals(Optional.empty(), after(rang, HOT.cleared(URGENCE, 2)).escalatesAt());
    assertEquals(Optional.empty(), after(rang, HOT.changed(ALERTE, 2)).escalatesAt());
  }

  @Test
  void a_withdrawn_acknowledgement_goes_on_where_the_clock_stood() {
    AlertState taken = after(raised(URGENCE), HOT.taken(URGENCE, 2));

    AlertState open = after(taken, HOT.changed(URGENCE, 3));

    assertEquals(Optional.of(TEN.plus(Duration.ofMinutes(10))), open.escalatesAt());
  }

  @Test
  void becoming_an_emergency_starts_the_clock_anew() {
    Instant later = TEN.plusSeconds(7_200);
    Optional<AlertState> before = Optional.of(raised(ALERTE));

    AlertState worse =
        AlertState.after(before, HOT.changed(URGENCE, 2), Optional.of(Transition.WORSE), later);

    assertEquals(Optional.of(later.plus(Duration.ofMinutes(10))), worse.escalatesAt());
  }

  @Test
  void news_with_words_nobody_here_knows_is_read() {
    String json =
        """
        {"id":"00000000-0000-4000-8000-000000000001","enclosure":"ruche-2","kind":"silent",
         "quantity":"nectar","severity":"attention","state":"raised","since":"2026-11-27T10:00:00Z",
         "raisedAt":"2026-11-27T10:05:00Z","version":4,"owner":"x"}
        """;

    AlertNews read = Json.read(json.getBytes(StandardCharsets.UTF_8), AlertNews.class);

    assertEquals(Optional.of("silent"), read.kind());
    assertEquals(Severity.ATTENTION, read.severity());
    assertEquals(true, read.value().isEmpty() && read.raiseAt().isEmpty() && read.isOpen());
    assertEquals(false, read.isQuiet() || read.isFlapping());
  }

  private static Optional<Transition> between(Optional<AlertNews> before, AlertNews now) {
    return Transition.between(before, now);
  }

  private static AlertState raised(Severity severity) {
    return AlertState.after(
        Optional.empty(), HOT.raised(severity), Optional.of(Transition.RAISED), TEN);
  }

  private static AlertState after(AlertState before, AlertNews now) {
    Optional<Transition> told = between(Optional.of(before.news()), now);
    return AlertState.after(Optional.of(before), now, told, TEN.plusSeconds(120));
  }
}
