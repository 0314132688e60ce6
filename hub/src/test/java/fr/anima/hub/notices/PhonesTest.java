package fr.anima.hub.notices;

import static fr.anima.hub.database.TestDatabase.await;
import static fr.anima.hub.notices.AlertNews.Severity.URGENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.fixtures.Ask;
import fr.anima.hub.notices.push.Browser;
import fr.anima.hub.notices.push.Push;
import fr.anima.hub.notices.push.PushConfig;
import fr.anima.hub.notices.push.PushService;
import fr.anima.hub.notices.sending.Carrier;
import fr.anima.hub.notices.sending.Letter;
import fr.anima.hub.notices.sending.Way;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an alert to phones, over a real database and a push service on loopback. */
class PhonesTest {
  private final Farm farm = new Farm("2026-11-27T09:00:00Z");
  private final Viewer anne = farm.person("Anne", Role.KEEPER);
  private final Viewer paul = farm.person("Paul", Role.KEEPER);
  private final NewsOf hot = new NewsOf(new UUID(7, 7), farm.clock.instant());
  private final PushService service = new PushService();
  private final Push push = push();
  private final Notices hub = farm.hub(push.carrier());
  private final Browser phone = Browser.subscribed(1);

  @AfterEach
  void stop() {
    service.stop();
  }

  @Test
  void an_alert_comes_to_a_phone_sealed_for_it_and_signed_by_the_hub_once() {
    add(anne, phone, "/phone");
    farm.tell(hub, hot.raised(URGENCE));
    farm.tell(hub, hot.raised(URGENCE));

    look();
    look();

    assertEquals(List.of("/phone"), service.paths());
    PushService.Message message = service.messages().get(0);
    JsonObject note = new JsonObject(phone.open(message.body().getBytes()));
    assertEquals(
        "URGENCE · clapier-3\u00a0: température au-dessus du maximum", note.getString("title"));
    assertEquals(
        "https://anima.test/ferme?alert=" + hot.id() + "#clapier-3", note.getString("link"));
    assertEquals(hot.id().toString(), note.getString("tag"));
    assertTrue(note.getBoolean("urgent"));
    assertEquals("aes128gcm", message.headers().get("Content-Encoding"));
    assertEquals("high", message.headers().get("Urgency"));
    assertEquals("86400", message.headers().get("TTL"));
    JsonObject claims =
        new JsonObject(
            Browser.claims(message.headers().get("Authorization"), phones(anne).getString("key")));
    assertEquals(service.origin(), claims.getString("aud"));
    assertEquals("mailto:owner@ferme.test", claims.getString("sub"));
    assertEquals(
        farm.clock.instant().plus(Duration.ofHours(12)).getEpochSecond(), claims.getLong("exp"));
    assertEquals(List.of("Anne raised sent", "Paul raised unsent"), farm.log(hub, anne));
    assertEquals("2026-11-27T09:00:00Z", phone(anne, 0).getString("reachedAt"));
  }

  @Test
  void of_two_phones_the_one_that_was_reached_is_not_rung_again_for_the_other() {
    add(anne, phone, "/phone");
    add(anne, Browser.subscribed(2), "/tablet");
    service.answer("/tablet", 503, Map.of());
    farm.tell(hub, hot.raised(URGENCE));

    look();
    String reason = notice(anne, 0).getString("reason");
    service.answer("/tablet", 201, Map.of());
    pass(Duration.ofSeconds(5));

    assertEquals("taken for 1 phone; 127.0.0.1 answered 503", reason);
    assertEquals(List.of("/phone", "/tablet", "/tablet"), service.paths());
    assertEquals(List.of("Anne raised sent", "Paul raised unsent"), farm.log(hub, anne));
  }

  @Test
  void a_service_that_asks_to_wait_is_left_alone_until_then() {
    add(anne, phone, "/phone");
    service.answer("/phone", 429, Map.of("Retry-After", "60"));
    farm.tell(hub, hot.raised(URGENCE));
    look();
    service.answer("/phone", 201, Map.of());

    pass(Duration.ofSeconds(30));
    assertEquals(1, service.messages().size());
    pass(Duration.ofMinutes(2));

    assertEquals(2, service.messages().size());
    assertEquals(List.of("Anne raised sent", "Paul raised unsent"), farm.log(hub, anne));
  }

