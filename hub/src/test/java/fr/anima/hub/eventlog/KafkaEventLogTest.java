package fr.anima.hub.eventlog;

import static fr.anima.hub.eventlog.TestLog.await;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fr.anima.hub.eventlog.Topic.Keep;
import fr.anima.wire.FreePort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KafkaEventLogTest {
  private static final Topic<Integer> NUMBERS =
      Topic.json("anima.appended.v1", Integer.class, Keep.RAW);
  private final String brokers = TestLog.brokers(NUMBERS);

  @Test
  void records_of_one_key_are_read_in_the_order_of_append_stamped_by_the_log() {
    Instant before = Instant.now().minusMillis(1);
    List<LogRecord<?>> read = new CopyOnWriteArrayList<>();
    try (KafkaLogTail tail = new KafkaLogTail(brokers);
        KafkaEventLog log = TestLog.log(NUMBERS)) {
      await(tail.follow(List.of(NUMBERS), read::add));
      List<Future<Void>> all = new ArrayList<>();

      for (int i = 0; i < 1_000; i++) {
        all.add(log.append(NUMBERS, "one", i));
      }
      await(Future.all(all));

      await().atMost(Duration.ofSeconds(10)).until(() -> read.size() == 1_000);
      assertEquals(0, log.waitingBytes());
    }
    assertEquals(
        IntStream.range(0, 1_000).boxed().toList(), read.stream().map(LogRecord::value).toList());
    assertTrue(read.stream().allMatch(it -> it.arrivedAt().isAfter(before)));
  }

  @Test
  void the_answer_comes_on_the_context_of_the_caller() {
    Vertx vertx = Vertx.vertx();
    try (KafkaEventLog log = TestLog.log(NUMBERS)) {
      Context context = vertx.getOrCreateContext();
      Promise<Context> answeredOn = Promise.promise();

      context.runOnContext(
          it ->
              log.append(NUMBERS, "two", 1)
                  .onComplete(done -> answeredOn.complete(Vertx.currentContext())));

      assertSame(context, await(answeredOn.future()));
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void without_a_broker_it_says_so_and_does_not_hold_up_the_caller() throws Exception {
    String nobody = "127.0.0.1:" + FreePort.any();
    try (KafkaEventLog log = new KafkaEventLog(nobody)) {
      long start = System.nanoTime();
      Future<Void> append = log.append(NUMBERS, "three", 1);
      long millis = (System.nanoTime() - start) / 1_000_000;

      assertTrue(millis < 100, "the caller waited " + millis + " ms");
      assertThrows(LogUnavailableException.class, () -> await(append));
    }
  }

  @Test
  void what_would_fill_the_memory_is_refused_at_once() {
    Topic<byte[]> large = Topic.carried("anima.appended.v1", Keep.RAW);
    try (KafkaEventLog log = new KafkaEventLog("127.0.0.1:9")) {
      byte[] megabyte = new byte[1 << 20];
      List<Future<Void>> all = new ArrayList<>();

      for (int i = 0; i < 60; i++) {
        all.add(log.append(large, "four", megabyte));
      }

      assertTrue(all.get(59).failed());
      assertTrue(log.waitingBytes() <= 48L << 20);
    }
  }
}
