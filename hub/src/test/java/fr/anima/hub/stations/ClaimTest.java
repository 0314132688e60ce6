package fr.anima.hub.stations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.Database;
import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.web.Access;
import fr.anima.hub.web.Answer;
import fr.anima.hub.web.Caller;
import fr.anima.hub.web.Operations;
import fr.anima.hub.web.Request;
import fr.anima.wire.StationId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From the operator's code to a station that is let in, on a real database, with a moved clock. */
class ClaimTest implements InstantSource {
  private static final Database DATABASE = TestDatabase.fresh();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final StationRegistry registry = new StationRegistry();
  private final Map<String, Operations.Answering> operations = new HashMap<>();
  private final StationRoutes stations =
      new StationRoutes(
          new StationStore(DATABASE),
          new RefusalStore(DATABASE),
          new LossStore(DATABASE),
          registry,
          this);
  private Instant now = Instant.parse("2027-03-01T08:00:00Z");

  @BeforeEach
  void open() {
    run("delete from station");
    run("delete from station_claim");
    Operations here =
        new Operations() {
          @Override
          public void operation(String id, Access access, Answering answering) {
            operations.put(id, answering);
          }

          @Override
          public void page(String id, Access access, Answering answering) {
            throw new AssertionError("stations have no page");
          }
        };
    stations.declare(here);
    new ClaimRoutes(DATABASE, new ClaimRoutes.Door(8883, true), stations::refresh, this)
        .declare(here);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Test
  void a_code_gives_a_station_its_name_and_lets_it_in_with_its_own_key() {
    String code = code("goat-barn");
    String key = key();

    JsonObject claimed = body(claim(code, key), 201);

    assertEquals(
        new JsonObject(
            Map.of(
                "id", "goat-barn",
                "kind", "enclosure",
                "place", "goats",
                "mqttPort", 8883,
                "mqttEncrypted", true)),
        claimed);
    assertTrue(letIn("goat-barn", key));
    assertFalse(letIn("goat-barn", key()));
  }

  @Test
  void nothing_is_registered_before_the_code_is_shown() {
    code("goat-barn");

    assertEquals(0, run("update station set place = place"));
  }

  @Test
  void a_code_works_once() {
    String code = code("goat-barn");
    claim(code, key());

    assertEquals(401, claim(code, key()).status());
  }

  @Test
  void whoever_lost_the_answer_gets_it_again_with_the_same_key() {
    String code = code("goat-barn");
    String key = key();
    claim(code, key);

    assertEquals("goat-barn", body(claim(code, key), 201).getString("id"));
  }

  @Test
  void of_32_who_show_a_code_at_once_one_becomes_the_station() {
    String code = code("goat-barn");

    List<Future<Answer>> all =
        IntStream.range(0, 32)
            .mapToObj(i -> call("claimStation", shown(code, key()), "198.51.100." + i))
            .toList();
    TestDatabase.await(Future.join(all));

    assertEquals(1, all.stream().filter(it -> it.result().status() == 201).count());
    assertEquals(1, run("update station set place = place"));
  }

  @Test
  void a_code_is_good_for_half_an_hour_and_not_a_moment_longer() {
    String punctual = code("punctual");
    String late = code("late");

    now = now.plus(Duration.ofMinutes(30)).minusMillis(1);
    int first = claim(punctual, key()).status();
    now = now.plusMillis(1);
    int second = claim(late, key()).status();

    assertEquals(201, first);
    assertEquals(401, second);
  }

  @Test
  void an_unknown_code_is_refused_in_the_same_words_as_a_used_one() {
    String code = code("goat-barn");
    claim(code, key());

    assertEquals(claim(code, key()).body(), claim(ClaimCode.fresh(RANDOM).grouped(), key()).body());
  }

  @Test
  void a_withdrawn_code_is_worthless() {
    String code = code("goat-barn");

    int withdrawn = call("withdrawStationOffer", "goat-barn").status();
    int again = call("withdrawStationOffer", "goat-barn").status();

    assertEquals(204, withdrawn);
    assertEquals(404, again);
    assertEquals(401, claim(code, key()).status());
  }

  @Test
  void who_is_still_to_come_is_listed_and_their_codes_are_not() {
    String claimed = code("claimed");
    code("withdrawn");
    code("over");
    now = now.plus(Duration.ofMinutes(10));
    String code = code("goat-barn");
    claim(claimed, key());
    call("withdrawStationOffer", "withdrawn");
    now = now.plus(Duration.ofMinutes(20));

    Answer listed = call("listStationOffers", "");

    JsonArray offers = body(listed, 200).getJsonArray("offers");
    assertEquals(1, offers.size());
    assertEquals("goat-barn", offers.getJsonObject(0).getString("id"));
    assertEquals("2027-03-01T08:40:00Z", offers.getJsonObject(0).getString("expiresAt"));
    assertFalse(listed.body().toString().contains(code));
  }

  @Test
  void a_second_code_for_a_name_makes_the_first_worthless() {
    String first = code("goat-barn");
    String second = code("goat-barn");

    assertEquals(401, claim(first, key()).status());
    assertEquals(201, claim(second, key()).status());
  }

  @Test
  void a_revoked_station_does_not_come_back_with_its_old_code() {
    String code = code("goat-barn");
    String key = key();
    claim(code, key);

    call("revokeStation", "goat-barn");

    assertEquals(401, claim(code, key).status());
    assertFalse(letIn("goat-barn", key));
  }

  @Test
  void a_name_that_was_ever_given_gets_no_code() {
    claim(code("goat-barn"), key());
    call("revokeStation", "goat-barn");

    assertEquals(409, offer("goat-barn").status());
  }

  @Test
  void the_eleventh_wrong_code_of_a_minute_from_one_address_is_not_even_looked_at() {
    String code = code("goat-barn");
    IntStream.range(0, 10).forEach(i -> claim(ClaimCode.fresh(RANDOM).grouped(), key()));

    Answer eleventh = claim(code, key());
    Answer neighbour = TestDatabase.await(call("claimStation", shown(code, key()), "192.0.2.2"));

    assertEquals(429, eleventh.status());
    assertEquals("60", eleventh.headers().get("Retry-After"));
    assertEquals(201, neighbour.status());
  }

  @Test
  void a_whole_fleet_behind_one_address_is_claimed_at_once() {
    for (int i = 0; i < 25; i++) {
      assertEquals(201, claim(code("bike-" + i), key()).status());
    }
  }

  @Test
  void a_code_may_be_typed_in_capitals_without_hyphens_and_with_letters_for_digits() {
    String code = code("goat-barn").replace("-", "").replace('0', 'o').replace('1', 'l');

    assertEquals(201, claim(" " + code.toUpperCase(Locale.ROOT), key()).status());
  }

  @Test
  void neither_codes_nor_keys_are_kept_as_they_are() {
    String code = code("goat-barn");
    String key = key();
    claim(code, key);

    String all =
        """
        select 1 from station_claim where row(station_claim.*)::text like '%' || $1 || '%'
        union all select 1 from station where row(station.*)::text like '%' || $2 || '%'
        """;
    assertEquals(0, run(all, ClaimCode.typed(code).value(), key));
    assertFalse(ClaimCode.typed(code).toString().contains(code));
  }

  private String code(String id) {
    return body(offer(id), 201).getString("code");
  }

  private Answer offer(String id) {
    return TestDatabase.await(
        call(
            "offerStation",
            new JsonObject().put("id", id).put("kind", "enclosure").put("place", "goats"),
            "127.0.0.1"));
  }

  private Answer claim(String code, String key) {
    return TestDatabase.await(call("claimStation", shown(code, key), "192.0.2.1"));
  }

  private Answer call(String operation, String station) {
    return TestDatabase.await(
        call(operation, new JsonObject().put("station", station), "127.0.0.1"));
  }

  private Future<Answer> call(String operation, JsonObject body, String address) {
    return Objects.requireNonNull(operations.get(operation)).answer(new Shown(body, address));
  }

  private static JsonObject shown(String code, String key) {
    return new JsonObject().put("code", code).put("key", key);
  }

  private static String key() {
    return StationKey.generate(RANDOM).value();
  }

  private static JsonObject body(Answer answer, int status) {
    assertEquals(status, answer.status(), answer.body().toString());
    return answer.body().toJsonObject();
  }

  private boolean letIn(String id, String key) {
    return registry.authenticate(new StationId(id), new StationKey(key)).isPresent();
  }

  private static int run(String sql, Object... values) {
    return TestDatabase.await(
        DATABASE.client().preparedQuery(sql).execute(Tuple.from(values)).map(it -> it.rowCount()));
  }

  /** A request of which body, parameters of the same names, and address matter. */
  private record Shown(JsonObject body, String address) implements Request {
    @Override
    public Optional<Caller> caller() {
      return Optional.empty();
    }

    @Override
    public String parameter(String name) {
      return body.getString(name);
    }

    @Override
    public Optional<String> optional(String name) {
      return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }
  }
}
