package fr.anima.hub.notices.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.notices.sending.Letter;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is pure of Web Push: whom the hub asks, what it says, what an answer means. */
class PushRulesTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final PushServices SERVICES =
      new PushServices(List.of(URI.create("https://push.example:8443")));

  /** RFC 8291, section 5 and appendix A: what this test opens messages with is right. */
  @Test
  void the_browser_of_these_tests_opens_the_example_of_the_standard() throws Exception {
    Browser browser =
        Browser.of(
            "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg");
    String message =
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS"
            + "6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_"
            + "Qulcy4a-fN";

    assertEquals(
        "When I grow up, I want to be a watermelon",
        browser.open(Base64.getUrlDecoder().decode(message)));
  }

  @Test
  void what_is_sealed_for_one_browser_is_opened_by_it_and_never_looks_the_same_twice() {
    Browser browser = Browser.subscribed(1);
    PushNote note = PushNote.of(letter("urgence", "raised", "Où\u00a0: Clapier 3"));

    byte[] once = PushCarrier.seal(browser.keys(), note).toBytes();
    byte[] again = PushCarrier.seal(browser.keys(), note).toBytes();

    assertEquals(note.payload(), browser.open(once));
    assertEquals(note.payload(), browser.open(again));
    assertFalse(Arrays.equals(once, again));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://fcm.googleapis.com/fcm/send/abc:def",
        "https://updates.push.services.mozilla.com/wpush/v2/abc",
        "https://web.push.apple.com/QAbc",
        "https://db5p.notify.windows.com/w/?token=abc%2f",
        "https://push.example:8443/to/abc"
      })
  void push_services_that_are_known_or_added_by_the_operator_are_asked(String endpoint) {
    assertEquals(Optional.of(URI.create(endpoint)), SERVICES.admitted(endpoint));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8080/fcm/send/abc",
        "https://fcm.googleapis.com@127.0.0.1/abc",
        "https://fcm.googleapis.com.evil.example/abc",
        "https://notify.windows.com.evil.example/abc",
        "https://evilnotify.windows.com.example/abc",
        "https://127.0.0.1/abc",
        "https://[::1]/abc",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://push.example/to/abc",
        "file:///etc/passwd",
        "https:///abc",
        "https://fcm.googleapis.com/a b",
        ""
      })
  void nobody_else_is(String endpoint) {
    assertEquals(Optional.empty(), SERVICES.admitted(endpoint));
  }

  @Test
  void an_endless_address_is_nobodys() {
    String endpoint = "https://fcm.googleapis.com/" + "a".repeat(PushServices.LONGEST);

    assertEquals(Optional.empty(), SERVICES.admitted(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "urgence, raised, high, 24, true",
    "urgence, everybody, high, 24, true",
    "urgence, cleared, normal, 24, false",
    "alerte, raised, normal, 12, false",
    "attention, raised, low, 4, false",
    "attention, trial, high, 4, false"
  })
  void how_much_it_presses_is_the_alerts_grade(
      String severity, String transition, String urgency, int hours, boolean calls) {
    PushNote note = PushNote.of(letter(severity, transition, "Où"));

    assertEquals(urgency, note.urgency());
    assertEquals(Duration.ofHours(hours), note.lasts());
    assertEquals(calls, new JsonObject(note.payload()).getBoolean("urgent"));
  }

  @Test
  void all_notices_of_an_alert_have_one_topic_and_another_alerts_have_another() {
    Letter raised = letter("urgence", "raised", "Où");
    Letter other =
        new Letter(2, new UUID(9, 9), "raised", raised.to(), raised.text(), raised.writtenAt());

    assertEquals(
        PushNote.of(raised).topic(), PushNote.of(letter("urgence", "cleared", "Où")).topic());
    assertFalse(PushNote.of(raised).topic().equals(PushNote.of(other).topic()));
    assertTrue(PushNote.of(raised).topic().matches("[A-Za-z0-9_-]{1,32}"));
  }

  @Test
  void a_long_story_is_cut_so_that_every_push_service_takes_it() {
    PushNote note = PushNote.of(letter("urgence", "raised", "🐐 chèvre \"".repeat(400)));

    String body = new JsonObject(note.payload()).getString("body");
    int bytes = note.payload().getBytes(StandardCharsets.UTF_8).length;
    assertTrue(bytes <= 3_072 && bytes > 3_000, bytes + " bytes");
    assertTrue(body.endsWith("…") && !body.contains("?"), body);
  }

  @ParameterizedTest
  @CsvSource({
    "201,TAKEN", "202,TAKEN", "404,GONE", "410,GONE", "400,REFUSED", "413,REFUSED",
    "302,LATER", "401,LATER", "403,LATER", "429,LATER", "500,LATER", "503,LATER"
  })
  void an_answer_means(int status, PushAnswer.Kind expected) {
    assertEquals(expected, PushAnswer.of("push", status, Optional.empty(), TEN).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "429|120|2026-11-27T10:02:00Z",
        "503|Fri, 27 Nov 2026 10:05:00 GMT|2026-11-27T10:05:00Z",
        "429|86400|2026-11-27T11:00:00Z",
        "403|120|",
        "429|soon|",
        "429|-5|",
        "503|Fri, 27 Nov 2026 09:00:00 GMT|"
      })
  void whoever_asks_to_wait_is_waited_for_an_hour_at_most(int status, String after, Instant until) {
    assertEquals(
        Optional.ofNullable(until),
        PushAnswer.of("push", status, Optional.of(after), TEN).waitUntil());
  }

  private static Letter letter(String severity, String transition, String body) {
    return new Letter(
        1,
        new UUID(1, 1),
        transition,
        new Letter.Recipient(new UUID(2, 2), "Anne", "fr", Optional.empty(), Optional.empty()),
        new Letter.Text(
            severity, "URGENCE · Clapier 3", body, "https://anima.test/ferme?alert=1#clapier-3"),
        TEN);
  }
}
