package fr.anima.hub.notices.push;

import static fr.anima.hub.database.TestDatabase.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.notices.sending.Carrier.Outcome;
import fr.anima.hub.notices.sending.Letter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is not a phone's own matter; that notices arrive is PhonesTest's business. */
class PushCarrierTest {
  private static final Instant TEN = Instant.parse("2026-11-27T10:00:00Z");
  private static final UUID ANNE = new UUID(2, 2);

  private final Database database = TestDatabase.fresh();
  private final PhoneStore phones = new PhoneStore(database);

  @Test
  void a_service_that_never_answers_is_left_and_asked_again_later() {
    PushService service = new PushService();
    service.hang("/phone");
    await(
        database
            .client()
            .query(
                "insert into person (id, name, role, created_at) values ('"
                    + ANNE
                    + "', 'Anne', 'keeper', now())")
            .execute());
    URI address = URI.create(service.origin() + "/phone");
    Phone phone =
        new Phone(new UUID(3, 3), address, Browser.subscribed(1).keys(), Optional.empty());
    await(phones.add(ANNE, "Téléphone", phone, TEN));

    Outcome outcome = await(carrier().carry(letter()));

    assertEquals(Outcome.Kind.LATER, outcome.kind());
    assertTrue(outcome.detail().startsWith("127.0.0.1: "), outcome.detail());
    assertEquals(1, await(phones.toReach(ANNE, 1)).size());
    service.stop();
  }

  @Test
  void whoever_has_no_phone_left_is_not_asked_for() {
    assertEquals(Outcome.refused("no-phone"), await(carrier().carry(letter())));
  }

  private PushCarrier carrier() {
    return new PushCarrier(
        TestDatabase.vertx(),
        phones,
        new VapidStore(database),
        new PushConfig(Optional.empty(), List.of()),
        Duration.ofMillis(300),
        InstantSource.fixed(TEN));
  }

  private static Letter letter() {
    return new Letter(
        1,
        new UUID(1, 1),
        "raised",
        new Letter.Recipient(ANNE, "Anne", "fr", Optional.empty(), Optional.empty()),
        new Letter.Text("urgence", "URGENCE", "Allez-y", "https://anima.test/ferme"),
        TEN);
  }
}
