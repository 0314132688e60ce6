package fr.anima.hub.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.notices.Crew.Member;
import fr.anima.hub.notices.NoticeRules.Occasion;
import fr.anima.hub.notices.NoticeRules.Planned;
import fr.anima.hub.notices.NoticeRules.Unsent;
import fr.anima.hub.notices.Preferences.Language;
import fr.anima.hub.notices.Preferences.QuietHours;
import fr.anima.hub.notices.Preferences.SmsFor;
import fr.anima.hub.notices.Roster.Turn;
import fr.anima.hub.notices.sending.Way;
import fr.anima.hub.people.Role;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NoticeRulesTest {
  /** Friday, 03:00 in Calais. */
  private static final Instant NIGHT = Instant.parse("2026-11-27T02:00:00Z");

  private static final Instant MORNING = Instant.parse("2026-11-27T06:00:00Z");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  private static final Set<Way> MAIL = EnumSet.of(Way.EMAIL);
  private static final Optional<QuietHours> NIGHTS =
      Optional.of(new QuietHours(LocalTime.of(21, 0), LocalTime.of(7, 0)));

  private static final Member ANNE = keeper("Anne", NIGHTS);
  private static final Member PAUL = keeper("Paul", NIGHTS);
  private static final Member ZOE = keeper("Zoé", Optional.empty());
  private static final Member ADMIN =
      new Member(id("Ada"), "Ada", Role.ADMIN, mailTo("Ada", Optional.empty()), false);
  private static final List<Member> ALL = List.of(ANNE, PAUL, ZOE, ADMIN);

  private static final Crew CREW =
      crew(
          turn(DayOfWeek.MONDAY, Optional.of(ANNE.id())),
          turn(DayOfWeek.SATURDAY, Optional.of(PAUL.id())));

  @Test
  void who_is_on_call_is_told_of_an_emergency_at_once_whatever_quiet_hours_say() {
    List<Planned> planned = plan(Transition.RAISED, true, CREW, NIGHT);

    assertEquals(List.of("Anne"), names(planned));
    assertEquals(NIGHT, planned.get(0).dueAt());
  }

  @Test
  void what_is_no_emergency_waits_until_quiet_hours_are_over() {
    List<Planned> planned = plan(Transition.RAISED, false, CREW, NIGHT);

    assertEquals(MORNING, planned.get(0).dueAt());
  }

  @Test
  void outside_quiet_hours_nothing_waits() {
    assertEquals(MORNING, plan(Transition.RAISED, false, CREW, MORNING).get(0).dueAt());
  }

  @Test
  void when_nobody_is_on_call_every_keeper_is_told() {
    Crew nobody = crew(turn(DayOfWeek.MONDAY, Optional.empty()));

    assertEquals(
        List.of("Anne", "Paul", "Zoé"), names(plan(Transition.RAISED, true, nobody, NIGHT)));
    assertEquals(
        List.of("Anne", "Paul", "Zoé"), names(plan(Transition.RAISED, true, crew(), NIGHT)));
  }

  @Test
  void where_there_are_no_keepers_administrators_are_told() {
    Crew admins = new Crew(List.of(ADMIN), new Roster(PARIS, List.of(), List.of()));

    assertEquals(List.of("Ada"), names(plan(Transition.RAISED, true, admins, NIGHT)));
  }

  @Test
  void an_unanswered_emergency_goes_to_the_next_person_then_to_every_keeper() {
    List<Planned> everybody = plan(Transition.EVERYBODY, true, CREW, NIGHT);

    assertEquals(List.of("Paul"), names(plan(Transition.NEXT_PERSON, true, CREW, NIGHT)));
    assertEquals(List.of("Anne", "Paul", "Zoé"), names(everybody));
    assertEquals(Set.of(NIGHT), Set.copyOf(everybody.stream().map(Planned::dueAt).toList()));
  }

  @Test
  void what_is_given_goes_to_that_person_alone() {
    Occasion given = new Occasion(Transition.GIVEN, true, Set.of(), Optional.of(PAUL.id()));

    assertEquals(List.of("Paul"), names(NoticeRules.plan(given, CREW, MAIL, NIGHT)));
  }

  @Test
  void that_it_is_over_goes_to_who_knew_that_it_began() {
    Occasion over = new Occasion(Transition.CLEARED, true, Set.of(PAUL.id()), Optional.empty());

    assertEquals(List.of("Paul"), names(NoticeRules.plan(over, CREW, MAIL, NIGHT)));
  }

  @Test
  void administrators_are_told_that_nobody_is_on_call() {
    assertEquals(List.of("Ada"), names(plan(Transition.NOBODY_ON_CALL, false, CREW, NIGHT)));
  }

  @Test
  void everybody_is_told_by_every_way_they_chose_and_the_operator_set_up() {
    Set<Way> both = EnumSet.of(Way.EMAIL, Way.WEBHOOK);
    Occasion raised = new Occasion(Transition.RAISED, true, Set.of(), Optional.empty());

    List<Planned> planned = NoticeRules.plan(raised, CREW, both, NIGHT);

    assertEquals(
        List.of(Optional.of(Way.EMAIL), Optional.of(Way.WEBHOOK)),
        planned.stream().map(Planned::way).toList());
  }

  @Test
  void whoever_no_way_leads_to_is_named_with_the_reason() {
    Member silent =
        new Member(
            id("Léo"),
            "Léo",
            Role.KEEPER,
            new Preferences(
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                SmsFor.URGENT,
                Language.FR,
                Optional.empty()),
            false);
    Member unreachable = new Member(id("Mia"), "Mia", Role.KEEPER, Preferences.UNCHOSEN, false);

    assertEquals(List.of(Unsent.NO_CHANNEL), reasons(CREW, Set.of()));
    assertEquals(List.of(Unsent.NO_WAY_CHOSEN), reasons(alone(silent), MAIL));
    assertEquals(List.of(Unsent.NO_ADDRESS), reasons(alone(unreachable), MAIL));
    assertEquals(List.of(Unsent.NO_NUMBER), reasons(alone(unreachable), EnumSet.of(Way.SMS)));
    assertEquals(List.of(Unsent.NO_CHANNEL), reasons(alone(unreachable), EnumSet.of(Way.PUSH)));
  }

  @Test
  void whoever_registered_a_phone_is_told_by_it_without_choosing_anything_else() {
    Member mia = new Member(id("Mia"), "Mia", Role.KEEPER, texted(SmsFor.URGENT), true);

    assertEquals(List.of(Way.PUSH), waysOf(mia, true, EnumSet.of(Way.EMAIL, Way.PUSH)));
    assertEquals(List.of(Way.PUSH), waysOf(mia, false, EnumSet.of(Way.SMS, Way.PUSH)));
  }

  @Test
  void text_messages_are_for_emergencies_unless_somebody_wants_them_all() {
    Member usual = new Member(id("Mia"), "Mia", Role.KEEPER, texted(SmsFor.URGENT), false);
    Member eager = new Member(id("Léo"), "Léo", Role.KEEPER, texted(SmsFor.ALL), false);
    Set<Way> texts = EnumSet.of(Way.SMS, Way.PUSH);

    assertEquals(List.of(Way.SMS), waysOf(usual, true, texts));
    assertEquals(List.of(), waysOf(usual, false, texts));
    assertEquals(List.of(Way.SMS), waysOf(eager, false, texts));
    assertEquals(Optional.of(Unsent.NOT_URGENT), told(usual, false, texts).get(0).unsent());
  }

  @Test
  void quiet_hours_over_midnight_and_within_a_day_know_their_end() {
    QuietHours noon = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 0));
    Instant one = Instant.parse("2026-11-27T12:00:00Z");

    assertEquals(Optional.of(one.plusSeconds(3_600)), noon.endAround(one, PARIS));
    assertEquals(Optional.empty(), noon.endAround(NIGHT, PARIS));
    assertEquals(
        Optional.of(MORNING), NIGHTS.get().endAround(Instant.parse("2026-11-26T20:00:00Z"), PARIS));
  }

  private static List<Planned> plan(Transition transition, boolean urgent, Crew crew, Instant now) {
    return NoticeRules.plan(
        new Occasion(transition, urgent, Set.of(), Optional.empty()), crew, MAIL, now);
  }

  private static List<Unsent> reasons(Crew crew, Set<Way> setUp) {
    Occasion raised = new Occasion(Transition.RAISED, true, Set.of(), Optional.empty());
    return NoticeRules.plan(raised, crew, setUp, NIGHT).stream()
        .map(it -> it.unsent().orElseThrow())
        .toList();
  }

  private static List<Way> waysOf(Member member, boolean urgent, Set<Way> setUp) {
    return told(member, urgent, setUp).stream().flatMap(it -> it.way().stream()).toList();
  }

  private static List<Planned> told(Member member, boolean urgent, Set<Way> setUp) {
    Occasion raised = new Occasion(Transition.RAISED, urgent, Set.of(), Optional.empty());
    return NoticeRules.plan(raised, alone(member), setUp, NIGHT);
  }

  private static List<String> names(List<Planned> planned) {
    return planned.stream().map(it -> it.to().name()).toList();
  }

  private static Crew alone(Member member) {
    return new Crew(List.of(member), new Roster(PARIS, List.of(), List.of()));
  }

  private static Crew crew(Turn... turns) {
    return new Crew(ALL, new Roster(PARIS, List.of(turns), List.of()));
  }

  private static Turn turn(DayOfWeek day, Optional<UUID> person) {
    return new Turn(day, LocalTime.of(8, 0), person);
  }

  private static Member keeper(String name, Optional<QuietHours> quiet) {
    return new Member(id(name), name, Role.KEEPER, mailTo(name, quiet), false);
  }

  private static Preferences mailTo(String name, Optional<QuietHours> quiet) {
    return new Preferences(
        EnumSet.allOf(Way.class),
        Optional.of(name + "@ferme.test"),
        Optional.empty(),
        SmsFor.URGENT,
        Language.FR,
        quiet);
  }

  private static Preferences texted(SmsFor smsFor) {
    return new Preferences(
        EnumSet.of(Way.SMS),
        Optional.empty(),
        Optional.of("+33611223344"),
        smsFor,
        Language.FR,
        Optional.empty());
  }

  private static UUID id(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
