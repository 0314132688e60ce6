package fr.anima.hub.notices.carriers;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.notices.sending.Carrier.Outcome;
import fr.anima.hub.notices.sending.Letter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookCarrierTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final String SECRET = "0123456789abcdef0123456789abcdef";

  /** What the gateway got. */
  private record Got(String timestamp, String signature, Buffer body) {}

  @Test
  void the_gateway_gets_the_letter_with_a_signature_over_time_and_body() {
    Promise<Got> got = Promise.promise();
    HttpServer gateway = await(gateway(204, got));

    Outcome outcome = await(carrier(gateway).carry(letter()));

    Got request = await(got.future());
    JsonObject body = new JsonObject(request.body());
    assertEquals(Outcome.Kind.TAKEN, outcome.kind());
    assertEquals("1795773600", request.timestamp());
    assertEquals(
        "sha256=" + WebhookCarrier.sign(SECRET, request.timestamp(), request.body()),
        request.signature());
    assertEquals("+33611223344", body.getJsonObject("to").getString("phone"));
    assertEquals("URGENCE", body.getString("title"));
    await(gateway.close());
  }

  /** Reckoned with openssl: printf '1795773600.{}' | openssl dgst -sha256 -hmac $SECRET. */
  @Test
  void the_signature_is_what_others_reckon() {
    assertEquals(
        "c27333b8b803dd321ae5a3a93604dba429917ecfd580b2dce566d4921a8ee5de",
        WebhookCarrier.sign(SECRET, "1795773600", Buffer.buffer("{}")));
  }

  @ParameterizedTest
  @CsvSource({"200,TAKEN", "302,LATER", "401,LATER", "422,REFUSED", "429,LATER", "503,LATER"})
  void an_answer_decides_whether_it_is_tried_again(int status, Outcome.Kind expected) {
    HttpServer gateway = await(gateway(status, Promise.promise()));

    assertEquals(expected, await(carrier(gateway).carry(letter())).kind());
    await(gateway.close());
  }

  private static Future<HttpServer> gateway(int status, Promise<Got> got) {
    return TestDatabase.vertx()
        .createHttpServer()
        .requestHandler(
            request -> request.body().onSuccess(body -> answer(request, body, status, got)))
        .listen(0, "127.0.0.1");
  }

  private static void answer(HttpServerRequest request, Buffer body, int status, Promise<Got> got) {
    got.tryComplete(
        new Got(request.getHeader("Anima-Timestamp"), request.getHeader("Anima-Signature"), body));
    request.response().setStatusCode(status).putHeader("Location", "/elsewhere").end();
  }

  private static WebhookCarrier carrier(HttpServer gateway) {
    URI address = URI.create("http://127.0.0.1:" + gateway.actualPort() + "/anima?to=sms");
    return new WebhookCarrier(
        TestDatabase.vertx(), new WebhookConfig(address, SECRET), InstantSource.fixed(TEN));
  }

  private static Letter letter() {
    return new Letter(
        1,
        new UUID(1, 1),
        "raised",
        new Letter.Recipient(
            new UUID(2, 2), "Anne", "fr", Optional.empty(), Optional.of("+33611223344")),
        new Letter.Text("urgence", "URGENCE", "Allez-y", "https://anima.test/ferme"),
        TEN);
  }
}