  @Test
  void a_subscription_that_is_gone_is_forgotten_and_both_lists_say_so() {
    add(anne, phone, "/phone");
    service.answer("/phone", 410, Map.of());
    farm.tell(hub, hot.raised(URGENCE));

    look();
    pass(Duration.ofMinutes(5));

    assertEquals(1, service.messages().size());
    JsonObject gone = phone(anne, 0);
    assertEquals("2026-11-27T09:00:00Z", gone.getString("goneAt"));
    assertFalse(gone.containsKey("mark"));
    assertEquals("given-up", notice(anne, 0).getString("state"));
    assertTrue(notice(anne, 0).getString("reason").contains("register it again"));
    farm.clock.pass(Duration.ofDays(31));
    await(push.lookBack());
    assertEquals(0, phones(anne).getJsonArray("phones").size());
  }

  @Test
  void a_push_service_that_is_away_gets_it_later() {
    add(anne, phone, "/phone");
    service.stop();
    farm.tell(hub, hot.raised(URGENCE));

    look();

    assertEquals(List.of("Anne raised failed", "Paul raised unsent"), farm.log(hub, anne));
    assertTrue(await(hub.trouble()).orElseThrow().startsWith("push: 1 wait: 127.0.0.1"));
    assertTrue(phone(anne, 0).getString("trouble").startsWith("127.0.0.1"));
  }

  @Test
  void a_mail_server_that_hangs_keeps_no_phone_waiting() {
    Notices both = farm.hub(new HangingMail(), push.carrier());
    farm.mail(both, anne);
    add(anne, phone, "/phone");

    farm.tell(both, hot.raised(URGENCE));
    both.look();
    Awaitility.await().until(() -> service.messages().size() == 1);
    farm.tell(both, hot.cleared(URGENCE, 2));
    both.look();

    Awaitility.await().until(() -> service.messages().size() == 2);
  }

  /** Takes a letter and never says what became of it. */
  private static final class HangingMail implements Carrier {
    @Override
    public Way way() {
      return Way.EMAIL;
    }

    @Override
    public Future<Outcome> carry(Letter letter) {
      return Promise.<Outcome>promise().future();
    }
  }

  @Test
  void addresses_of_no_push_service_and_keys_that_are_none_are_refused() {
    JsonObject inside = phone.subscription("http://127.0.0.1:5432/", "Téléphone");
    JsonObject broken =
        phone.subscription(service.origin() + "/x", "Téléphone").put("agreement", "A".repeat(87));

    Answer first = asked(anne).ask("addPhone", Map.of(), inside);
    Answer second = asked(anne).ask("addPhone", Map.of(), broken);

    assertEquals("/problems/unknown-push-service", type(first));
    assertEquals("/problems/invalid-subscription", type(second));
    assertEquals(0, phones(anne).getJsonArray("phones").size());
  }

  @Test
  void everyone_has_their_own_phones_and_no_more_than_eight() {
    for (int i = 0; i < 8; i++) {
      add(anne, phone, "/" + i);
    }
    add(anne, phone, "/0");
    String first = phone(anne, 0).getString("id");

    Answer ninth =
        asked(anne).ask("addPhone", Map.of(), phone.subscription(service.origin() + "/8", "Neuf"));

    assertEquals("/problems/too-many-phones", type(ninth));
    assertEquals(404, asked(paul).ask("dropPhone", Map.of("phone", first)).status());
    assertEquals(0, phones(paul).getJsonArray("phones").size());
    assertEquals(
        7, asked(anne).read("dropPhone", Map.of("phone", first)).getJsonArray("phones").size());
    Viewer stranger = Ask.person("Nobody", Role.ADMIN);
    JsonObject theirs = phone.subscription(service.origin() + "/9", "Rien");
    assertEquals(404, asked(stranger).ask("addPhone", Map.of(), theirs).status());
  }

