package fr.anima.hub.notices;

import static fr.anima.hub.database.TestDatabase.await;
import static fr.anima.hub.notices.AlertNews.Severity.ALERTE;
import static fr.anima.hub.notices.AlertNews.Severity.URGENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.notices.carriers.MailCarrier;
import fr.anima.hub.notices.carriers.MailConfig;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.wire.FreePort;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an alert to a mailbox, over a real database and a real mail server. */
class NoticesTest {
  private static final String TEN = "2026-11-27T09:00:00Z";

  private final Farm farm = new Farm(TEN);
  private final Viewer anne = farm.person("Anne", Role.KEEPER);
  private final Viewer paul = farm.person("Paul", Role.KEEPER);
  private final Viewer zoe = farm.person("Zoe", Role.KEEPER);
  private final Viewer ada = farm.person("Ada", Role.ADMIN);
  private final NewsOf hot = new NewsOf(new UUID(7, 7), farm.clock.instant());
  private final int port = FreePort.any();
  private GreenMail mailServer = mailServer();
  private Notices hub = farm.hub(carrier());

  @BeforeEach
  void put_anne_on_call_and_paul_after_her() {
    mailServer.start();
    List.of(anne, paul, zoe, ada).forEach(it -> farm.mail(hub, it));
    roster(turn("monday", anne), turn("saturday", paul));
  }

  @AfterEach
  void stop() {
    mailServer.stop();
  }

  @Test
  void an_alert_is_one_letter_that_says_all_and_is_not_sent_again_by_readings_or_retries()
      throws Exception {
    farm.tell(hub, hot.raised(URGENCE));
    farm.tell(hub, hot.raised(URGENCE));

    look();
    look();

    MimeMessage letter = onlyLetter();
    assertEquals("anne@ferme.test", letter.getAllRecipients()[0].toString());
    assertEquals(
        "URGENCE · clapier-3\u00a0: température au-dessus du maximum", letter.getSubject());
    String body = letter.getContent().toString();
    assertTrue(body.contains("34,2\u202f°C (limite 30,0\u202f°C)"), body);
    assertTrue(body.contains("Depuis\u00a0: 10:00"), body);
    assertTrue(body.contains("https://anima.test/ferme?alert=" + hot.id() + "#clapier-3"), body);
    assertEquals(List.of("Anne raised sent"), log());
    assertEquals(1, farm.meters.timer("anima.notice.delivery").count());
  }

  @Test
  void acknowledging_stops_the_escalation() {
    farm.tell(hub, hot.raised(URGENCE));
    look();

    farm.tell(hub, hot.taken(URGENCE, 2));
    pass(Duration.ofMinutes(30));

    assertEquals(List.of("Anne raised sent"), log());
  }

  @Test
  void without_an_answer_the_next_person_is_told_after_10_minutes_and_everybody_after_20() {
    farm.tell(hub, hot.raised(URGENCE));
    look();

    pass(Duration.ofMinutes(10).minusSeconds(1));
    assertEquals(1, letters().size());
    pass(Duration.ofSeconds(1));
    assertEquals(List.of("Anne raised sent", "Paul next-person sent"), log());
    pass(Duration.ofMinutes(10));

    assertEquals(
        List.of(
            "Anne everybody sent",
            "Anne raised sent",
            "Paul everybody sent",
            "Paul next-person sent",
            "Zoe everybody sent"),
        log());
    pass(Duration.ofHours(2));
    assertEquals(5, letters().size());
  }

  @Test
  void a_hub_that_starts_in_the_middle_of_an_escalation_goes_on_at_once_and_sends_nothing_twice() {
    farm.tell(hub, hot.raised(URGENCE));
    look();

    farm.clock.pass(Duration.ofMinutes(13));
    hub = farm.hub(carrier());
    farm.tell(hub, hot.raised(URGENCE));
    look();

    assertEquals(List.of("Anne raised sent", "Paul next-person sent"), log());
    pass(Duration.ofMinutes(7));
    assertEquals(5, letters().size());
  }

  @Test
  void a_mail_server_that_was_away_gets_each_letter_once_in_order() {
    mailServer.stop();
    farm.tell(hub, hot.raised(URGENCE));
    look();
    assertEquals(List.of("Anne raised failed"), log());
    assertTrue(await(hub.trouble()).orElseThrow().startsWith("email: 1 wait: "));
    farm.tell(hub, hot.cleared(URGENCE, 2));
    look();

    mailServer = mailServer();
    mailServer.start();
    pass(Duration.ofMinutes(5));

    assertEquals(List.of("Anne cleared sent", "Anne raised sent"), log());
    assertEquals(
        List.of(
            "URGENCE · clapier-3\u00a0: température au-dessus du maximum",
            "Terminé · clapier-3\u00a0: température au-dessus du maximum"),
        letters());
    assertEquals(Optional.empty(), await(hub.trouble()));
  }

