package fr.anima.hub.database;

import static fr.anima.hub.database.TestDatabase.await;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.InMemoryEventLog;
import fr.anima.hub.eventlog.LogRecord;
import fr.anima.hub.eventlog.Topic;
import fr.anima.hub.eventlog.Topic.Keep;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxRelayTest {
  private static final Topic<Integer> COUNTED =
      Topic.json("anima.counted.v1", Integer.class, Keep.EVENTS);
  private static final int WRITERS = 32;
  private static final int EVENTS_EACH = 40;

  private final String uri = TestDatabase.freshUri();
  private final Database database = new Database(PostgresPool.open(TestDatabase.vertx(), uri, 12));
  private final InMemoryEventLog log = new InMemoryEventLog(InstantSource.system());
  private final Outbox outbox = new PostgresOutbox();
  private final List<OutboxRelay> relays = new ArrayList<>();

  @AfterEach
  void stop() {
    relays.forEach(each -> await(each.close()));
  }

  @Test
  void writers_that_commit_in_any_order_miss_nothing_and_keep_the_order_of_each_key() {
    await(
        database.client().query("create table tally (key text primary key, number int)").execute());
    OutboxRelay killed = relay();
    relay();
    Random random = new Random(42);
    List<Future<Void>> writers = new ArrayList<>();

    for (int writer = 0; writer < WRITERS; writer++) {
      writers.add(count("key-" + writer % 8, EVENTS_EACH, new Random(random.nextLong())));
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> seen() > WRITERS);
    await(killed.close());
    await(Future.all(writers));

    await().atMost(Duration.ofSeconds(20)).until(() -> seen() >= WRITERS * EVENTS_EACH);
    assertEquals(numbersInCommitOrder(), numbersInLog());
  }

  @Test
  void an_event_is_in_the_log_soon_after_its_commit() {
    relay();
    TreeSet<Long> millis = new TreeSet<>();

    for (int i = 0; i < 20; i++) {
      int number = i;
      await(database.inTransaction(t -> outbox.add(t, COUNTED, "soon", number)));
      long committed = System.nanoTime();
      await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> log.values(COUNTED).contains(number));
      millis.add((System.nanoTime() - committed) / 1_000_000);
    }

    System.out.println("outbox: commit to log in ms, of 20: " + millis);
    assertTrue(millis.first() <= 50, "fastest of 20 took " + millis.first() + " ms");
  }

  @Test
  void what_the_log_does_not_take_waits_and_is_not_lost_with_the_relay() {
    log.fail(new IllegalStateException("the log is gone"));
    OutboxRelay first = relay();
    for (int i = 0; i < 10; i++) {
      int number = i;
      await(database.inTransaction(t -> outbox.add(t, COUNTED, "patient", number)));
    }
    await().until(() -> !first.trouble().isEmpty());
    await(first.close());
    assertEquals(10L, await(first.waiting()));

    log.recover();
    relay();

    await().atMost(Duration.ofSeconds(10)).until(() -> seen() == 10);
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), log.values(COUNTED));
    await().until(() -> await(first.waiting()) == 0);
  }

  @Test
  void a_failure_in_the_middle_holds_back_only_what_comes_after_it_in_its_key() {
    OutboxRelay relay =
        new OutboxRelay(
            TestDatabase.vertx(),
            uri,
            database,
            new fr.anima.hub.eventlog.EventLog() {
              private final Set<String> failed = new HashSet<>();

              @Override
              public <T> Future<Void> append(Topic<T> topic, String key, T value) {
                byte[] bytes = topic.codec().encode(value);
                boolean firstTry =
                    failed.add(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
                return key.equals("weak") && firstTry
                    ? Future.failedFuture(new IllegalStateException("not now"))
                    : log.append(topic, key, value);
              }
            });
    await(
        database.inTransaction(
            t ->
                outbox
                    .add(t, COUNTED, "weak", 1)
                    .compose(it -> outbox.add(t, COUNTED, "strong", 2))
                    .compose(it -> outbox.add(t, COUNTED, "weak", 3))));

    relays.add(relay);
    await(relay.start());

    await().atMost(Duration.ofSeconds(10)).until(() -> seen() == 3);
    assertEquals(List.of(2, 1, 3), log.values(COUNTED));
  }

  /** Each writer takes the next number of its key under a row lock, as rooms do, and dawdles. */
  private Future<Void> count(String key, int times, Random random) {
    Future<Void> chain = Future.succeededFuture();
    for (int i = 0; i < times; i++) {
      double dawdle = random.nextInt(4) / 1000.0;
      chain = chain.compose(it -> countOnce(key, dawdle));
    }
    return chain;
  }

  private Future<Void> countOnce(String key, double dawdle) {
    return database.inTransaction(
        t ->
            next(t, key)
                .compose(number -> outbox.add(t, COUNTED, key, number))
                .compose(it -> t.query("select pg_sleep(" + dawdle + ")").execute())
                .mapEmpty());
  }

  private static Future<Integer> next(io.vertx.sqlclient.SqlClient t, String key) {
    return t.preparedQuery(
            """
            insert into tally values ($1, 1)
            on conflict (key) do update set number = tally.number + 1
            returning number
            """)
        .execute(Tuple.of(key))
        .map(rows -> rows.iterator().next().getInteger(0));
  }

  private Map<String, List<Integer>> numbersInCommitOrder() {
    Map<String, List<Integer>> all = new HashMap<>();
    for (int key = 0; key < 8; key++) {
      List<Integer> numbers = new ArrayList<>();
      for (int i = 1; i <= WRITERS / 8 * EVENTS_EACH; i++) {
        numbers.add(i);
      }
      all.put("key-" + key, numbers);
    }
    return all;
  }

  private Map<String, List<Integer>> numbersInLog() {
    Map<String, List<Integer>> all = new HashMap<>();
    for (LogRecord<Integer> record : log.records(COUNTED)) {
      all.computeIfAbsent(record.key(), it -> new ArrayList<>()).add(record.value());
    }
    return all;
  }

  private int seen() {
    return log.values(COUNTED).size();
  }

  private OutboxRelay relay() {
    OutboxRelay relay = new OutboxRelay(TestDatabase.vertx(), uri, database, log);
    relays.add(relay);
    await(relay.start());
    return relay;
  }
}
