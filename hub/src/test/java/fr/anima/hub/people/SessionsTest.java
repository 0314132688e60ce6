package fr.anima.hub.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final People house = new People();

  @Test
  void a_session_that_nobody_uses_for_half_an_hour_is_over() {
    People.Shown used = house.signedIn(Role.KEEPER, "Used");
    People.Shown idle = house.signedIn(Role.KEEPER, "Idle");

    house.later(MINUTE.multipliedBy(20));
    house.viewer(used);
    house.later(MINUTE.multipliedBy(20));

    assertTrue(house.viewer(used).isPresent());
    assertTrue(house.viewer(idle).isEmpty());
  }

  @Test
  void any_session_is_over_after_twelve_hours() {
    People.Shown keeper = house.signedIn(Role.KEEPER, "Busy");
    for (int quarter = 0; quarter < 47; quarter++) {
      house.later(MINUTE.multipliedBy(15));
      assertTrue(house.viewer(keeper).isPresent(), "quarter " + quarter);
    }

    house.later(MINUTE.multipliedBy(15));

    assertTrue(house.viewer(keeper).isEmpty());
  }

  @Test
  void a_courier_without_network_for_hours_stays_signed_in() {
    People.Shown courier = house.signedIn(Role.COURIER, "Rider");

    house.later(Duration.ofHours(11));

    assertTrue(house.viewer(courier).isPresent());
  }

  @Test
  void whoever_is_disabled_is_out_within_a_second() {
    People.Shown keeper = house.signedIn(Role.KEEPER, "Fired");
    assertTrue(house.viewer(keeper).isPresent());

    house.run("update person set disabled_at = now() where name = 'Fired'");
    house.later(Duration.ofSeconds(1));

    assertTrue(house.viewer(keeper).isEmpty());
  }

  @Test
  void a_changed_role_holds_within_a_second() {
    People.Shown person = house.signedIn(Role.DISPATCHER, "Moved");

    house.run("update person set role = 'keeper' where name = 'Moved'");
    house.later(Duration.ofSeconds(1));

    assertEquals(Role.KEEPER, house.viewer(person).orElseThrow().role());
  }

  @Test
  void signing_out_ends_the_session_at_once() {
    People.Shown keeper = house.signedIn(Role.KEEPER, "Leaving");
    assertTrue(house.viewer(keeper).isPresent());

    TestDatabase.await(house.signIn.sessions().close(keeper));

    assertTrue(house.viewer(keeper).isEmpty());
  }

  @Test
  void within_a_second_the_database_is_asked_once() {
    People.Shown keeper = house.signedIn(Role.KEEPER, "Quick");
    house.viewer(keeper);

    house.run("delete from session");

    assertTrue(house.viewer(keeper).isPresent());
  }

  @Test
  void a_cookie_of_the_wrong_kind_is_no_session() {
    String token = house.open(house.code(Role.KEEPER, "Kim")).session().text();
    People.Shown overTls =
        new People.Shown(Map.of("Cookie", "__Host-anima-session=" + token), false, true);
    People.Shown plainOverTls =
        new People.Shown(Map.of("Cookie", "anima-session=" + token), false, true);
    People.Shown suffixed =
        new People.Shown(Map.of("Cookie", "not-anima-session=" + token), false, false);

    assertTrue(house.viewer(overTls).isPresent());
    assertTrue(house.viewer(plainOverTls).isEmpty());
    assertTrue(house.viewer(suffixed).isEmpty());
  }

  @Test
  void the_operator_of_this_machine_is_an_administrator_here_and_nowhere_else() throws IOException {
    String key = Files.readString(house.operatorFile).strip();

    assertEquals(
        Role.ADMIN, house.viewer(People.Shown.bearer(key, true)).orElseThrow().role());
    assertTrue(house.viewer(People.Shown.bearer(key, false)).isEmpty());
    assertTrue(house.viewer(People.Shown.bearer("x".repeat(43), true)).isEmpty());
  }

  @Test
  void the_operators_key_is_for_the_owners_eyes_and_stays_the_same() throws IOException {
    String before = Files.readString(house.operatorFile);

    OperatorToken again = OperatorToken.in(house.operatorFile);

    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(house.operatorFile)));
    assertTrue(again.matches(new Token(before.strip())));
    assertFalse(again.matches(new Token(before)));
  }
}