  @Test
  void of_several_hubs_one_sends() {
    List<Notices> hubs = List.of(hub, farm.hub(carrier()), farm.hub(carrier()));
    farm.tell(hub, hot.raised(URGENCE));
    farm.clock.pass(Duration.ofMinutes(20));

    List<Future<Void>> looks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      hubs.forEach(it -> looks.add(it.look()));
    }
    await(Future.all(looks));

    assertEquals(5, letters().size());
  }

  @Test
  void what_was_claimed_by_a_hub_that_died_is_sent_by_another_when_the_claim_is_over() {
    farm.tell(hub, hot.raised(URGENCE));
    await(
        farm.database
            .client()
            .query("update notice set attempts = 1, claimed_until = '2026-11-27T09:00:15Z'")
            .execute());

    look();
    assertEquals(0, letters().size());
    pass(Duration.ofSeconds(15));

    assertEquals(1, letters().size());
  }

  @Test
  void severity_is_told_up_and_down_and_an_alert_that_was_over_when_it_came_is_not() {
    farm.tell(hub, hot.raised(ALERTE), hot.changed(URGENCE, 2), hot.changed(ALERTE, 3));
    farm.tell(hub, new NewsOf(new UUID(8, 8), farm.clock.instant()).cleared(URGENCE, 1));
    look();

    assertEquals(List.of("Anne better sent", "Anne raised sent", "Anne worse sent"), log());
    pass(Duration.ofMinutes(30));
    assertEquals(3, letters().size());
  }

  @Test
  void what_quiet_hours_held_is_withdrawn_when_it_is_over_before_they_are() {
    farm.choose(hub, anne, new JsonObject().put("quietFrom", "09:00").put("quietUntil", "12:00"));
    farm.tell(hub, hot.raised(ALERTE));
    look();
    assertEquals(List.of("Anne raised waiting"), log());

    farm.tell(hub, hot.cleared(ALERTE, 2));
    pass(Duration.ofHours(3));

    assertEquals(List.of("Anne raised withdrawn"), log());
    assertEquals(0, letters().size());
  }

  @Test
  void without_a_channel_notices_are_kept_and_say_so() {
    Notices silent = farm.hub();
    farm.tell(silent, hot.raised(URGENCE));
    await(silent.look());

    assertEquals(List.of("Anne raised unsent"), log());
    assertEquals(Optional.empty(), await(silent.trouble()));
  }

  @Test
  void alerts_of_long_ago_that_are_read_again_ring_for_nobody() {
    farm.tellLate(hub, hot.raised(URGENCE), Duration.ofHours(2));
    pass(Duration.ofMinutes(30));

    assertEquals(0, letters().size());
  }

  @Test
  void administrators_are_warned_once_a_day_before_nobody_is_on_call() throws Exception {
    roster(turn("monday", anne), turn("saturday"));

    await(hub.lookAhead());
    await(hub.lookAhead());
    look();

    MimeMessage letter = onlyLetter();
    assertEquals("ada@ferme.test", letter.getAllRecipients()[0].toString());
    assertEquals("Personne d’astreinte samedi 28 novembre", letter.getSubject());
    assertTrue(letter.getContent().toString().contains("08:00–00:00"));
  }

  private void roster(JsonObject... turns) {
    JsonObject week = new JsonObject().put("turns", new JsonArray(List.of(turns)));
    Ask ask = farm.roster(hub, ada);
    ask.version(ask.read("getRoster", Map.of()).getLong("version"))
        .read("putRoster", Map.of(), week);
  }

  private static JsonObject turn(String day) {
    return new JsonObject().put("day", day).put("from", "08:00");
  }

  private static JsonObject turn(String day, Viewer person) {
    return turn(day).put("person", person.person().toString());
  }

  private void look() {
    await(hub.look());
  }

  private void pass(Duration time) {
    farm.clock.pass(time);
    look();
  }

  private List<String> log() {
    return farm.log(hub, ada);
  }

  private List<String> letters() {
    return List.of(mailServer.getReceivedMessages()).stream().map(NoticesTest::subject).toList();
  }

  private static String subject(MimeMessage letter) {
    try {
      return letter.getSubject();
    } catch (MessagingException why) {
      throw new AssertionError(why);
    }
  }

  private MimeMessage onlyLetter() {
    MimeMessage[] all = mailServer.getReceivedMessages();
    assertEquals(
        1,
        all.length,
        () -> List.of(all).stream().map(GreenMailUtil::getWholeMessage).toList().toString());
    return all[0];
  }

  private MailCarrier carrier() {
    return new MailCarrier(
        TestDatabase.vertx(),
        new MailConfig(
            URI.create("smtp://127.0.0.1:" + port), "anima@ferme.test", Optional.empty()));
  }

  private GreenMail mailServer() {
    return new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  }
}
