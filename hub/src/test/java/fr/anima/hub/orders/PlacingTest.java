package fr.anima.hub.orders;

import static fr.anima.hub.orders.Town.breadAndCheese;
import static fr.anima.hub.orders.Town.twoLoaves;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.database.TestDatabase;
import fr.anima.hub.orders.OrderChannel.MerchantView;
import fr.anima.hub.web.Answer;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlacingTest {
  private static final Town TOWN = new Town(TestDatabase.fresh());

  private UUID slot = new UUID(0, 0);

  @BeforeEach
  void a_furnished_town_with_a_slot_of_three_places() {
    TOWN.furnished();
    TOWN.clock.pass(Duration.ofDays(1));
    slot = TOWN.slot(3, 3);
  }

  @Test
  void an_order_takes_stock_and_a_place_and_is_told() {
    JsonObject placed =
        Contract.check("PlacedOrder", TOWN.place(breadAndCheese(slot), key()).expect(201));

    assertEquals(1_490, placed.getLong("totalCents"));
    assertTrue(placed.getLong("number") >= 1_001, placed.encode());
    assertEquals(2, placed.getJsonObject("slot").getInteger("free"));
    assertTrue(
        placed.getString("trackingPath").matches("/suivi/[A-Za-z0-9_-]{32}"), placed.encode());
    assertEquals(9, stock("pain"));
    assertEquals(9, stock("maroilles"));
    OrderEvent told = TOWN.news(OrderEvent.TOPIC).orElseThrow();
    assertEquals(placed.getLong("number"), told.number());
    assertEquals(OrderState.PLACED, told.state());
    MerchantView part = TOWN.news(MerchantView.TOPIC).orElseThrow();
    assertEquals("Léa", part.customerFirstName());
  }

  @Test
  void the_link_finds_its_order_and_no_other_does() {
    JsonObject placed = TOWN.place(twoLoaves(slot), key()).expect(201);
    String token = placed.getString("trackingPath").substring("/suivi/".length());

    OrderEvent found = TestDatabase.await(TOWN.orders.ofLink(token)).orElseThrow();

    assertEquals(placed.getLong("number"), found.number());
    assertTrue(
        TestDatabase.await(TOWN.orders.ofLink(token.toLowerCase(java.util.Locale.ROOT))).isEmpty());
    assertTrue(TestDatabase.await(TOWN.orders.ofLink("")).isEmpty());
  }

  @Test
  void the_same_key_gives_the_same_answer_and_another_body_is_refused() {
    String key = key();
    JsonObject first = TOWN.place(twoLoaves(slot), key).expect(201);
    TOWN.place(twoLoaves(slot), key()).expect(201);

    JsonObject again = TOWN.place(twoLoaves(slot), key).expect(201);
    JsonObject other = TOWN.place(breadAndCheese(slot), key).expect(422);

    assertEquals(first, again);
    assertEquals("/problems/key-reused", other.getString("type"));
    assertEquals(6, stock("pain"));
  }

  @Test
  void sixty_four_equal_requests_at_once_are_one_order() {
    String key = key();
    long before = count("customer_order");

    Map<String, List<Answer>> answers =
        allAtOnce(64, i -> TOWN.place(twoLoaves(slot), key)).stream()
            .collect(Collectors.groupingBy(it -> it.status() + " " + it.body()));

    assertEquals(1, answers.size(), answers.keySet().toString());
    assertTrue(answers.keySet().iterator().next().startsWith("201 "), answers.toString());
    assertEquals(before + 1, count("customer_order"));
    assertEquals(8, stock("pain"));
    assertEquals(1, booked());
  }

  @Test
  void of_fifty_checkouts_for_the_last_three_places_exactly_three_succeed() {
    TOWN.product("boulangerie", "pain", 250, 1_000, "ambient");

    Map<Integer, Long> answers =
        allAtOnce(50, i -> TOWN.place(twoLoaves(slot), key())).stream()
            .collect(Collectors.groupingBy(Answer::status, Collectors.counting()));

    assertEquals(Map.of(201, 3L, 409, 47L), answers);
    assertEquals(3, booked());
    assertEquals(994, stock("pain"));
  }

  @Test
  void stock_never_goes_below_nothing_however_many_want_it() {
    UUID wide = TOWN.slot(5, 100);
    TOWN.product("boulangerie", "pain", 250, 7, "ambient");

    Map<Integer, Long> answers =
        allAtOnce(20, i -> TOWN.place(twoLoaves(wide), key())).stream()
            .collect(Collectors.groupingBy(Answer::status, Collectors.counting()));

    assertEquals(Map.of(201, 3L, 409, 17L), answers);
    assertEquals(1, stock("pain"));
  }

  @Test
  void baskets_with_the_same_products_in_another_order_never_wait_for_each_other_for_ever() {
    UUID wide = TOWN.slot(6, 100);
    TOWN.product("boulangerie", "pain", 250, 100, "ambient");
    TOWN.product("cremerie", "maroilles", 890, 100, "chilled-4");

    List<Answer> answers =
        allAtOnce(
            40,
            i -> {
              JsonArray lines = breadAndCheese(wide).getJsonArray("lines");
              JsonArray turned =
                  new JsonArray().add(lines.getValue(i % 2)).add(lines.getValue(1 - i % 2));
              return TOWN.place(breadAndCheese(wide).put("lines", turned), key());
            });

    assertTrue(answers.stream().allMatch(it -> it.status() == 201), answers.toString());
  }

  @Test
  void the_database_refuses_to_oversell_even_if_the_code_would() {
    assertThrows(RuntimeException.class, () -> TOWN.rows("update slot set booked = capacity + 1"));
    assertThrows(RuntimeException.class, () -> TOWN.rows("update product set stock = -1"));
    assertThrows(RuntimeException.class, () -> rewritten());
  }

  @Test
  void a_fault_at_any_statement_leaves_nothing_and_the_key_can_be_used_again() {
    FaultyDatabase faulty = new FaultyDatabase(TOWN.database);
    Town broken = new Town(faulty.database());
    broken.clock.pass(Duration.between(broken.clock.instant(), TOWN.clock.instant()));
    String key = key();
    List<Long> before = everything();

    int statement = 1;
    faulty.failAt(statement);
    Optional<Throwable> fault = failure(broken.place(breadAndCheese(slot), key));
    while (fault.isPresent()) {
      assertEquals("the fault", fault.get().getMessage(), "statement " + statement);
      assertEquals(before, everything(), "statement " + statement);
      statement++;
      faulty.failAt(statement);
      fault = failure(broken.place(breadAndCheese(slot), key));
    }

    assertTrue(statement > 15, (statement - 1) + " statements failed one by one");
    faulty.failAt(0);
    broken.place(breadAndCheese(slot), key).expect(201);
    assertEquals(before.get(0) + 1, everything().get(0));
  }

  private static Optional<Throwable> failure(Calls.Call call) {
    return TestDatabase.await(
        call.ask().map(it -> Optional.<Throwable>empty()).otherwise(Optional::of));
  }

  private static void rewritten() {
    TOWN.place(twoLoaves(TOWN.slot(9, 1)), key()).expect(201);
    TOWN.rows("update ledger_entry set cents = 1");
  }

  private static List<Long> everything() {
    return Stream.concat(
            Stream.of(
                    "customer_order",
                    "merchant_order",
                    "order_line",
                    "ledger_entry",
                    "order_change",
                    "order_request",
                    "outbox")
                .map(PlacingTest::count),
            Stream.of(
                TOWN.one("select sum(stock) from product").getLong(0),
                TOWN.one("select sum(booked) from slot").getLong(0)))
        .toList();
  }

  private static List<Answer> allAtOnce(int many, Function<Integer, Calls.Call> call) {
    List<Future<Answer>> asked =
        IntStream.range(0, many).mapToObj(i -> call.apply(i).ask()).toList();
    return asked.stream().map(TestDatabase::await).toList();
  }

  private int booked() {
    return TOWN.one("select booked from slot where id = $1", slot).getInteger(0);
  }

  private static int stock(String product) {
    return TOWN.one("select stock from product where id = $1", product).getInteger(0);
  }

  private static long count(String table) {
    return TOWN.one("select count(*) from " + table).getLong(0);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }
}
