package fr.anima.hub.notices;

import static fr.anima.hub.database.TestDatabase.await;
import static fr.anima.hub.notices.AlertNews.Severity.ALERTE;
import static fr.anima.hub.notices.AlertNews.Severity.URGENCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.notices.sms.SmsCarrier;
import fr.anima.hub.notices.sms.SmsConfig;
import fr.anima.hub.notices.sms.SmsTemplate;
import fr.anima.hub.people.Role;
import fr.anima.hub.people.Viewer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From an alert to a text message, over a real database and a gateway on loopback. */
class TextMessagesTest {
  private static final String JSON =
      "{\"from\": \"{sender}\", \"to\": \"{to}\", \"text\": \"{text}\"}";

  private final Farm farm = new Farm("2026-11-27T09:00:00Z");
  private final Viewer anne = farm.person("Anne", Role.KEEPER);
  private final List<String> got = new CopyOnWriteArrayList<>();
  private volatile String answer = "201 taken";
  private final HttpServer gateway =
      await(
          TestDatabase.vertx()
              .createHttpServer()
              .requestHandler(this::take)
              .listen(0, "127.0.0.1"));
  private final Notices hub = farm.hub(carrier(JSON, SmsConfig.Method.POST));

  @AfterEach
  void stop() {
    await(gateway.close());
  }

  @Test
  void an_emergency_is_one_text_message_with_its_link_and_an_alert_is_none() {
    wantTexts();
    NewsOf hot = news(7);
    farm.tell(hub, hot.raised(URGENCE), news(8).raised(ALERTE));
    farm.tell(hub, hot.raised(URGENCE));

    look();
    look();

    assertEquals(1, got.size());
    assertTrue(got.get(0).startsWith("POST /sms s3cret application/json "), got.get(0));
    JsonObject said = new JsonObject(got.get(0).substring(got.get(0).indexOf('{')));
    assertEquals("+33611223344", said.getString("to"));
    assertEquals("Ferme", said.getString("from"));
    assertTrue(
        said.getString("text")
            .startsWith("URGENCE - clapier-3 : température au-dessus du maximum\nOù : clapier-3"),
        said.encode());
    assertTrue(
        said.getString("text")
            .endsWith("\nhttps://anima.test/ferme?alert=" + hot.id() + "#clapier-3"),
        said.encode());
    assertEquals(List.of("Anne raised sent", "Anne raised unsent"), log());
    assertEquals(List.of("not-urgent"), reasons());
  }

  @Test
  void a_gateway_that_is_asked_by_address_gets_the_form_there() {
    wantTexts();
    Notices other = farm.hub(carrier("a=1&to={digits}&message={text}", SmsConfig.Method.GET));
    farm.tell(other, news(7).raised(URGENCE));

    await(other.look());

    assertTrue(
        got.get(0).startsWith("GET /sms?a=1&to=33611223344&message=URGENCE+-+clapier-3"),
        got.get(0));
  }

  @Test
  void more_than_the_limit_is_held_back_and_said_until_an_hour_has_passed() {
    wantTexts();
    farm.tell(hub, news(1).raised(URGENCE), news(2).raised(URGENCE), news(3).raised(URGENCE));
    look();

    assertEquals(2, got.size());
    assertEquals(List.of("sms-hour-limit"), reasons());
    farm.clock.pass(Duration.ofHours(1));
    farm.tell(hub, news(4).raised(URGENCE), news(5).raised(URGENCE));
    look();
    assertEquals(3, got.size(), "three a day");
    assertEquals(Set.of("sms-day-limit", "sms-hour-limit"), Set.copyOf(reasons()));
  }

  @Test
  void what_the_gateway_refused_costs_nothing_and_says_what_it_said() {
    wantTexts();
    answer = "422 no such number 33611223344";
    farm.tell(hub, news(1).raised(URGENCE));
    look();
    assertEquals(List.of("127.0.0.1 answered 422: no such number …"), reasons());

    answer = "503 later";
    farm.tell(hub, news(2).raised(URGENCE));
    look();
    answer = "201 taken";
    pass(Duration.ofSeconds(5));
    farm.tell(hub, news(3).raised(URGENCE));
    look();

    assertEquals(List.of("Anne raised given-up", "Anne raised sent", "Anne raised sent"), log());
  }

  @Test
  void a_gateway_that_says_200_to_everything_must_say_the_word() {
    wantTexts();
    answer = "201 ERROR no credit";
    farm.tell(hub, news(1).raised(URGENCE));

    look();

    assertEquals(List.of("Anne raised failed"), log());
  }

  @Test
  void of_an_endless_answer_the_beginning_counts() {
    wantTexts();
    answer = "201 " + "x".repeat(20_000) + " taken";
    farm.tell(hub, news(1).raised(URGENCE));
    look();
    assertEquals(List.of("Anne raised failed"), log());

    answer = "201 taken " + "x".repeat(20_000);
    pass(Duration.ofSeconds(5));

    assertEquals(List.of("Anne raised sent"), log());
  }

  @Test
  void a_gateway_that_hangs_up_without_a_word_is_counted_and_costs_no_more_than_the_limit() {
    wantTexts();
    answer = "hang up";
    farm.tell(hub, news(1).raised(URGENCE));

    look();
    pass(Duration.ofSeconds(5));
    pass(Duration.ofSeconds(10));
    pass(Duration.ofSeconds(20));

    assertEquals(2, got.size());
    assertEquals(List.of("sms-hour-limit"), reasons());
  }

  private SmsCarrier carrier(String template, SmsConfig.Method method) {
    return new SmsCarrier(
        TestDatabase.vertx(),
        farm.database,
        new SmsConfig(
            URI.create("http://127.0.0.1:" + gateway.actualPort() + "/sms"),
            method,
            Map.of("api-key", "s3cret"),
            SmsTemplate.of(template),
            "Ferme",
            new SmsConfig.Taken(Set.of(), Optional.of("taken")),
            new SmsConfig.Limits(2, 3)),
        farm.clock);
  }

  private void take(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              got.add(
                  String.join(
                      " ",
                      request.method().name(),
                      request.uri(),
                      request.getHeader("api-key"),
                      String.valueOf(request.getHeader("Content-Type")),
                      body.toString()));
              if (answer.equals("hang up")) {
                request.connection().close();
              } else {
                request
                    .response()
                    .setStatusCode(Integer.parseInt(answer.substring(0, 3)))
                    .end(answer.substring(4));
              }
            });
  }

  private void wantTexts() {
    JsonObject texts =
        new JsonObject().put("ways", new JsonArray().add("sms")).put("phone", "+33611223344");
    farm.choose(hub, anne, texts);
  }

  private static NewsOf news(int id) {
    return new NewsOf(new UUID(id, id), Instant.parse("2026-11-27T09:00:00Z"));
  }

  private List<String> log() {
    return farm.log(hub, anne);
  }

  private List<String> reasons() {
    return farm.notices(hub, anne).read("listNotices", Map.of()).getJsonArray("notices").stream()
        .map(JsonObject.class::cast)
        .flatMap(it -> Optional.ofNullable(it.getString("reason")).stream())
        .sorted()
        .toList();
  }

  private void look() {
    await(hub.look());
  }

  private void pass(Duration time) {
    farm.clock.pass(time);
    look();
  }
}
