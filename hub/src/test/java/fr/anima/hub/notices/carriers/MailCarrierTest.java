package fr.anima.hub.notices.carriers;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.notices.sending.Carrier.Outcome;
import fr.anima.hub.notices.sending.Letter;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server's answer means; that letters arrive is NoticesTest's business. */
class MailCarrierTest {
  @ParameterizedTest
  @CsvSource({"550 5.1.1 no such user,REFUSED", "451 4.7.1 greylisted try again,LATER"})
  void a_refusal_for_good_is_not_tried_again_and_one_for_now_is(
      String answer, Outcome.Kind expected) {
    NetServer server = await(serverThatAnswersRecipients(answer));

    Outcome outcome = await(carrier(server.actualPort()).carry(letter(Optional.of("a@b.test"))));

    assertEquals(expected, outcome.kind(), outcome.detail());
    await(server.close());
  }

  @Test
  void nobody_at_the_address_of_the_mail_server_is_tried_again() {
    NetServer server = await(serverThatAnswersRecipients("250 ok"));
    int port = server.actualPort();
    await(server.close());

    Outcome outcome = await(carrier(port).carry(letter(Optional.of("a@b.test"))));

    assertEquals(Outcome.Kind.LATER, outcome.kind());
  }

  @Test
  void whoever_took_their_address_back_is_not_written_to() {
    assertEquals(Outcome.Kind.REFUSED, await(carrier(1).carry(letter(Optional.empty()))).kind());
  }

  private static Future<NetServer> serverThatAnswersRecipients(String answer) {
    return TestDatabase.vertx()
        .createNetServer()
        .connectHandler(
            socket -> {
              say(socket, "220 test");
              socket.handler(line -> say(socket, answer(line, answer)));
            })
        .listen(0, "127.0.0.1");
  }

  private static String answer(Buffer line, String toRecipients) {
    String said = line.toString();
    if (said.startsWith("RCPT")) {
      return toRecipients;
    }
    return said.startsWith("QUIT") ? "221 bye" : "250 ok";
  }

  private static void say(NetSocket socket, String line) {
    socket.write(line + "\r\n");
  }

  private static MailCarrier carrier(int port) {
    return new MailCarrier(
        TestDatabase.vertx(),
        new MailConfig(
            URI.create("smtp://127.0.0.1:" + port), "anima@ferme.test", Optional.empty()));
  }

  private static Letter letter(Optional<String> address) {
    return new Letter(
        1,
        new UUID(1, 1),
        "raised",
        new Letter.Recipient(new UUID(2, 2), "Anne", "fr", address, Optional.empty()),
        new Letter.Text("urgence", "URGENCE", "Allez-y", "https://anima.test/ferme"),
        Instant.EPOCH);
  }
}
