package fr.anima.hub.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInTest {
  private static final People HOUSE = new People();

  @Test
  void a_link_lets_its_person_in_with_their_role_and_scope() {
    String code = HOUSE.code(Role.MERCHANT, "Boulangerie");

    Viewer viewer = HOUSE.open(code).viewer().orElseThrow();

    assertEquals(Role.MERCHANT, viewer.role());
    assertEquals(Optional.of("bakery"), viewer.scope());
    assertEquals(HOUSE.instant().plus(Duration.ofHours(12)), viewer.expiresAt());
  }

  @Test
  void of_32_who_show_a_code_at_once_one_gets_in() {
    String code = HOUSE.code(Role.KEEPER, "Raced");

    List<Future<SignIn.Entrance>> all =
        IntStream.range(0, 32).mapToObj(i -> HOUSE.signIn.open(code, "198.51.100." + i)).toList();
    TestDatabase.await(Future.join(all));

    assertEquals(1, all.stream().filter(it -> it.result().viewer().isPresent()).count());
  }

  @Test
  void a_link_is_good_for_half_an_hour_and_not_a_second_longer() {
    String first = HOUSE.code(Role.KEEPER, "Punctual");
    String second = HOUSE.code(Role.KEEPER, "Late");

    HOUSE.later(Duration.ofMinutes(30).minusMillis(1));
    boolean punctual = HOUSE.open(first).viewer().isPresent();
    HOUSE.later(Duration.ofMillis(1));
    boolean late = HOUSE.open(second).viewer().isPresent();

    assertTrue(punctual);
    assertFalse(late);
  }

  @Test
  void an_unknown_code_opens_nothing() {
    assertTrue(HOUSE.open("x".repeat(43)).viewer().isEmpty());
  }

  @Test
  void a_disabled_person_cannot_use_their_link() {
    String code = HOUSE.code(Role.KEEPER, "Gone");
    HOUSE.run("update person set disabled_at = now() where name = 'Gone'");

    assertTrue(HOUSE.open(code).viewer().isEmpty());
  }

  @Test
  void a_second_invitation_of_the_same_person_is_a_second_link() {
    String first = HOUSE.code(Role.KEEPER, "Twice");
    String second = HOUSE.code(Role.KEEPER, "Twice");

    Viewer one = HOUSE.open(first).viewer().orElseThrow();
    Viewer two = HOUSE.open(second).viewer().orElseThrow();

    assertEquals(one.person(), two.person());
  }

  @Test
  void the_eleventh_try_of_a_minute_from_one_address_is_not_even_looked_at() {
    String code = HOUSE.code(Role.KEEPER, "Hammer");
    IntStream.range(0, 10).forEach(i -> TestDatabase.await(HOUSE.signIn.open("no", "203.0.113.9")));

    SignIn.Entrance eleventh = TestDatabase.await(HOUSE.signIn.open(code, "203.0.113.9"));
    SignIn.Entrance neighbour = TestDatabase.await(HOUSE.signIn.open(code, "203.0.113.10"));

    assertTrue(eleventh.tooManyTries());
    assertTrue(neighbour.viewer().isPresent());
  }

  @Test
  void a_whole_team_behind_one_address_comes_in_at_once() {
    List<String> codes =
        IntStream.range(0, 25).mapToObj(i -> HOUSE.code(Role.KEEPER, "Team " + i)).toList();

    List<SignIn.Entrance> entrances =
        codes.stream()
            .map(it -> TestDatabase.await(HOUSE.signIn.open(it, "203.0.113.20")))
            .toList();

    assertTrue(entrances.stream().allMatch(it -> it.viewer().isPresent()));
  }

  @Test
  void neither_codes_nor_sessions_are_kept_as_they_are() {
    String code = HOUSE.code(Role.KEEPER, "Hashed");
    SignIn.Entrance entrance = HOUSE.open(code);

    String all =
        """
        select 1 from sign_in_link where encode(hash, 'escape') like '%' || $1 || '%'
        union all select 1 from session where encode(hash, 'escape') like '%' || $2 || '%'
        """;
    assertEquals(0, HOUSE.run(all, code, entrance.session().text()));
    assertFalse(entrance.session().toString().contains(entrance.session().text()));
    assertEquals(43, code.length());
  }

  @Test
  void the_first_administrator_gets_a_link_until_one_has_come_in() {
    People fresh = new People();

    SignIn.Link link = TestDatabase.await(fresh.signIn.firstAdministrator()).orElseThrow();
    boolean again = TestDatabase.await(fresh.signIn.firstAdministrator()).isPresent();
    fresh.open(link.path().substring("/connexion#".length()));
    boolean afterwards = TestDatabase.await(fresh.signIn.firstAdministrator()).isPresent();

    assertEquals(Role.ADMIN, link.person().role());
    assertTrue(again);
    assertFalse(afterwards);
  }

  @Test
  void invitations_and_sign_ins_are_audited_in_a_chain_that_shows_tampering() {
    People fresh = new People();
    AuditStore audit = new AuditStore(fresh.database);
    fresh.open(fresh.code(Role.KEEPER, "Kim"));
    fresh.open(fresh.code(Role.COURIER, "Sam"));

    OptionalLong untouched = TestDatabase.await(audit.firstBroken());
    int entries = fresh.run("update audit_entry set subject = subject");
    fresh.run("update audit_entry set subject = 'admin Kim' where id = 3");
    OptionalLong changed = TestDatabase.await(audit.firstBroken());

    assertEquals(OptionalLong.empty(), untouched);
    assertEquals(4, entries);
    assertEquals(OptionalLong.of(3), changed);
  }

  @Test
  void a_removed_audit_entry_shows() {
    People fresh = new People();
    fresh.open(fresh.code(Role.KEEPER, "Kim"));
    fresh.open(fresh.code(Role.COURIER, "Sam"));

    fresh.run("delete from audit_entry where id = 2");

    assertEquals(
        OptionalLong.of(3), TestDatabase.await(new AuditStore(fresh.database).firstBroken()));
  }
}