  @Test
  void a_phone_that_changes_hands_tells_its_new_owner_and_nobody_else() {
    add(anne, phone, "/phone");
    add(paul, phone, "/phone");

    assertEquals(0, phones(anne).getJsonArray("phones").size());
    assertEquals(1, phones(paul).getJsonArray("phones").size());
  }

  @Test
  void a_browser_that_was_given_another_address_stays_the_phone_it_was() {
    add(anne, phone, "/before");
    JsonObject renewed =
        phone
            .subscription(service.origin() + "/after", "Anima")
            .put("replaces", service.origin() + "/before");
    String id = phone(anne, 0).getString("id");

    asked(anne).read("addPhone", Map.of(), renewed);
    farm.tell(hub, hot.raised(URGENCE));
    look();

    assertEquals(List.of("/after"), service.paths());
    assertEquals(id, phone(anne, 0).getString("id"));
    assertEquals("Téléphone", phone(anne, 0).getString("name"));
  }

  @Test
  void whoever_is_here_no_longer_leaves_no_address_behind() {
    add(anne, phone, "/phone");
    await(
        farm.database
            .client()
            .preparedQuery("update person set disabled_at = created_at where id = $1")
            .execute(Tuple.of(anne.person())));

    await(push.lookBack());

    assertEquals(
        0L,
        await(farm.database.client().query("select count(*) from push_phone").execute())
            .iterator()
            .next()
            .getLong(0));
  }

  @Test
  void the_key_is_the_same_after_a_restart() {
    assertEquals(
        phones(anne).getString("key"),
        new Ask(push().routes()).as(paul).read("listPhones", Map.of()).getString("key"));
  }

  @Test
  void a_trial_takes_the_way_of_an_alert_and_a_second_tap_is_none() {
    add(anne, phone, "/phone");
    Ask trials = new Ask(hub.routes().get(2)).as(anne);
    JsonObject byPush = new JsonObject().put("way", "push");

    trials.ask("tryWay", Map.of(), byPush);
    Answer again = trials.ask("tryWay", Map.of(), byPush);
    Answer bySms = trials.ask("tryWay", Map.of(), new JsonObject().put("way", "sms"));
    look();

    assertEquals(204, again.status());
    assertEquals("/problems/way-not-set-up", type(bySms));
    assertEquals(List.of("Anne trial sent"), farm.log(hub, anne));
    JsonObject note = new JsonObject(phone.open(service.messages().get(0).body().getBytes()));
    assertEquals("Essai d’Anima", note.getString("title"));
    assertFalse(note.getBoolean("urgent"));
  }

  private Push push() {
    PushConfig config =
        new PushConfig(
            Optional.of("mailto:owner@ferme.test"), List.of(URI.create(service.origin())));
    return new Push(TestDatabase.vertx(), farm.database, config, farm.clock);
  }

  private void add(Viewer who, Browser browser, String path) {
    asked(who)
        .read("addPhone", Map.of(), browser.subscription(service.origin() + path, "Téléphone"));
  }

  private Ask asked(Viewer who) {
    return new Ask(push.routes()).as(who);
  }

  private JsonObject phones(Viewer who) {
    return asked(who).read("listPhones", Map.of());
  }

  private JsonObject phone(Viewer who, int index) {
    return phones(who).getJsonArray("phones").getJsonObject(index);
  }

  /** The index-th notice of that person, the newest first. */
  private JsonObject notice(Viewer who, int index) {
    JsonArray all = farm.notices(hub, who).read("listNotices", Map.of()).getJsonArray("notices");
    return all.stream()
        .map(JsonObject.class::cast)
        .filter(it -> it.getString("person").equals(who.name()))
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  private static String type(Answer answer) {
    return new JsonObject(answer.body()).getString("type");
  }

  private void look() {
    await(hub.look());
  }

  private void pass(Duration time) {
    farm.clock.pass(time);
    look();
  }
}
